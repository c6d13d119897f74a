"""Pure: what keeps a text from being signed. Each problem names its field and says in Korean and English what is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bongsu.identity.people import OWN_ROLES, Role
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.plain_text import is_plain
from bongsu.sharing.agreement import Agreement, Clause, ClauseKind, Pilot, Stage
from bongsu.sharing.clause_problems import Said, clause_problems, hours_problems
from bongsu.sharing.conditions import is_in_area
from bongsu.sharing.examples import EXPECTED, read_time
from bongsu.sharing.reasons import Reason

_ID = re.compile(r"[A-Z0-9][A-Z0-9.-]{1,39}")
_AREA = re.compile(r"\d{2,10}")
_DONG = re.compile(r"\d{10}")
_APPROVERS = frozenset(role.value for role in OWN_ROLES - {Role.OPERATOR})
_ANSWER_S = range(10, 601)
# one clause may give longer: an order for next week is not answered within minutes
_ORDERED_S = range(10, 24 * 3600 + 1)
_LONGEST_TITLE = 200
# each clause is held against each example and each clause of others: a text of thousands would hold up the node
_AT_MOST = {"parties": 30, "clauses": 100, "examples": 300, "area": 500}


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is a path: `clauses[2].radius_m`."""

    field: str
    text_ko: str
    text_en: str


def problems(agreement: Agreement) -> tuple[Problem, ...]:
    """None when the text may be added and signed."""
    return tuple(Problem(*said) for said in _all(agreement))


def is_crowded(agreement: Agreement) -> bool:
    """More than is worth reading: nothing else is said of such a text."""
    return any(True for _ in _crowds(agreement))


def _crowds(agreement: Agreement) -> Iterator[Said]:
    for name, most in _AT_MOST.items():
        if len(getattr(agreement, name)) > most:
            yield name, f"{most}개까지 적을 수 있습니다", f"At most {most}"


def _all(agreement: Agreement) -> Iterator[Said]:
    if is_crowded(agreement):
        yield from _crowds(agreement)
        return
    yield from _head(agreement)
    yield from _hidden(agreement)
    yield from _times(agreement)
    yield from _parties(agreement)
    yield from _approval(agreement)
    yield from _clauses(agreement)
    yield from _pilot(agreement)
    yield from _examples(agreement)


def _head(agreement: Agreement) -> Iterator[Said]:
    if not _ID.fullmatch(agreement.agreement_id):
        yield (
            "agreement_id",
            "영문 대문자·숫자·-·. 2~40자",
            "2 to 40 capital letters, digits, - or .",
        )
    if agreement.version < 1:
        yield "version", "1 이상이어야 합니다", "Must be 1 or more"
    for name in ("title_ko", "title_en", "centre_phone"):
        if not 0 < len(getattr(agreement, name).strip()) <= _LONGEST_TITLE:
            yield name, "1~200자로 적어야 합니다", "Must be written, at most 200 letters"
    if not agreement.area:
        yield "area", "대상 지역이 없습니다", "No area"
    for code in sorted(agreement.area):
        if not _AREA.fullmatch(code):
            yield "area", f"행정구역 코드가 아닙니다: {code}", f"No area code: {code}"


def _hidden(agreement: Agreement) -> Iterator[Said]:
    """What parties sign must read as it stands."""
    lines = {
        name: getattr(agreement, name)
        for name in (
            "title_ko",
            "title_en",
            "centre_phone",
            "document_ref",
            "retention_at_recipient",
        )
    }
    for index, party in enumerate(agreement.parties):
        for name in ("organisation", "name_ko", "name_en", "signatory_ko"):
            lines[f"parties[{index}].{name}"] = getattr(party, name)
    for field in (field for field, line in lines.items() if not is_plain(line)):
        yield (
            field,
            "보이지 않거나 방향을 바꾸는 글자가 있습니다",
            "Holds letters that hide or turn others",
        )


def _times(agreement: Agreement) -> Iterator[Said]:
    if agreement.starts >= agreement.ends:
        yield "ends", "끝이 시작보다 늦어야 합니다", "Must end after it starts"
    first, last = (at.astimezone(SEOUL).date() for at in (agreement.starts, agreement.ends))
    due = agreement.review_due
    if due is None and agreement.stage is Stage.FULL:
        yield "review_due", "재검토 기한이 없습니다", "No date of review"
    if due is not None and not first <= due <= last:
        yield (
            "review_due",
            "재검토 기한이 협약 기간 밖입니다",
            "The review lies outside the agreement's time",
        )


