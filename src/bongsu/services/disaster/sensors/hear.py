"""Readings come in; at the alarm the own disaster room is asked for one key, or its wall opens where the centre says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Desk
from bongsu.incidents.message import Call
from bongsu.incidents.open import open_incident
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.ids import new_id
from bongsu.kernel.plain_text import ONE_LINE
from bongsu.services.disaster.cap.alert import CapArea
from bongsu.services.disaster.categories import FLOOD
from bongsu.services.disaster.clip import District, clip, disc_ring
from bongsu.services.disaster.rules import SENSOR
from bongsu.services.disaster.sensors.level import (
    Deed,
    Sensor,
    Taken,
    below_since,
    deed,
    is_taken,
)
from bongsu.services.disaster.sensors.store import keep_state, sensor_by_id
from bongsu.services.disaster.settings import DisasterSettings

PARTNER = "water-sensors"
_FALLEN = ("수위 하강", "the level has fallen")


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One level."""

    sensor_id: Annotated[str, Meta(min_length=1, max_length=60, pattern=ONE_LINE)]
    level_cm: float
    at: datetime


class Readings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As many as were measured since the last message."""

    readings: Annotated[list[Reading], Meta(min_length=1, max_length=500)]


class ReadingAnswer(msgspec.Struct, frozen=True):
    """What became of one reading; `field` names what is wrong with it."""

    sensor_id: str
    outcome: str
    field: str | None = None


class NothingProposed(Failure):
    """No sensor of that name is at its alarm and waits for a key."""

    kind = Kind.NOT_FOUND
    code = "nothing_proposed"


@dataclass(frozen=True, slots=True)
class SensorDesk:
    """The own district's sensors; `room` is the own 재난안전상황실."""

    desk: Desk
    district: District
    settings: DisasterSettings
    room: str

    async def hear(self, said: Sequence[Reading]) -> list[ReadingAnswer]:
        """All of a message in one transaction, in its order."""
        now = self.desk.clock.now()
        async with self.desk.database.work() as work:
            return [await self._one(work, one, number, now) for number, one in enumerate(said)]

    async def _one(self, work: Work, said: Reading, number: int, now: datetime) -> ReadingAnswer:
        sensor = await sensor_by_id(work.connection, said.sensor_id)
        if sensor is None:
            place = f"readings.{number}.sensor_id"
            return ReadingAnswer(said.sensor_id, Taken.UNKNOWN.value, place)
        taken, field = is_taken(sensor, said.level_cm, said.at, now, self.settings)
        if taken is Taken.TAKEN:
            fresh = replace(
                sensor,
                level_cm=said.level_cm,
                at=said.at,
                heard_at=now,
                below_since=below_since(sensor, said.level_cm, said.at),
            )
            await keep_state(work.connection, await self._act(work, fresh, now))
        wrong = f"readings.{number}.{field}" if field else None
        return ReadingAnswer(said.sensor_id, taken.value, wrong)

    async def _act(self, work: Work, sensor: Sensor, now: datetime) -> Sensor:
        incident = (
            await incident_by_id(work.connection, sensor.incident_id)
            if sensor.incident_id
            else None
        )
        running = incident if incident is not None and incident.is_open else None
        match deed(sensor, is_running=running is not None, settings=self.settings):
            case Deed.ALARM if self.settings.sensor_opens:
                return await self._open(work, sensor, now)
            case Deed.ALARM:
                return replace(sensor, proposed_at=now)
            case Deed.END:
                if running is not None:
                    await close_incident(work, self.desk, running, PARTNER, now, actor_name=_FALLEN)
                return replace(sensor, proposed_at=None, incident_id=None)
            case _:
                return sensor

    async def confirm(self, sensor_id: str, person_id: str) -> str:
        """The room's one key. Raises `NothingProposed`."""
        now = self.desk.clock.now()
        async with self.desk.database.work() as work:
            sensor = await sensor_by_id(work.connection, sensor_id)
            if sensor is None or sensor.proposed_at is None:
                raise NothingProposed("No level waits for a key here")
            opened = await self._open(work, sensor, now)
            if opened.incident_id is None:
                raise NothingProposed("The sensor does not stand in the district")
            await keep_state(work.connection, opened)
            entry = Entry(
                kind=TrailKind.ANSWER_ALARM,
                actor=person_id,
                organisation=self.room,
                incident_id=opened.incident_id,
                body={"sensor_id": sensor_id, "answer": "confirmed"},
            )
            await record(work, now, entry)
        return opened.incident_id

    async def _open(self, work: Work, sensor: Sensor, now: datetime) -> Sensor:
        ring = disc_ring(sensor.lat, sensor.lon, sensor.radius_m)
        area = clip([CapArea(description=sensor.name, polygons=(ring,))], self.district).area
        if area is None:
            return replace(sensor, proposed_at=None)
        call = Call(
            partner=PARTNER,
            sender_org=self.room,
            ext_incident_no=f"{sensor.sensor_id}-{new_id('crest')[-8:]}",
            service="DISASTER",
            category=FLOOD,
            summary=f"{sensor.name} 수위",
            reported_at=sensor.at,
            area=area,
            details={SENSOR: _details(sensor)},
        )
        incident = await open_incident(work, self.desk, call, now)
        return replace(sensor, proposed_at=None, incident_id=incident.incident_id)


def _details(sensor: Sensor) -> dict[str, object]:
    return {
        "sensor_id": sensor.sensor_id,
        "name": sensor.name,
        "level_cm": sensor.level_cm,
        "alarm_cm": sensor.alarm_cm,
    }
