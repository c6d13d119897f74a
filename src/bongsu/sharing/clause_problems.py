"""Pure: what is wrong with one clause. The hard ceilings are the node's own: no signature lifts them (dossier §1.2)."""

import re
from collections.abc import Iterator

from bongsu.registry.camera import Purpose
from bongsu.sharing.agreement import Clause, ClauseKind
from bongsu.sharing.hours import read_window

# field, Korean, English
Said = tuple[str, str, str]
LONGEST_TTL_S = 24 * 3600
WIDEST_M = 1000.0
MOST_CAMERAS = 16
LONGEST_LOOKBACK_S = 600
MOST_RENEWALS = 12
# somebody who walks away is looked for within 3 km, back to when they were last seen (dossier §1.2, MISSING)
WIDER_M = {"MISSING": 3000.0}
LONGER_LOOKBACK_S = {"MISSING": 24 * 3600}
_NUMBER = re.compile(r"[1-9]\d?\.[1-9]\d?")
_WORD = re.compile(r"[A-Z][A-Z0-9_]{0,39}")
_CODE = re.compile(r"[A-Z0-9]{0,10}")
_BASIS = re.compile(r"[A-Z0-9][A-Z0-9-]{2,39}")


def clause_problems(at: str, clause: Clause, partners: frozenset[str]) -> Iterator[Said]:
    """`at` is the clause's path; `partners` are the parties but the centre."""
    if not _NUMBER.fullmatch(clause.number):
        yield f"{at}.number", "조항 번호는 3.2 처럼 적습니다", "A number looks like 3.2"
    for organisation in sorted(clause.recipients - partners):
        field = f"{at}.recipients"
        yield field, f"상대 당사자가 아닙니다: {organisation}", f"No other party: {organisation}"
    yield from _words(at, clause)
    yield from hours_problems(f"{at}.hours", clause.hours)
    both = ", ".join(sorted(clause.by_itself & clause.with_approval))
    if clause.by_itself & clause.with_approval:
        field = f"{at}.with_approval"
        yield field, f"두 목록에 모두 있음: {both}", f"Stands in both lists: {both}"
    yield from _forbidding(at, clause) if clause.kind is ClauseKind.FORBID else _lending(at, clause)


def hours_problems(field: str, hours: tuple[str, ...]) -> Iterator[Said]:
    for index, window in enumerate(hours):
        if read_window(window) is None:
            at = f"{field}[{index}]"
            yield (
                at,
                f"시간대는 22:00-06:00 처럼 적습니다: {window}",
                f"Not like 22:00-06:00: {window}",
            )


def _words(at: str, clause: Clause) -> Iterator[Said]:
    named = {
        "categories": (clause.categories, _WORD),
        "by_itself": (clause.by_itself, _CODE),
        "with_approval": (clause.with_approval, _CODE),
        "legal_bases": (clause.legal_bases, _BASIS),
    }
    for field, (words, form) in named.items():
        for word in sorted(word for word in words if not form.fullmatch(word)):
            yield f"{at}.{field}", f"코드가 아닙니다: {word}", f"No code: {word}"
    for word in sorted(clause.purposes - set(Purpose)):
        yield f"{at}.purposes", f"모르는 설치목적: {word}", f"No purpose of a camera: {word}"
    if clause.service and not _WORD.fullmatch(clause.service):
        yield f"{at}.service", "서비스 코드가 아닙니다", "No code of a service"


def _lending(at: str, clause: Clause) -> Iterator[Said]:
    needed = {
        "service": (bool(clause.service), "서비스", "service"),
        "recipients": (bool(clause.recipients), "제공받는 기관", "recipient"),
        "categories": (bool(clause.categories), "유형 목록", "trigger"),
        "by_itself": (bool(clause.by_itself | clause.with_approval), "코드 목록", "code"),
        "purposes": (bool(clause.purposes), "카메라 설치목적", "purpose"),
        "legal_bases": (bool(clause.legal_bases), "법적 근거", "legal basis"),
    }
    for field, (is_there, korean, english) in needed.items():
        if not is_there:
            yield f"{at}.{field}", f"{korean} 없음", f"Names no {english}"
    yield from _limits(at, clause)


def _limits(at: str, clause: Clause) -> Iterator[Said]:
    is_lookback = clause.kind is ClauseKind.LOOKBACK
    longest = LONGER_LOOKBACK_S.get(clause.service, LONGEST_LOOKBACK_S)
    least, most = (1, longest) if is_lookback else (0, 0)
    widest = WIDER_M.get(clause.service, WIDEST_M)
    bounds: dict[str, tuple[float, float, float]] = {
        "radius_m": (clause.radius_m, 10.0, widest),
        "max_cameras": (clause.max_cameras, 1, MOST_CAMERAS),
        "ttl_s": (clause.ttl_s, 60, LONGEST_TTL_S),
        "renewals": (clause.renewals, 0, MOST_RENEWALS),
        "lookback_s": (clause.lookback_s, least, most),
    }
    for field, (value, low, high) in bounds.items():
        # written so that no number at all (NaN) is refused too
        if not low <= value <= high:
            yield f"{at}.{field}", f"{low:g} 이상 {high:g} 이하", f"From {low:g} to {high:g}"


def _forbidding(at: str, clause: Clause) -> Iterator[Said]:
    codes = clause.by_itself | clause.with_approval
    if not (clause.service or clause.recipients or clause.categories or codes or clause.purposes):
        yield at, "모든 제공을 금지하는 조항입니다", "Forbids everything"
    unread = {
        "legal_bases": clause.legal_bases,
        "radius_m": clause.radius_m,
        "max_cameras": clause.max_cameras,
        "ttl_s": clause.ttl_s,
        "renewals": clause.renewals,
        "lookback_s": clause.lookback_s,
        "to_vehicles": clause.to_vehicles,
    }
    for field in (field for field, value in unread.items() if value):
        yield f"{at}.{field}", "금지 조항에는 적지 않습니다", "A forbidding clause has none"
