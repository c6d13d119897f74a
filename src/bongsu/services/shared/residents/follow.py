"""A phone in an alarm goes on telling where it is, or that its owner is safe."""

from datetime import datetime

import msgspec

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.notice import notice
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.update import update_incident
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.services.shared.residents.alarm import Alarm, Heard, Stands
from bongsu.services.shared.residents.desk import From, ResidentDesk, UnknownAlarm
from bongsu.services.shared.residents.opened import opened
from bongsu.services.shared.residents.press import running_of
from bongsu.services.shared.residents.store import alarm_of, save_alarm


async def heard(work: Work, at: ResidentDesk, who: From, said: Heard, now: datetime) -> Alarm:
    """A position older than the newest moves nothing; after the end it is not kept. Raises `UnknownAlarm`."""
    alarm = await _alarm(work, who, said)
    if alarm.stands is Stands.WAITING:
        return await _while_waiting(work, at, alarm, said)
    incident = await incident_by_id(work.connection, alarm.incident_id or "")
    if incident is None or not incident.is_open:
        return alarm
    is_newer = _is_newer(incident, said)
    call = Call(
        partner=incident.partner,
        sender_org=incident.sender_org,
        ext_incident_no=incident.ext_incident_no,
        service=incident.service,
        place=said.place if is_newer else None,
        details=_details(said, is_newer=is_newer),
    )
    await update_incident(work, at.desk, incident, call, now)
    return alarm


def _details(said: Heard, *, is_newer: bool) -> dict[str, object]:
    back: dict[str, object] = {"silent_since": None, "silent_long": None}
    if not is_newer:
        return back
    return {**said.details, **back, "position_at": said.at.isoformat()}


def _is_newer(incident: Incident, said: Heard) -> bool:
    """By the phone's own clock; where nothing is known yet, everything is."""
    if incident.place is None:
        return True
    last = incident.details.get("position_at") or incident.details.get("pressed_at")
    return not isinstance(last, str) or said.at > datetime.fromisoformat(last)


async def _while_waiting(work: Work, at: ResidentDesk, alarm: Alarm, said: Heard) -> Alarm:
    """Nobody is shown anything yet; should it become an alarm, it begins where the phone is then."""
    sender, press = opened(at, alarm)
    if said.place is None or said.at < press.pressed_at:
        return alarm
    moved = msgspec.structs.replace(press, place=said.place)
    kept = msgspec.structs.replace(alarm, sealed=at.seal((sender, moved), alarm.alarm_id))
    await save_alarm(work.connection, kept)
    return kept


async def safe(work: Work, who: From, said: Heard, now: datetime) -> Alarm:
    """The owner says that all is well. It ends nothing: the call back is an operator's. Raises `UnknownAlarm`."""
    alarm = await _alarm(work, who, said)
    incident = await incident_by_id(work.connection, alarm.incident_id or "")
    if incident is not None:
        at = said.at.astimezone(SEOUL).strftime("%H:%M:%S")
        words = (f"본인 안전 신호 ({at})", f"The resident says to be safe ({at})")
        await notice(work, incident, {"safe_at": at}, now, words)
    return alarm


async def _alarm(work: Work, who: From, said: Heard) -> Alarm:
    """By its number; by its device where a later press had another number."""
    alarm = await alarm_of(work.connection, who.name, said.number)
    if alarm is None:
        alarm = await running_of(work, who, said.service, said.device_id)
    if alarm is None:
        raise UnknownAlarm("No alarm of this number came", field="number")
    return alarm
