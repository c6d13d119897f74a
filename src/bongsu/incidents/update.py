"""A further message on a running call: what changed is settled again, and only that."""

from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.incident import Incident, Place, Responder
from bongsu.incidents.lateness import as_sent, is_older
from bongsu.incidents.message import Call
from bongsu.incidents.open import place_said, placed, said_in_trail
from bongsu.incidents.settle import settle
from bongsu.incidents.store import note, save_incident
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid

# every screen is told of all of them at each change; the largest fires had fewer
MOST_UNITS = 200


async def update_incident(
    work: Work, desk: Desk, incident: Incident, call: Call, now: datetime
) -> Incident:
    """Takes over what the message says. A changed category or code loses an earlier approval."""
    _still_open(incident)
    service = desk.centre.services[incident.service]
    if call.origin is None:
        service.check(call, incident)
    if is_older(call, incident):
        return await _overtaken(work, incident, call, now)
    updated = _as_said(incident, call, desk.kept.of(call), now)
    changed = (updated.category, updated.code) != (incident.category, incident.code)
    await _write_down(work, desk, updated, call.partner, TrailKind.UPDATE_INCIDENT, now)
    if changed and not service.discreet:
        code, category = updated.code, updated.category
        korean = f"유형 변경: {code} {service.category_name(category)[0]}"
        await note(
            work.connection, incident.incident_id, now, "update", korean, f"Now {code} {category}"
        )
    place = place_said(call)
    if place is not None:
        updated = _at(desk, updated, place, now)
    if changed or place is not None or _asks_for_more(incident, updated):
        return await settle(work, desk, updated, now, is_new_question=changed)
    await save_incident(work.connection, updated)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return updated


def _as_said(incident: Incident, call: Call, details: dict[str, object], now: datetime) -> Incident:
    """The incident with what the message says; what it does not say stays."""
    category = incident.category if call.category is None else call.category
    code = incident.code if call.code is None else call.code
    is_same = (category, code) == (incident.category, incident.code)
    said = msgspec.structs.replace(
        incident,
        category=category,
        code=code,
        summary=incident.summary if call.summary is None else call.summary,
        address=incident.address if call.address is None else call.address,
        responders=_merged(incident.responders, call.responders),
        approved=incident.approved and is_same,
        origin=call.origin or incident.origin,
        area=call.area or incident.area,
        window=call.window or incident.window,
        details={**incident.details, **details},
        heard_at=now,
    )
    return as_sent(said, call, now, is_new=False)


async def _overtaken(work: Work, incident: Incident, call: Call, now: datetime) -> Incident:
    """Its sender is there, and what it says has been said anew since: a scene does not move back."""
    heard = msgspec.structs.replace(incident, heard_at=now)
    body: dict[str, object] = {"overtaken": True}
    kind, about = TrailKind.UPDATE_INCIDENT, incident.incident_id
    await record(work, now, Entry(kind=kind, actor=call.partner, incident_id=about, body=body))
    await save_incident(work.connection, heard)
    return heard


def _asks_for_more(before: Incident, after: Incident) -> bool:
    asked = [
        (one.origin, one.area, one.window, one.details, one.came_late) for one in (before, after)
    ]
    return asked[0] != asked[1]


async def move_incident(
    work: Work, desk: Desk, incident: Incident, place: Place, actor: str, now: datetime
) -> Incident:
    """The scene is elsewhere now: said by the partner's system or by the room's hand."""
    _still_open(incident)
    await _write_down(work, desk, incident, actor, TrailKind.MOVE_INCIDENT, now)
    return await settle(work, desk, _at(desk, incident, place, now), now)


def _at(desk: Desk, incident: Incident, place: Place, now: datetime) -> Incident:
    """Who may see is decided at once; tiles that play follow now or, sooner than every five seconds, later."""
    return msgspec.structs.replace(incident, place=placed(desk, place, now), rank_due=True)


async def unit_moved(work: Work, incident: Incident, responder: Responder) -> Incident:
    """A sent vehicle's own position; no trail row each second, it is not a decision."""
    if all(known.unit_id != responder.unit_id for known in incident.responders):
        return incident
    updated = msgspec.structs.replace(
        incident, responders=_merged(incident.responders, (responder,))
    )
    await save_incident(work.connection, updated)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return updated


def _merged(
    before: tuple[Responder, ...], said: tuple[Responder, ...] | None
) -> tuple[Responder, ...]:
    """Units by unit_id: the newer word wins, and nobody is dropped by not being named."""
    by_unit = {responder.unit_id: responder for responder in before}
    by_unit.update({responder.unit_id: responder for responder in said or ()})
    if len(by_unit) > MOST_UNITS:
        raise Invalid(f"A call has at most {MOST_UNITS} units", field="responders")
    return tuple(by_unit.values())


def _still_open(incident: Incident) -> None:
    if not incident.is_open:
        raise AlreadyEnded("The incident is already closed")


async def _write_down(
    work: Work, desk: Desk, incident: Incident, actor: str, kind: TrailKind, now: datetime
) -> None:
    body = said_in_trail(incident, desk)
    await record(
        work, now, Entry(kind=kind, actor=actor, incident_id=incident.incident_id, body=body)
    )
