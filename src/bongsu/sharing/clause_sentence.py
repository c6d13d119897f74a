"""Pure: one clause as a sentence that a lawyer can read, in Korean and English, made from the data and nothing else."""

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind
from bongsu.sharing.names import Names, Pair, code_name, joined, purpose_name, role_name, with_topic
from bongsu.sharing.rules import approve_within_s


def clause_sentence(agreement: Agreement, clause: Clause, names: Names) -> Pair:
    """`제3조제2항 112 긴급출동: 성북경찰서에게 …`."""
    if clause.kind is ClauseKind.FORBID:
        return _forbidding(agreement, clause, names)
    return _lending(agreement, clause, names)


def span(seconds: int) -> Pair:
    """90 → 1분 30초."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, "시간", "h"), (minutes, "분", "min"), (left, "초", "s")]
    found = [(number, ko, en) for number, ko, en in parts if number]
    korean = " ".join(f"{number}{ko}" for number, ko, _ in found)
    return korean or "0초", " ".join(f"{number} {en}" for number, _, en in found) or "0 s"


def recipients(agreement: Agreement, clause: Clause) -> Pair:
    """In the order of the parties; codes that are none come last."""
    order = [party.organisation for party in agreement.parties]
    known = sorted(
        clause.recipients,
        key=lambda one: (one not in order, order.index(one) if one in order else 0, one),
    )
    return joined(agreement.name_of(one) for one in known)


def triggers(clause: Clause, names: Names) -> Pair:
    return joined(names.category(clause.service, one) for one in sorted(clause.categories))


def purposes(clause: Clause) -> Pair:
    return joined(purpose_name(one) for one in sorted(clause.purposes))


def hours(windows: tuple[str, ...]) -> Pair:
    return (
        (f"{'·'.join(windows)}에 한하여 ", f" only at {', '.join(windows)}")
        if windows
        else ("", "")
    )


def how(agreement: Agreement, clause: Clause) -> Pair:
    """`코드0·코드1은 요청 없이, 코드2는 관제팀장 승인(60초)으로`."""
    korean, english = [], []
    if clause.by_itself:
        ko, en = joined(code_name(one) for one in sorted(clause.by_itself))
        korean.append(f"{with_topic(ko)} 승인 없이")
        english.append(f"{en} by itself")
    if clause.with_approval:
        ko, en = joined(code_name(one) for one in sorted(clause.with_approval))
        roles = clause.approver_roles or agreement.approver_roles
        who_ko, who_en = joined(role_name(one) for one in sorted(roles))
        within = span(approve_within_s(agreement, clause))
        korean.append(f"{with_topic(ko)} {who_ko} 승인({within[0]} 이내)으로")
        english.append(f"{en} once {who_en} approves (within {within[1]})")
    return ", ".join(korean), ", ".join(english)


def _lending(agreement: Agreement, clause: Clause, names: Names) -> Pair:
    service, to = names.service(clause.service), recipients(agreement, clause)
    what, ways = triggers(clause, names), how(agreement, clause)
    cameras, ttl, when = purposes(clause), span(clause.ttl_s), hours(clause.hours)
    lookback = clause.kind is ClauseKind.LOOKBACK
    back = span(clause.lookback_s)
    thing = (
        (f"최근 {back[0]} 녹화영상을 보여 준다", f"recordings of the last {back[1]}")
        if lookback
        else (
            "실시간 영상을 제공한다",
            "live pictures",
        )
    )
    cars = ("출동 차량을 포함하여 ", ", also to vehicles sent") if clause.to_vehicles else ("", "")
    bases = "·".join(sorted(clause.legal_bases))
    korean = (
        f"{clause.article_ko} {service[0]}: {to[0]}에게 {what[0]} 신고에 대하여 {when[0]}{ways[0]} "
        f"{cars[0]}{cameras[0]} 목적 카메라 {clause.max_cameras}대까지, 반경 {clause.radius_m:g} m, "
        f"{ttl[0]}(연장 {clause.renewals}회) {thing[0]}. 근거 {bases}."
    )
    english = (
        f"Clause {clause.number}, {service[1]}: to {to[1]}, for {what[1]}{when[1]}: {ways[1]}; "
        f"{thing[1]} of up to {clause.max_cameras} cameras ({cameras[1]}) within "
        f"{clause.radius_m:g} m for {ttl[1]}, renewed at most {clause.renewals} times{cars[1]}. "
        f"Grounds: {bases}."
    )
    return korean, english


def _forbidding(agreement: Agreement, clause: Clause, names: Names) -> Pair:
    to = recipients(agreement, clause) if clause.recipients else ("누구", "anybody")
    korean, english = [f"{clause.article_ko} {to[0]}에게"], [f"Clause {clause.number}: to {to[1]}"]
    if clause.service:
        ko, en = names.service(clause.service)
        korean.append(f"{ko}로")
        english.append(f"by {en}")
    if clause.categories:
        ko, en = triggers(clause, names)
        korean.append(f"{ko} 신고에")
        english.append(f"for {en}")
    codes = clause.by_itself | clause.with_approval
    if codes:
        ko, en = joined(code_name(one) for one in sorted(codes))
        korean.append(f"{ko}에")
        english.append(f"at {en}")
    when = hours(clause.hours)
    cameras = purposes(clause) if clause.purposes else ("모든", "any")
    korean.append(f"{when[0]}{cameras[0]} 목적 카메라의 영상은 어떤 협약으로도 제공하지 않는다.")
    english.append(f"no picture of {cameras[1]} cameras is lent{when[1]}, whatever else is agreed.")
    return " ".join(korean), " ".join(english)
