"""A lending that is refused, with the words of why; at the hub also one for which no district can be asked."""

from bongsu.incidents.settling import GROUND_LOST, Settling
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import refuse as write_refusal
from bongsu.sharing.rules import Allow, Reason, Refuse
from bongsu.sharing.words import refusal, sentence

_MAY_BE_ENDED = frozenset({State.WAITING, State.ACTIVE, State.REFUSED})


async def refuse(settling: Settling, grant: Grant, no: Refuse) -> None:
    """What was refused in the same words is not refused twice."""
    text = _words(settling, no)
    if grant.state is State.REFUSED and (grant.reason, grant.reason_ko) == (no.reason, text[0]):
        return
    if grant.state is State.ACTIVE and no.reason in GROUND_LOST:
        await settling.end(grant, no.reason)
        await settling.note("end", grant, ("{0}: " + text[0], "{0}: " + text[1]))
        return
    grant = await settling.without_pictures(grant)
    clause = no.clause.number if no.clause else None
    under = (no.agreement_id, no.version) if no.agreement_id and no.version else None
    now = settling.now
    await write_refusal(settling.work, grant, no.reason, text, now, clause=clause, under=under)
    told = "영상 제공 안 함 · {0}: " + text[0], "Refused · {0}: " + text[1]
    await settling.note("refuse", grant, told)


def _words(settling: Settling, no: Refuse) -> tuple[str, str]:
    """Of a discreet service nothing tells the kind of call."""
    if settling.service.discreet:
        return sentence(no.reason)
    category_ko = settling.service.category_name(settling.incident.category)[0]
    return refusal(no, category_ko, settling.incident.code)


async def nothing_of_ours(
    settling: Settling, organisation: str, grant: Grant | None, allow: Allow
) -> None:
    """The hub has no cameras: what is lent are districts', each a lending of its own. Where no district can be
    asked, the room is told why."""
    no = _nobody_to_ask(settling, allow)
    if no is not None:
        if grant is None or grant.state is State.CLOSED:
            grant = settling.new(organisation)
        await refuse(settling, grant, no)
    elif grant is not None and grant.state in _MAY_BE_ENDED:
        await settling.end(grant, Reason.SUPERSEDED)


def _nobody_to_ask(settling: Settling, allow: Allow) -> Refuse | None:
    place, radius_m = settling.incident.place, allow.clause.radius_m
    neighbours = settling.desk.neighbours
    if place is None or neighbours.reached(place, radius_m):
        return None
    reason = Reason.UNLINKED if neighbours.was_linked(place, radius_m) else Reason.NOT_LINKED_YET
    return Refuse(reason, allow.clause, allow.agreement_id, allow.version)
