"""Compares what every other centre should know of a call with what it was told last, and tells it. At start: all of them.

Nothing depends on having heard an event: whatever was missed is found by comparing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bongsu.federation.crossing.answer import answer_to, is_news, say_answer
from bongsu.federation.crossing.ask import ToSay, say, tell_wishes, to_say
from bongsu.federation.crossing.hear import end_all_of
from bongsu.federation.crossing.messages import GrantsAnswered
from bongsu.federation.crossing.store import (
    Connection,
    Crossing,
    crossings_of,
    running_crossings,
)
from bongsu.federation.crossing.take import says_anything, take
from bongsu.incidents.counted import calls_before
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident
from bongsu.incidents.peer_grants import Whose, asked_of, newest
from bongsu.incidents.rules import judge
from bongsu.incidents.store import incident_by_id, open_incidents
from bongsu.kernel.database import Work
from bongsu.sharing.grants import Grant
from bongsu.sharing.rules import Allow
from bongsu.sharing.store import grants_of, open_grants_of_peers

read_answer = msgspec.msgpack.Decoder(GrantsAnswered).decode


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done for one call that we ask for."""

    wanted: Mapping[Whose, Allow]
    known: Mapping[str, Crossing]
    news: list[ToSay]
    wishes: list[Grant]
    heard: Mapping[str, GrantsAnswered]

    @property
    def is_empty(self) -> bool:
        return not (self.news or self.wishes or self.heard)


async def wanted_for(
    connection: Connection, desk: Desk, incident: Incident, now: datetime
) -> dict[Whose, Allow]:
    """Whose cameras our own agreements let be shown to whom for this call, now."""
    if not incident.is_open or incident.origin is not None:
        return {}
    calls = await calls_before(connection, desk.centre.agreements, incident, now)
    judged, service = (
        judge(incident, desk.centre, now, calls),
        desk.centre.services[incident.service],
    )
    return asked_of(incident, judged, desk.neighbours, service)


async def _plan(connection: Connection, desk: Desk, incident: Incident, now: datetime) -> _Plan:
    wanted = await wanted_for(connection, desk, incident, now)
    known = await crossings_of(connection, incident.incident_id)
    grants = [g for g in await grants_of(connection, incident.incident_id) if g.is_of_peer]
    held = newest(grants)
    heard = {
        peer: answered
        for peer, one in known.items()
        if one.heard and says_anything(answered := read_answer(one.heard), held, peer)
    }
    wishes = [grant for grant in grants if grant.owner_wish is not None]
    return _Plan(wanted, known, to_say(incident, wanted, known), wishes, heard)


async def reconcile(desk: Desk, incident_id: str) -> None:
    """Reads first: most changes of a call concern nobody else, and writing costs a turn."""
    now = desk.clock.now()
    async with desk.database.read() as connection:
        incident = await incident_by_id(connection, incident_id)
        if incident is None or not await _differs(connection, desk, incident, now):
            return
    async with desk.database.work() as work:
        fresh = await incident_by_id(work.connection, incident_id)
        assert fresh is not None
        if fresh.origin is None:
            await _tell_owners(work, desk, fresh, now)
        else:
            await tell_asker(work, desk, fresh, now)


async def _differs(connection: Connection, desk: Desk, incident: Incident, now: datetime) -> bool:
    if incident.origin is None:
        return not (await _plan(connection, desk, incident, now)).is_empty
    if incident.is_open and not desk.neighbours.is_linked(incident.origin.centre):
        return True
    grants = await grants_of(connection, incident.incident_id)
    known = await crossings_of(connection, incident.incident_id)
    answered = answer_to(incident.origin, grants, desk.centre, desk.chooser)
    return is_news(answered, incident, known.get(incident.origin.centre))


async def _tell_owners(work: Work, desk: Desk, incident: Incident, now: datetime) -> None:
    plan = await _plan(work.connection, desk, incident, now)
    # a cut or a wish concerns the call as the owner knows it, before it hears what is new
    await tell_wishes(work, desk.neighbours, plan.wishes, plan.known)
    for one in plan.news:
        await say(work, desk.neighbours, incident, one, plan.known.get(one.peer), now)
    for peer, answered in plan.heard.items():
        await take(work, desk, incident, peer, answered, plan.wanted, now)
    if plan.heard:
        work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


async def tell_asker(work: Work, desk: Desk, incident: Incident, now: datetime) -> None:
    """What stands here for a call of theirs, when that is news to them."""
    assert incident.origin is not None
    peer = incident.origin.centre
    if not desk.neighbours.is_linked(peer):
        await end_all_of(work, desk, [incident], peer, now)
        return
    known = await crossings_of(work.connection, incident.incident_id)
    grants = await grants_of(work.connection, incident.incident_id)
    await say_answer(work, desk, incident, grants, known.get(peer), now)


async def everything(connection: Connection) -> list[str]:
    """Calls that run, that somebody was asked about, or that have something to tell."""
    running = {one.incident_id for one in await open_incidents(connection)}
    said = {one.incident_id for one in await running_crossings(connection)}
    wishes = {grant.incident_id for grant in await open_grants_of_peers(connection)}
    return sorted(running | said | wishes)