def _parties(agreement: Agreement) -> Iterator[Said]:
    codes = [party.organisation for party in agreement.parties]
    if agreement.centre not in codes:
        yield "parties", "관제센터가 당사자가 아닙니다", "The centre is no party"
    if len(set(codes)) < 2:
        yield "parties", "당사자가 둘 이상이어야 합니다", "Needs two parties at least"
    for index, party in enumerate(agreement.parties):
        at = f"parties[{index}]"
        if codes.index(party.organisation) != index:
            yield f"{at}.organisation", "당사자가 두 번 있습니다", "This party stands there twice"
        for name in ("organisation", "name_ko", "name_en", "signatory_ko"):
            if not getattr(party, name).strip():
                yield f"{at}.{name}", "비어 있습니다", "Is empty"


def _approval(agreement: Agreement) -> Iterator[Said]:
    if not agreement.approver_roles:
        yield "approver_roles", "승인자가 없습니다", "Nobody approves"
    yield from _roles("approver_roles", agreement.approver_roles)
    yield from _answer_time("approve_within_s", agreement.approve_within_s)


def _roles(field: str, roles: frozenset[str]) -> Iterator[Said]:
    for role in sorted(roles - _APPROVERS):
        # dossier §12.1: a provision decision of the controller; operators recommend
        yield field, f"승인할 수 없는 역할: {role}", f"This role cannot approve: {role}"


def _answer_time(field: str, seconds: int, within: range = _ANSWER_S) -> Iterator[Said]:
    least, most = within[0], within[-1]
    if seconds not in within:
        korean = f"승인 시간은 {least}초에서 {most}초까지입니다"
        yield field, korean, f"An answer takes {least} to {most} seconds"


def _clauses(agreement: Agreement) -> Iterator[Said]:
    if all(clause.kind is ClauseKind.FORBID for clause in agreement.clauses):
        yield "clauses", "제공 조항이 없습니다", "No clause lends anything"
    numbers = [clause.number for clause in agreement.clauses]
    parties = frozenset(party.organisation for party in agreement.parties)
    for index, clause in enumerate(agreement.clauses):
        at = f"clauses[{index}]"
        if numbers.index(clause.number) != index:
            yield f"{at}.number", f"조항 번호 중복: {clause.number}", f"Twice: {clause.number}"
        yield from clause_problems(at, clause, parties - {agreement.centre})
        yield from _own_approval(at, clause)


def _own_approval(at: str, clause: Clause) -> Iterator[Said]:
    yield from _roles(f"{at}.approver_roles", clause.approver_roles)
    if clause.approve_within_s is not None:
        yield from _answer_time(f"{at}.approve_within_s", clause.approve_within_s, _ORDERED_S)


def _pilot(agreement: Agreement) -> Iterator[Said]:
    pilot = agreement.pilot
    if (pilot is not None) != (agreement.stage is Stage.PILOT):
        yield (
            "pilot",
            "시범운영 단계에만, 그때는 반드시 적습니다",
            "Written for the pilot stage, and only then",
        )
    if pilot is not None:
        yield from _limits(agreement, pilot)


def _limits(agreement: Agreement, pilot: Pilot) -> Iterator[Said]:
    yield from hours_problems("pilot.hours", pilot.hours)
    if not pilot.dongs:
        yield "pilot.dongs", "시범 행정동이 없습니다", "No dong"
    for dong in sorted(pilot.dongs):
        if not _DONG.fullmatch(dong) or not is_in_area(agreement.area, dong):
            yield (
                "pilot.dongs",
                f"협약 지역의 행정동이 아닙니다: {dong}",
                f"Not in the area: {dong}",
            )
    if pilot.calls_a_day < 1:
        yield "pilot.calls_a_day", "1 이상이어야 합니다", "Must be 1 or more"
    if pilot.calls_in_all < pilot.calls_a_day:
        yield "pilot.calls_in_all", "하루 건수 이상이어야 합니다", "At least the calls of one day"
    first, last = (at.astimezone(SEOUL).date() for at in (agreement.starts, agreement.ends))
    if not first <= pilot.report_due <= last:
        yield (
            "pilot.report_due",
            "보고서 기한이 협약 기간 밖입니다",
            "The report lies outside its time",
        )


def _examples(agreement: Agreement) -> Iterator[Said]:
    for index, example in enumerate(agreement.examples):
        at = f"examples[{index}]"
        if example.expect not in EXPECTED:
            yield f"{at}.expect", "allow, ask, refuse 중 하나", "One of allow, ask, refuse"
        if example.clause is not None and agreement.clause(example.clause) is None:
            yield (
                f"{at}.clause",
                f"없는 조항: {example.clause}",
                f"No such clause: {example.clause}",
            )
        if example.reason is not None and example.reason not in set(Reason):
            yield (
                f"{at}.reason",
                f"없는 사유: {example.reason}",
                f"No such reason: {example.reason}",
            )
        if read_time(example.at) is None:
            yield f"{at}.at", "시각은 HH:MM 입니다", "A time is HH:MM"
        if not _DONG.fullmatch(example.dong):
            yield f"{at}.dong", "행정동 코드는 열 자리입니다", "A dong's code has ten digits"
