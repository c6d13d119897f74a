"""A device calls for help: it waits while it may be taken back, then it is one incident, however often it is pressed."""

from datetime import datetime

import msgspec

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.notice import notice
from bongsu.incidents.open import open_incident
from bongsu.incidents.store import incident_by_id, incident_of_call
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id
from bongsu.services.shared.residents.alarm import Alarm, Press, Stands
from bongsu.services.shared.residents.desk import From, ResidentDesk
from bongsu.services.shared.residents.own import LEGAL_BASIS
from bongsu.services.shared.residents.store import (
    alarm_of,
    alarm_of_incident,
    alarms_that,
    save_alarm,
)
from bongsu.services.shared.residents.window import due_at, is_late, is_stale, takes_back

# who presses on and on changes the screen at most so often
_AGAIN_EVERY_S = 10.0
BELL = "residents"


async def press(work: Work, at: ResidentDesk, who: From, said: Press, now: datetime) -> Alarm:
    """The alarm as it stands now. Raises `Invalid` for a press of another day."""
    if is_stale(said, now, at.settings):
        raise Invalid("A press of another day calls nobody", field="pressed_at")
    known = await alarm_of(work.connection, who.name, said.number)
    if known is not None:
        return await _known(work, at, who, said, known, now)
    if said.drill_id is not None:
        at.desk.drills.must_run(said.drill_id, said.service, now)
    running = await running_of(work, who, said.service, said.device_id, said.drill_id)
    if running is not None:
        return await _again(work, running, now)
    alarm = Alarm(
        alarm_id=new_id("alm"),
        partner=who.name,
        number=said.number,
        service=said.service,
        stands=Stands.WAITING,
        received_at=now,
        device_id=said.device_id,
        drill_id=said.drill_id,
    )
    return await _begin(work, at, who, said, alarm, now)


async def _begin(
    work: Work, at: ResidentDesk, who: From, said: Press, alarm: Alarm, now: datetime
) -> Alarm:
    ends = due_at(said, now, at.settings) if said.waits else now
    if ends <= now:
        return await raise_alarm(work, at, who.partner.organisation, said, alarm, now)
    sealed = at.seal((who.partner.organisation, said), alarm.alarm_id)
    waiting = msgspec.structs.replace(
        alarm, stands=Stands.WAITING, due_at=ends, sealed=sealed, device_id=said.device_id
    )
    await save_alarm(work.connection, waiting)
    work.ring(f"{BELL} {said.service}")
    return waiting


async def _known(
    work: Work, at: ResidentDesk, who: From, said: Press, known: Alarm, now: datetime
) -> Alarm:
    """Its number was heard before: the press again, or a cancel that came before its press."""
    if known.service != said.service:
        raise Invalid(f"This number came as {known.service}", field="number")
    if known.stands is not Stands.CANCELLED or known.cancelled_at is None:
        return known
    if takes_back(said.pressed_at, known.cancelled_at, at.settings):
        return known
    late = {"cancel_came": _clock_time(known.cancelled_at)}
    told = msgspec.structs.replace(said, details={**said.details, **late}, waits=False)
    again = msgspec.structs.replace(known, device_id=said.device_id, received_at=now)
    return await _begin(work, at, who, told, again, now)


async def running_of(
    work: Work, who: From, service: str, device_id: str, drill_id: str | None = None
) -> Alarm | None:
    """What this device already has: a thousand presses are one incident, whatever their numbers."""
    for stands in (Stands.RAISED, Stands.WAITING):
        found = await alarms_that(work.connection, stands, [service], device_id)
        for one in reversed(found):
            if (one.partner, one.drill_id) != (who.name, drill_id):
                continue
            if one.incident_id is None or await is_running(work, one.incident_id):
                return one
    return None


async def is_running(work: Work, incident_id: str) -> bool:
    incident = await incident_by_id(work.connection, incident_id)
    return incident is not None and incident.is_open


async def _again(work: Work, running: Alarm, now: datetime) -> Alarm:
    counted = msgspec.structs.replace(running, presses=running.presses + 1)
    await save_alarm(work.connection, counted)
    if running.incident_id is None:
        return counted
    incident = await incident_by_id(work.connection, running.incident_id)
    if incident is not None and _is_worth_telling(incident, now):
        again = {"pressed_again": now.isoformat(), "presses": counted.presses}
        await notice(work, incident, again, now)
    return counted


def _is_worth_telling(incident: Incident, now: datetime) -> bool:
    before = incident.details.get("pressed_again")
    if not isinstance(before, str):
        return True
    return (now - datetime.fromisoformat(before)).total_seconds() >= _AGAIN_EVERY_S


async def raise_alarm(
    work: Work, at: ResidentDesk, sender_org: str, said: Press, alarm: Alarm, now: datetime
) -> Alarm:
    """The operators see it from now on."""
    details: dict[str, object] = {"pressed_at": said.pressed_at.isoformat(), **said.details}
    if is_late(said, now, at.settings):
        details["came_late"] = True
    call = Call(
        partner=alarm.partner,
        sender_org=sender_org,
        ext_incident_no=alarm.number,
        service=said.service,
        category=said.category,
        code="",
        reported_at=min(said.pressed_at, now),
        place=said.place,
        address=said.address,
        legal_basis=LEGAL_BASIS,
        details=details,
        drill_id=said.drill_id,
    )
    # the same number may have come by the canonical door
    incident = await incident_of_call(work.connection, alarm.partner, alarm.number)
    if incident is None:
        incident = await open_incident(work, at.desk, call, now)
    raised = msgspec.structs.replace(
        alarm,
        stands=Stands.RAISED,
        due_at=None,
        sealed=None,
        cancelled_at=None,
        device_id=said.device_id,
        incident_id=incident.incident_id,
    )
    await save_alarm(work.connection, raised)
    work.ring(f"{BELL} {said.service}")
    return raised


async def alarm_about(work: Work, incident: Incident) -> Alarm:
    """What is kept of it; one that came by the canonical door begins here."""
    known = await alarm_of_incident(work.connection, incident.incident_id)
    if known is not None:
        return known
    before = await alarm_of(work.connection, incident.partner, incident.ext_incident_no)
    fresh = before or Alarm(
        alarm_id=new_id("alm"),
        partner=incident.partner,
        number=incident.ext_incident_no,
        service=incident.service,
        stands=Stands.RAISED,
        received_at=incident.received_at,
        drill_id=incident.drill_id,
    )
    return msgspec.structs.replace(
        fresh, stands=Stands.RAISED, incident_id=incident.incident_id, sealed=None, due_at=None
    )


def _clock_time(at: datetime) -> str:
    return at.astimezone(SEOUL).strftime("%H:%M:%S")
