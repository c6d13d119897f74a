"""Pure: a whole agreement as people read it: a title, headed parts, sentences and items, in Korean and in English."""

from datetime import datetime

from bongsu.kernel.clock import SEOUL
from bongsu.sharing.agreement import Agreement, Clause, Pilot, Stage
from bongsu.sharing.clause_sentence import clause_sentence, span
from bongsu.sharing.names import Names, Pair, area_name, dong_names, joined, role_name, with_subject


def preview(agreement: Agreement, names: Names) -> Pair:
    """Plain lines: the title first, `## ` before a heading, `- ` before an item."""
    lines = [(agreement.title_ko, agreement.title_en)]
    lines += _parties(agreement)
    lines += _validity(agreement)
    if agreement.pilot is not None:
        lines += _pilot(agreement.pilot)
    lines.append(("## 제공과 금지", "## Lending and bans"))
    lines += [
        (f"- {korean}", f"- {english}")
        for korean, english in (
            clause_sentence(agreement, clause, names) for clause in _in_order(agreement)
        )
    ]
    lines += _duties(agreement)
    return "\n".join(one[0] for one in lines), "\n".join(one[1] for one in lines)


def _in_order(agreement: Agreement) -> list[Clause]:
    return sorted(
        agreement.clauses,
        key=lambda one: [int(part) for part in one.number.split(".") if part.isdigit()],
    )


def _parties(agreement: Agreement) -> list[Pair]:
    found = [("## 당사자", "## Parties")]
    for party in agreement.parties:
        found.append(
            (
                f"- {party.name_ko} ({party.organisation}), 서명 {party.signatory_ko}",
                f"- {party.name_en} ({party.organisation}), signed by {party.signatory_ko}",
            )
        )
    return found


def _day(at: datetime) -> str:
    return at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")


def _validity(agreement: Agreement) -> list[Pair]:
    stage = (
        ("시범운영", "pilot") if agreement.stage is Stage.PILOT else ("본격 운영", "full operation")
    )
    areas = joined(area_name(one) for one in sorted(agreement.area))
    review_ko = f" 재검토 기한은 {agreement.review_due}이다." if agreement.review_due else ""
    review_en = f" To be reviewed by {agreement.review_due}." if agreement.review_due else ""
    starts, ends = _day(agreement.starts), _day(agreement.ends)
    return [
        ("## 기간과 지역", "## Time and area"),
        (
            f"이 협약({agreement.agreement_id} 제{agreement.version}판)은 {starts}부터 {ends} 전까지 "
            f"{stage[0]}으로 효력이 있고, {areas[0]} 안에 적용한다.{review_ko}",
            f"This agreement ({agreement.agreement_id}, version {agreement.version}) is in force as "
            f"{stage[1]} from {starts} until before {ends}, Seoul time, in {areas[1]}.{review_en}",
        ),
    ]


def _pilot(pilot: Pilot) -> list[Pair]:
    known = dong_names()
    dongs = "·".join(known.get(dong, dong) for dong in sorted(pilot.dongs))
    hours_ko = "·".join(pilot.hours) or "종일"
    hours_en = ", ".join(pilot.hours) or "all day"
    return [
        ("## 시범운영 범위", "## Limits of the pilot"),
        (
            f"{hours_ko}, {dongs}에서, 하루 {pilot.calls_a_day}건, 모두 {pilot.calls_in_all}건까지 "
            f"제공한다. 결과보고 기한은 {pilot.report_due}이다.",
            f"Lent at {hours_en} in {dongs}, {pilot.calls_a_day} calls a day and "
            f"{pilot.calls_in_all} in all. Its report is due on {pilot.report_due}.",
        ),
    ]


def _duties(agreement: Agreement) -> list[Pair]:
    who = joined(role_name(one) for one in sorted(agreement.approver_roles))
    within = span(agreement.approve_within_s)
    record = ("허용", "allowed") if agreement.may_record else ("금지", "forbidden")
    turn = ("허용", "allowed") if agreement.may_ptz else ("금지", "forbidden")
    none = agreement.retention_at_recipient == "none"
    kept_ko = "보관하지 않는다" if none else f"보관: {agreement.retention_at_recipient}"
    kept_en = "keeps nothing" if none else f"keeps: {agreement.retention_at_recipient}"
    return [
        ("## 승인과 의무", "## Approval and duties"),
        (
            f"승인은 {with_subject(who[0])} {within[0]} 안에 하며, 답이 없으면 제공하지 않는다. "
            f"관제센터 전화 {agreement.centre_phone}.",
            f"Approval is given by {who[1]} within {within[1]}; no answer means no. "
            f"The centre's telephone is {agreement.centre_phone}.",
        ),
        (
            f"제공받는 기관의 녹화는 {record[0]}, 카메라 회전은 {turn[0]}하며, 받은 영상은 {kept_ko}.",
            f"For the recipient, recording is {record[1]} and turning cameras is {turn[1]}; "
            f"it {kept_en}.",
        ),
    ]
