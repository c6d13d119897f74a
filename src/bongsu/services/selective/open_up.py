"""상황 등록: a confirmed alarm becomes an incident at its camera, once; what follows is as for any other."""

import dataclasses
from typing import Literal

import msgspec
from msgspec.structs import replace

from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident, Place
from bongsu.incidents.message import Call
from bongsu.incidents.open import open_incident
from bongsu.kernel.failures import Failure, Kind
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.words import AlarmState
from bongsu.services.selective.rules import CODE, LEGAL_BASIS, PARTNER


class NotConfirmed(Failure):
    """Nobody has said yet that it is real."""

    kind = Kind.CONFLICT
    code = "not_confirmed"


class IncidentWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it is, by the operator's word."""

    category: Literal["VIOLENCE", "FALL", "FIRE", "CROWD", "TRAFFIC", "OTHER"]


async def open_up(alarms: AlarmDesk, desk: Desk, alarm_id: str, wish: IncidentWish, by: str) -> str:
    """The incident's id; the same one when asked again. Raises `UnknownAlarm`, `NotConfirmed`."""
    async with alarms.change() as change:
        alarm = await change.alarm(alarm_id)
        if alarm.incident_id is not None:
            return alarm.incident_id
        if alarm.state is not AlarmState.REAL:
            raise NotConfirmed("Answer it as real first")
        call = _call(alarms, alarm, wish)
        incident: Incident = await open_incident(change.work, desk, call, change.now)
        change.put(replace(alarm, incident_id=incident.incident_id))
        await change.note(alarm_id, "incident", by, incident.incident_id)
    return incident.incident_id


def _call(alarms: AlarmDesk, alarm: Alarm, wish: IncidentWish) -> Call:
    row = alarms.camera(alarm.camera_id)
    assert row is not None
    call = call_of(alarm.alarm_id, wish.category, row.lat, row.lon, row.range_m)
    details = {
        **(call.details or {}),
        "camera_id": alarm.camera_id,
        "camera_name": row.name,
        "site_id": row.site_id,
        "kind": alarm.kind.value,
        "first_at": alarm.first_at.isoformat(),
    }
    return dataclasses.replace(
        call, sender_org=alarms.organisation, reported_at=alarm.first_at, details=details
    )


def call_of(alarm_id: str, category: str, lat: float, lon: float, accuracy_m: float = 0.0) -> Call:
    """What a person's key says: by the centre itself, of what its own cameras show."""
    return Call(
        partner=PARTNER,
        sender_org="",
        ext_incident_no=alarm_id,
        service=CODE,
        category=category,
        place=Place(lat=lat, lon=lon, accuracy_m=accuracy_m, method="CAMERA"),
        legal_basis=LEGAL_BASIS,
        details={"alarm_id": alarm_id},
    )
