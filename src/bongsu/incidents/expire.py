"""What time does by itself: an unanswered request is refused, a grant's end comes, a moved scene is ranked again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from bongsu.incidents.again import ask_again, is_to_ask, next_question, why_it_ends
from bongsu.incidents.close import close_incident
from bongsu.incidents.decide import with_phone
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident
from bongsu.incidents.own_term import words_of_end
from bongsu.incidents.rules import RERANK_EVERY_S
from bongsu.incidents.service import LinkedService
from bongsu.incidents.settle import settle
from bongsu.incidents.store import incident_by_id, note, open_incidents
from bongsu.kernel.database import Work
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import SYSTEM, end_grant, refuse
from bongsu.sharing.rules import Reason, Waits
from bongsu.sharing.store import grant_by_id, grants_of, open_grants
from bongsu.sharing.words import sentence

# a partner's test stands on the screens this long, whether or not it is ever closed
TEST_SHOWN_S = 30.0
_BY_ITSELF = ("자동", "by itself")


async def do_what_is_due(desk: Desk) -> datetime | None:
    """Does everything whose time has come; answers when the next thing is due."""
    now = desk.clock.now()
    async with desk.database.read() as connection:
        grants = await open_grants(connection)
        running = await open_incidents(connection)
    grown = {one.incident_id: at for one in running if (at := _grows_at(desk, one)) is not None}
    moved = [one for one in running if one.rank_due or one.incident_id in grown]
    held: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        held[grant.incident_id].append(grant)
    ends = {
        one.incident_id: end
        for one in running
        if (end := ends_by_itself(desk, one, held[one.incident_id]))
    }
    due = [grant for grant in grants if _is_due(grant, now)]
    ready = [one for one in moved if _rank_at(one, now, grown) <= now]
    over = [one for one in running if one.incident_id in ends and ends[one.incident_id][0] <= now]
    known = {one.incident_id: one for one in running}
    asked = [one for one in grants if _is_to_ask(desk, known, one, now)]
    if due or ready or over or asked:
        async with desk.database.work() as work:
            for grant in due:
                await _end(work, desk, grant, now)
            for grant in asked:
                await _ask_again(work, desk, grant, now)
            for incident in ready:
                await _rank_again(work, desk, incident, now)
            for incident in over:
                await _close(work, desk, incident, now)
    later = [at for grant in grants if (at := _due_at(grant)) is not None and at > now]
    later += [_rank_at(incident, now, grown) for incident in moved if incident not in ready]
    later += [at for at, _ in ends.values() if at > now]
    if (question := next_question(desk.centre, grants, known, now)) is not None:
        later.append(question)
    return min(later, default=None)


def ends_by_itself(
    desk: Desk, incident: Incident, grants: Sequence[Grant]
) -> tuple[datetime, Reason] | None:
    """When and why nobody has to end it: a test, an order's window, a partner that has fallen silent. `grants`: its open
    ones."""
    ends: list[tuple[datetime, Reason]] = []
    if incident.exercise:
        shown = timedelta(seconds=TEST_SHOWN_S)
        ends.append((incident.received_at + shown, Reason.TEST_MESSAGE))
    if incident.window is not None:
        ends.append((incident.window.ends, Reason.WINDOW_OVER))
    service = desk.centre.services.get(incident.service)
    # another centre asks once for what stands still; when its call ends it says so, and when it is gone so is the link
    is_ours = incident.origin is None
    if service is not None and service.silent_after_s is not None and is_ours:
        heard = _heard_at(service, incident, grants)
        if heard is not None:
            ends.append((heard + timedelta(seconds=service.silent_after_s), Reason.PARTNER_SILENT))
    return min(ends, default=None)


def _heard_at(
    service: LinkedService, incident: Incident, grants: Sequence[Grant]
) -> datetime | None:
    """None while a person has yet to answer what the machine may not refuse: to close it would be that."""
    heard = incident.heard_at or incident.received_at
    if not service.never_refuses:
        return heard
    if any(one.state is State.WAITING for one in grants):
        return None
    return max([heard, *(one.decided_at for one in grants if not one.is_of_peer)])


async def _close(work: Work, desk: Desk, incident: Incident, now: datetime) -> None:
    fresh = await incident_by_id(work.connection, incident.incident_id)
    grants = await grants_of(work.connection, incident.incident_id)
    held = [one for one in grants if one.is_open]
    end = ends_by_itself(desk, fresh, held) if fresh is not None else None
    # a message may have come while this waited for its turn to write
    if fresh is not None and end is not None and end[0] <= now:
        await close_incident(work, desk, fresh, SYSTEM, now, reason=end[1], actor_name=_BY_ITSELF)


def _due_at(grant: Grant) -> datetime | None:
    return grant.deadline if grant.state is State.WAITING else grant.ends_at


def _is_due(grant: Grant, now: datetime) -> bool:
    at = _due_at(grant)
    return at is not None and at <= now


def _is_to_ask(desk: Desk, known: Mapping[str, Incident], grant: Grant, now: datetime) -> bool:
    incident = known.get(grant.incident_id)
    return incident is not None and is_to_ask(desk.centre, incident, grant, now)


async def _ask_again(work: Work, desk: Desk, due: Grant, now: datetime) -> None:
    grant = await grant_by_id(work.connection, due.grant_id)
    incident = await incident_by_id(work.connection, due.incident_id)
    # ended, cut or answered while this waited for its turn to write
    if grant is not None and incident is not None and is_to_ask(desk.centre, incident, grant, now):
        await ask_again(work, desk, incident, grant, now)


def _grows_at(desk: Desk, incident: Incident) -> datetime | None:
    """When the area that is looked over is next larger than what was ranked."""
    service = desk.centre.services.get(incident.service)
    if service is None or service.growing is None or incident.ranked_at is None:
        return None
    return service.growing.next_at(incident, incident.ranked_at)


def _rank_at(incident: Incident, now: datetime, grown: Mapping[str, datetime]) -> datetime:
    soonest = (incident.ranked_at or now) + timedelta(seconds=RERANK_EVERY_S)
    if incident.ranked_at is None:
        return now
    at = grown.get(incident.incident_id)
    return soonest if incident.rank_due or at is None else max(soonest, at)


async def _end(work: Work, desk: Desk, due: Grant, now: datetime) -> None:
    grant = await grant_by_id(work.connection, due.grant_id)
    if grant is None or not grant.is_open or not _is_due(grant, now):
        # answered, renewed or ended while this waited for its turn to write
        return
    if grant.waits == Waits.START:
        await _rank_again(work, desk, await _incident(work, grant), now)
        return
    if grant.state is State.WAITING:
        text = with_phone(desk, sentence(Reason.APPROVAL_TIMED_OUT))
        await refuse(work, grant, Reason.APPROVAL_TIMED_OUT, text, now)
    else:
        text = await _time_over(work, desk, grant, now)
    if grant.incident_id:
        about = grant.organisation
        await note(work.connection, grant.incident_id, now, "expire", *text, about=about)
        work.tell(IncidentChanged(incident_id=grant.incident_id))
        if grant.state is State.ACTIVE:
            await _term_over(work, desk, grant, now)


async def _time_over(work: Work, desk: Desk, grant: Grant, now: datetime) -> tuple[str, str]:
    """Ends it; answers with the words."""
    incident = await incident_by_id(work.connection, grant.incident_id)
    service = desk.centre.services.get(incident.service) if incident is not None else None
    never_refuses = service is not None and service.never_refuses
    reason, text = why_it_ends(grant, never_refuses=never_refuses)
    if reason is Reason.APPROVAL_TIMED_OUT:
        text = with_phone(desk, text)
    ended = await end_grant(work, grant, State.EXPIRED, reason, now, text=text)
    return words_of_end(ended) if grant.organisation == desk.centre.code else text


async def _term_over(work: Work, desk: Desk, grant: Grant, now: datetime) -> None:
    """Of a service that lends for one term at a time: the approver's yes was for that term, and is asked for anew."""
    incident = await _incident(work, grant)
    service = desk.centre.services.get(incident.service)
    is_own = grant.organisation == desk.centre.code
    if service is None or not incident.is_open or grant.is_of_peer:
        return
    if not (service.asks_again if is_own else service.needs_a_yes_each_term):
        return
    end = ends_by_itself(desk, incident, [])
    if end is None or end[0] > now:
        # nobody's yes ends with the centre's own look beside it
        asked = msgspec.structs.replace(incident, approved=incident.approved and is_own)
        await settle(work, desk, asked, now)


async def _incident(work: Work, grant: Grant) -> Incident:
    found = await incident_by_id(work.connection, grant.incident_id)
    assert found is not None
    return found


async def _rank_again(work: Work, desk: Desk, incident: Incident, now: datetime) -> None:
    fresh = await incident_by_id(work.connection, incident.incident_id)
    if fresh is not None and fresh.is_open:
        await settle(work, desk, fresh, now)
