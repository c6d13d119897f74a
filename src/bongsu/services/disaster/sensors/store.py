"""Queries on water-level sensors."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any  # Any: a row of SQLAlchemy

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.disaster.sensors.level import Sensor
from bongsu.services.disaster.tables import sensors

_TIMES = frozenset({"at", "heard_at", "below_since", "proposed_at"})
_REGISTERED = ("name", "lat", "lon", "radius_m", "warn_cm", "alarm_cm")


def _sensor(row: Row[Any]) -> Sensor:
    values: dict[str, Any] = {}
    for one in fields(Sensor):
        value = getattr(row, one.name)
        values[one.name] = read_stamp(value) if one.name in _TIMES and value else value
    return Sensor(**values)


async def every_sensor(connection: AsyncConnection) -> list[Sensor]:
    rows = await connection.execute(select(sensors).order_by(sensors.c.sensor_id))
    return [_sensor(row) for row in rows]


async def sensor_by_id(connection: AsyncConnection, sensor_id: str) -> Sensor | None:
    query = select(sensors).where(sensors.c.sensor_id == sensor_id)
    row = (await connection.execute(query)).first()
    return _sensor(row) if row else None


async def keep_state(connection: AsyncConnection, one: Sensor) -> None:
    """What it said last and what came of it."""
    await connection.execute(
        update(sensors)
        .where(sensors.c.sensor_id == one.sensor_id)
        .values(
            level_cm=one.level_cm,
            at=_text(one.at),
            heard_at=_text(one.heard_at),
            below_since=_text(one.below_since),
            proposed_at=_text(one.proposed_at),
            incident_id=one.incident_id,
        )
    )


async def register(connection: AsyncConnection, registered: Sequence[Sensor]) -> None:
    """Those of a file: new ones are added, known ones changed; what they said stays."""
    for one in registered:
        values = {name: getattr(one, name) for name in _REGISTERED}
        changed = await connection.execute(
            update(sensors).where(sensors.c.sensor_id == one.sensor_id).values(**values)
        )
        if changed.rowcount == 0:
            await connection.execute(insert(sensors).values(sensor_id=one.sensor_id, **values))


def _text(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)
