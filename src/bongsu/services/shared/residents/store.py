"""Queries on residents' devices and alarms."""

from collections.abc import Collection
from datetime import datetime
from enum import Enum
from typing import Any  # Any: a row's columns

import msgspec
from sqlalchemy import RowMapping, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.shared.residents.alarm import Alarm, Device, Stands
from bongsu.services.shared.residents.tables import resident_alarms, resident_devices

_TIMES = ("received_at", "due_at", "cancelled_at", "verdict_at")
_DEVICE_TIMES = ("registered_at", "heard_at", "asked_at")


def _alarm(row: RowMapping) -> Alarm:
    return msgspec.convert(_read(row, _TIMES), Alarm)


def _device(row: RowMapping) -> Device:
    return msgspec.convert(_read(row, _DEVICE_TIMES), Device)


def _read(row: RowMapping, times: tuple[str, ...]) -> dict[str, Any]:
    return {
        str(name): read_stamp(value) if name in times and value is not None else value
        for name, value in row.items()
    }


def _row(value: Alarm | Device) -> dict[str, Any]:
    return {name: _held(held) for name, held in msgspec.structs.asdict(value).items()}


def _held(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    # psycopg knows no enumerations
    return value.value if isinstance(value, Enum) else value


async def save_alarm(connection: AsyncConnection, alarm: Alarm) -> None:
    await _save(connection, resident_alarms, ("alarm_id",), _row(alarm))


async def save_device(connection: AsyncConnection, device: Device) -> None:
    await _save(connection, resident_devices, ("partner", "device_id"), _row(device))


async def _save(
    connection: AsyncConnection, table: Table, keys: tuple[str, ...], row: dict[str, Any]
) -> None:
    changing = update(table).values(row)
    for key in keys:
        changing = changing.where(table.c[key] == row[key])
    if (await connection.execute(changing)).rowcount == 0:
        await connection.execute(insert(table).values(row))


async def alarm_of(connection: AsyncConnection, partner: str, number: str) -> Alarm | None:
    query = select(resident_alarms).where(
        resident_alarms.c.partner == partner, resident_alarms.c.number == number
    )
    row = (await connection.execute(query)).mappings().first()
    return _alarm(row) if row else None


async def alarm_of_incident(connection: AsyncConnection, incident_id: str) -> Alarm | None:
    query = select(resident_alarms).where(resident_alarms.c.incident_id == incident_id)
    row = (await connection.execute(query)).mappings().first()
    return _alarm(row) if row else None


async def alarms_that(
    connection: AsyncConnection, stands: Stands, services: Collection[str], device_id: str = ""
) -> list[Alarm]:
    """Oldest first; of one device, where one is named."""
    query = select(resident_alarms).where(
        resident_alarms.c.stands == stands.value, resident_alarms.c.service.in_(list(services))
    )
    if device_id:
        query = query.where(resident_alarms.c.device_id == device_id)
    found = await connection.execute(query.order_by(resident_alarms.c.received_at))
    return [_alarm(row) for row in found.mappings()]


async def held_alarms(connection: AsyncConnection, services: Collection[str]) -> list[Alarm]:
    """Those that still know their device: their incident runs, or has not been over for long."""
    query = select(resident_alarms).where(
        resident_alarms.c.stands == Stands.RAISED.value,
        resident_alarms.c.service.in_(list(services)),
        resident_alarms.c.device_id.is_not(None),
    )
    found = await connection.execute(query.order_by(resident_alarms.c.received_at))
    return [_alarm(row) for row in found.mappings()]


async def recent_alarms(
    connection: AsyncConnection, services: Collection[str], limit: int = 100
) -> list[Alarm]:
    """Newest first."""
    query = select(resident_alarms).where(resident_alarms.c.service.in_(list(services)))
    latest = query.order_by(resident_alarms.c.received_at.desc()).limit(limit)
    return [_alarm(row) for row in (await connection.execute(latest)).mappings()]


async def device_of(connection: AsyncConnection, partner: str, device_id: str) -> Device | None:
    query = select(resident_devices).where(
        resident_devices.c.partner == partner, resident_devices.c.device_id == device_id
    )
    row = (await connection.execute(query)).mappings().first()
    return _device(row) if row else None


async def devices_of(connection: AsyncConnection, services: Collection[str]) -> list[Device]:
    query = select(resident_devices).where(resident_devices.c.service.in_(list(services)))
    return [_device(row) for row in (await connection.execute(query)).mappings()]


async def forget_device(connection: AsyncConnection, partner: str, device_id: str) -> None:
    gone = delete(resident_devices).where(
        resident_devices.c.partner == partner, resident_devices.c.device_id == device_id
    )
    await connection.execute(gone)


async def drop_cancelled(connection: AsyncConnection, before: datetime) -> None:
    """A cancel that waited for its press, or whose press is long gone."""
    gone = delete(resident_alarms).where(
        resident_alarms.c.stands == Stands.CANCELLED.value,
        resident_alarms.c.received_at < stamp(before),
    )
    await connection.execute(gone)
