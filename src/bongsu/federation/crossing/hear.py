"""The owner's side hears of a call near its border: writes it down as an incident of its own, follows it, and ends it."""

from datetime import datetime, timedelta

import msgspec
import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.crossing.answer import refuse_unknown
from bongsu.federation.crossing.failures import NotTheirCall, TooManyCalls
from bongsu.federation.crossing.messages import GrantReleased, IncidentAsked, RenewalAsked
from bongsu.identity.add import OTHER_CENTRES
from bongsu.incidents.centre import names_of_centre
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident, IncidentState, Origin, Place
from bongsu.incidents.message import Call
from bongsu.incidents.open import open_incident
from bongsu.incidents.store import incident_of_call, open_calls_of, save_incident
from bongsu.incidents.terms import until
from bongsu.incidents.update import update_incident
from bongsu.kernel.database import Work
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import end_grant
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import grants_of
from bongsu.sharing.withdraw import make_final

log = structlog.get_logger()

# far more than one centre has open along one border; beyond it something is broken there
MOST_OPEN = 500


def partner_of(centre: str) -> str:
    """As whose calls they are kept; together with the asking centre's incident they are unique."""
    return f"{OTHER_CENTRES}{centre}"


async def hear_asked(
    work: Work,
    desk: Desk,
    peer: str,
    asked: IncidentAsked,
    now: datetime,
    *,
    is_over: bool = False,
) -> None:
    """Raises `TooManyCalls`. A call of a service that is unknown here is answered, not kept. `is_over`: they have also
    told that it has ended; it is written down, and nothing is lent for it."""
    known = await incident_of_call(work.connection, partner_of(peer), asked.incident_ref)
    if asked.state != "open":
        if known is not None:
            await _close(work, desk, known, peer, asked, now)
        return
    if asked.service not in desk.centre.services:
        await refuse_unknown(work, peer, asked)
        return
    call = as_call(peer, asked)
    if known is None:
        if await open_calls_of(work.connection, partner_of(peer)) >= MOST_OPEN:
            raise TooManyCalls(f"{peer} has {MOST_OPEN} calls open here")
        await open_incident(work, desk, call, now, lends=not is_over)
        return
    if is_over:
        return
    if known.is_open:
        call = _changed(known, call)
    else:
        known = await _open_again(work, known, peer, now)
    await update_incident(work, desk, known, call, now)


def as_call(peer: str, asked: IncidentAsked) -> Call:
    """Pure: the message in the incidents' words."""
    assert asked.place is not None
    korean, english = names_of_centre(peer)
    place = asked.place
    return Call(
        partner=partner_of(peer),
        sender_org=peer,
        ext_incident_no=asked.incident_ref,
        service=asked.service,
        category=asked.category,
        code=asked.code,
        exercise=asked.exercise,
        place=Place(
            lat=place.lat,
            lon=place.lon,
            accuracy_m=place.accuracy_m,
            method=place.method,
            dong_code=place.dong_code,
            dong=place.dong,
        ),
        legal_basis=asked.legal_basis,
        origin=Origin(
            centre=peer,
            name_ko=korean,
            name_en=english,
            incident_id=asked.incident_ref,
            organisations=tuple(dict.fromkeys(asked.organisations)),
        ),
    )


def _changed(known: Incident, call: Call) -> Call:
    """Pure: a place that has not moved is not said again, so that tiles stay where they are."""
    before, said = known.place, call.place
    if before is None or said is None:
        return call
    stands = (before.lat, before.lon, before.accuracy_m, before.method)
    if stands != (said.lat, said.lon, said.accuracy_m, said.method):
        return call
    values = {name: getattr(call, name) for name in call.__slots__}
    return Call(**{**values, "place": None})


async def _close(
    work: Work, desk: Desk, known: Incident, peer: str, asked: IncidentAsked, now: datetime
) -> None:
    reason = Reason.CANCELLED if asked.state == "cancelled" else Reason.CLOSED
    who = names_of_centre(peer)
    await close_incident(work, desk, known, partner_of(peer), now, reason=reason, actor_name=who)


async def _open_again(work: Work, known: Incident, peer: str, now: datetime) -> Incident:
    """Nobody was to see it for a while, and now somebody is; what was cut stays cut."""
    again = msgspec.structs.replace(
        known, state=IncidentState.OPEN, ended_at=None, end_reason=None, ended_by=None
    )
    await save_incident(work.connection, again)
    entry = Entry(
        kind=TrailKind.OPEN_INCIDENT,
        actor=partner_of(peer),
        organisation=peer,
        incident_id=known.incident_id,
        body={"again": True},
    )
    await record(work, now, entry)
    return again


async def hear_released(work: Work, peer: str, said: GrantReleased, now: datetime) -> None:
    """They show it no more: it ends here too, and what runs on for nobody does not come back by itself."""
    incident, grant = await _theirs(work, peer, said.incident_ref, said.organisation)
    if grant is None:
        return
    if grant.is_open:
        await end_grant(work, grant, State.WITHDRAWN, Reason.RELEASED, now, actor=partner_of(peer))
    else:
        await make_final(work, grant)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


async def hear_renewal(
    work: Work, desk: Desk, peer: str, said: RenewalAsked, now: datetime
) -> None:
    """One more term by our clause, or no more: the answer is what the lending then says."""
    incident, grant = await _theirs(work, peer, said.incident_ref, said.organisation)
    if grant is None:
        return
    by_then = now + timedelta(seconds=grant.ttl_s)
    latest = until(desk.centre, incident, grant.organisation, now, by_then)
    try:
        await renew(work, grant, partner_of(peer), now, until=latest)
    except TooLate as late:
        log.info("renewal not given", peer=peer, grant=grant.grant_id, why=late.detail)
        return
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


async def _theirs(
    work: Work, peer: str, incident_ref: str, organisation: str
) -> tuple[Incident, Grant | None]:
    """Found under the asking centre's own name only: nobody speaks of another's call."""
    incident = await incident_of_call(work.connection, partner_of(peer), incident_ref)
    if incident is None:
        raise NotTheirCall(f"{peer} never asked about such a call", field="incident_ref")
    held = [
        grant
        for grant in await grants_of(work.connection, incident.incident_id)
        if grant.organisation == organisation and not grant.is_of_peer
    ]
    return incident, held[-1] if held else None


async def end_all_of(
    work: Work, desk: Desk, incidents: list[Incident], peer: str, now: datetime
) -> None:
    """The link has ended: nothing is lent through that centre any more."""
    for incident in incidents:
        who = names_of_centre(peer)
        await close_incident(
            work, desk, incident, "system", now, reason=Reason.UNLINKED, actor_name=who
        )
