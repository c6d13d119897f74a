"""Pure: what changed from one version to the next, field by field, in words."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from bongsu.kernel.clock import SEOUL
from bongsu.sharing.agreement import Agreement, Clause
from bongsu.sharing.clause_sentence import clause_sentence
from bongsu.sharing.names import Names

_FIELDS = {
    "title_ko": "제목",
    "title_en": "영문 제목",
    "centre": "관제센터",
    "area": "지역",
    "starts": "시작",
    "ends": "끝",
    "approver_roles": "승인자",
    "approve_within_s": "승인 시간(초)",
    "centre_phone": "관제센터 전화",
    "stage": "단계",
    "may_record": "녹화",
    "may_ptz": "카메라 회전",
    "retention_at_recipient": "받은 기관의 보관",
    "document_ref": "문서 번호",
    "review_due": "재검토 기한",
    "service": "서비스",
    "recipients": "제공받는 기관",
    "categories": "유형",
    "by_itself": "승인 없이",
    "with_approval": "승인 후",
    "purposes": "카메라 설치목적",
    "legal_bases": "법적 근거",
    "radius_m": "반경(m)",
    "max_cameras": "카메라 수",
    "ttl_s": "시간(초)",
    "renewals": "연장",
    "to_vehicles": "차량",
    "kind": "종류",
    "lookback_s": "지난 영상(초)",
    "hours": "시간대",
    "pilot": "시범운영 범위",
    "parties": "당사자",
    "examples": "예시",
}
_WHOLE = frozenset({"parties", "examples", "pilot"})
_APART = frozenset({"clauses", "version", "agreement_id"})


@dataclass(frozen=True, slots=True)
class Difference:
    """`field` is a path in the newer text; a clause is named by its number."""

    field: str
    text_ko: str
    text_en: str


def differences(before: Agreement, after: Agreement, names: Names) -> tuple[Difference, ...]:
    """Nothing for two equal texts."""
    return (*_heads(before, after), *_clauses(before, after, names))


def _heads(before: Agreement, after: Agreement) -> Iterator[Difference]:
    for one in fields(Agreement):
        was, is_now = getattr(before, one.name), getattr(after, one.name)
        if one.name in _APART or was == is_now:
            continue
        yield _changed(one.name, one.name, was, is_now)


def _changed(path: str, name: str, was: object, is_now: object, of: str = "") -> Difference:
    korean = f"{of}{_FIELDS.get(name, name)}"
    english = f"{of}{name}"
    if name in _WHOLE:
        return Difference(path, f"{korean}: 바뀜", f"{english}: changed")
    old, new = _shown(was), _shown(is_now)
    return Difference(path, f"{korean}: {old} → {new}", f"{english}: {old} → {new}")


def _shown(value: object) -> str:
    if isinstance(value, frozenset | tuple):
        return ", ".join(sorted(str(one) or "-" for one in value)) or "-"
    if isinstance(value, datetime):
        return value.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date | StrEnum):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    return "-" if value is None or value == "" else str(value)


def _clauses(before: Agreement, after: Agreement, names: Names) -> Iterator[Difference]:
    old = {clause.number: clause for clause in before.clauses}
    new = {clause.number: clause for clause in after.clauses}
    for number in sorted(old.keys() | new.keys()):
        path = f"clauses[{number}]"
        if number not in new:
            korean, english = clause_sentence(before, old[number], names)
            yield Difference(path, f"삭제: {korean}", f"Removed: {english}")
        elif number not in old:
            korean, english = clause_sentence(after, new[number], names)
            yield Difference(path, f"추가: {korean}", f"Added: {english}")
        else:
            yield from _fields_of(path, old[number], new[number])


def _fields_of(path: str, old: Clause, new: Clause) -> Iterator[Difference]:
    for one in fields(Clause):
        was, is_now = getattr(old, one.name), getattr(new, one.name)
        if was != is_now:
            yield _changed(f"{path}.{one.name}", one.name, was, is_now, f"{new.number} ")
