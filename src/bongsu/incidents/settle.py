"""Brings the lendings of an incident into line with what the incident says now. May be called as often as one likes."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from bongsu.incidents.counted import calls_before
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident
from bongsu.incidents.own_view import own_view
from bongsu.incidents.peer_grants import settle_peers
from bongsu.incidents.rules import Judged, judge_all, may_rerank
from bongsu.incidents.settle_allow import allow
from bongsu.incidents.settle_ask import ask
from bongsu.incidents.settle_own import settle_own
from bongsu.incidents.settle_refuse import nothing_of_ours, refuse
from bongsu.incidents.settling import GROUND_LOST, Settling
from bongsu.incidents.store import save_incident
from bongsu.incidents.untold import with_untold
from bongsu.kernel.database import Work
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import SYSTEM
from bongsu.sharing.rules import Allow, Ask, Reason, Refuse
from bongsu.sharing.store import grants_of
from bongsu.sharing.withdraw import make_final

# what a person cut, here or at the asking centre, or what time has ended, is not undone by the machine
_FINAL = frozenset({Reason.WITHDRAWN, Reason.EXPIRED, Reason.RELEASED})
# a "no" to this very question; another category or code is another question
_ANSWERED = frozenset({Reason.DENIED, Reason.APPROVAL_TIMED_OUT, Reason.PLACE_UNCONFIRMED})


async def settle(
    work: Work,
    desk: Desk,
    incident: Incident,
    now: datetime,
    *,
    actor: str = SYSTEM,
    is_new_question: bool = False,
    resumed: str | None = None,
) -> Incident:
    """Lends, asks, refuses and ends as the rules say; saves the incident and tells that it changed.

    Decisions are never delayed; tiles that play follow a moving scene at most every five seconds,
    sooner `rank_due` stays set and the timer does it. `is_new_question`: category or code changed.
    `resumed`: whose term is over and whose own word has come for another.
    """
    follows = may_rerank(incident, now)
    calls = await calls_before(work.connection, desk.centre.agreements, incident, now)
    judgement = judge_all(incident, desk.centre, now, calls)
    judged = judgement.told
    if follows:
        incident = _grown(desk, incident, judged, now)
    settling = Settling(work, desk, incident, now, actor, follows, is_new_question, resumed)
    await _run(settling, judged)
    if follows:
        incident = msgspec.structs.replace(incident, ranked_at=now, rank_due=False)
    incident = await with_untold(work, desk, incident, judgement.untold, now)
    await save_incident(work.connection, incident)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return incident


def _grown(desk: Desk, incident: Incident, judged: Sequence[Judged], now: datetime) -> Incident:
    """The area that has grown until now, no further than the narrowest clause reaches."""
    growing = desk.centre.services[incident.service].growing
    reaches = [
        one.decision.clause.radius_m for one in judged if not isinstance(one.decision, Refuse)
    ]
    if growing is None or not reaches:
        return incident
    area = growing.area(incident, now, min(reaches))
    return msgspec.structs.replace(incident, area=area)


async def _run(settling: Settling, judged: Sequence[Judged]) -> None:
    grants = await grants_of(settling.work.connection, settling.incident.incident_id)
    held = {grant.organisation: grant for grant in grants if not grant.is_of_peer}
    wanted = {one.organisation for one in judged} | {settling.centre.code}
    for organisation, grant in held.items():
        if organisation not in wanted:
            await _not_wanted_any_more(settling, grant)
    for one in judged:
        await _apply(settling, one, held.get(one.organisation))
    view = own_view(settling.centre, settling.incident, judged, settling.now)
    if view is not None:
        await settle_own(settling, view, held.get(settling.centre.code))
    await settle_peers(settling, judged, [grant for grant in grants if grant.is_of_peer])


async def _not_wanted_any_more(settling: Settling, grant: Grant) -> None:
    if grant.is_open:
        await settling.end(grant, Reason.SUPERSEDED)
    await make_final(settling.work, grant)


async def _apply(settling: Settling, one: Judged, grant: Grant | None) -> None:
    if grant is not None and settling.is_term_over(grant):
        # the approver was asked before the end, unless nobody could be; the rest is the room's own word
        is_unasked = isinstance(one.decision, Ask) and grant.reason == Reason.EXPIRED
        if not is_unasked and grant.organisation != settling.resumed:
            return
        grant = None
    if grant is not None and _stands(settling, grant):
        if not isinstance(one.decision, Allow):
            await make_final(settling.work, grant)
        return
    if grant is not None and grant.reason in GROUND_LOST and grant.state is State.CLOSED:
        # the lending that ended keeps its reason; what may follow is another lending
        if isinstance(one.decision, Refuse):
            return
        grant = None
    if settling.centre.is_hub and isinstance(one.decision, Allow):
        await nothing_of_ours(settling, one.organisation, grant, one.decision)
        return
    await _decide(settling, one, grant or settling.new(one.organisation))


def _stands(settling: Settling, grant: Grant) -> bool:
    return grant.reason in _FINAL or (grant.reason in _ANSWERED and not settling.is_new_question)


async def _decide(settling: Settling, one: Judged, grant: Grant) -> None:
    match one.decision:
        case Allow() as said:
            await allow(settling, grant, said)
        case Ask() as said:
            await ask(settling, grant, said, one.stations)
        case Refuse() as said:
            await refuse(settling, grant, said)
