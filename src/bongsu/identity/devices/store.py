"""Questions and writes about devices, their codes and the sessions bound to them."""

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.devices.device import Device, EnrolmentCode
from bongsu.identity.tables import device_codes, device_sessions, devices, sessions

Connection: TypeAlias = AsyncConnection

_DEVICE = (
    devices.c.device_id,
    devices.c.person_id,
    devices.c.label,
    devices.c.spki,
    devices.c.thumbprint,
    devices.c.added_at,
    devices.c.added_by,
    devices.c.proven_at,
    devices.c.removed_at,
)


def _moment(kept: str | None) -> datetime | None:
    return None if kept is None else read_stamp(kept)


def _device(
    device_id: str,
    person_id: str,
    label: str,
    spki: str,
    thumbprint: str,
    added_at: str,
    added_by: str,
    proven_at: str | None,
    removed_at: str | None,
) -> Device:
    return Device(
        device_id,
        person_id,
        label,
        spki,
        thumbprint,
        read_stamp(added_at),
        added_by,
        _moment(proven_at),
        _moment(removed_at),
    )


async def keep_code(connection: Connection, code: EnrolmentCode) -> None:
    """The account's only open code: an older one is worth nothing any more."""
    await forget_code(connection, code.person_id)
    values = {
        "person_id": code.person_id,
        "code_hash": code.code_hash,
        "made_by": code.made_by,
        "ends_at": stamp(code.ends_at),
        "tries": code.tries,
    }
    await connection.execute(insert(device_codes), values)


async def code_of(connection: Connection, person_id: str) -> EnrolmentCode | None:
    asked = select(
        device_codes.c.person_id,
        device_codes.c.code_hash,
        device_codes.c.made_by,
        device_codes.c.ends_at,
        device_codes.c.tries,
    ).where(device_codes.c.person_id == person_id)
    row = (await connection.execute(asked)).one_or_none()
    if row is None:
        return None
    return EnrolmentCode(row[0], row[1], row[2], read_stamp(row[3]), row[4])


async def count_try(connection: Connection, person_id: str) -> None:
    row = update(device_codes).where(device_codes.c.person_id == person_id)
    await connection.execute(row.values(tries=device_codes.c.tries + 1))


async def forget_code(connection: Connection, person_id: str) -> None:
    await connection.execute(delete(device_codes).where(device_codes.c.person_id == person_id))


async def add_device_row(connection: Connection, device: Device) -> None:
    values = {
        "device_id": device.device_id,
        "person_id": device.person_id,
        "label": device.label,
        "spki": device.spki,
        "thumbprint": device.thumbprint,
        "added_at": stamp(device.added_at),
        "added_by": device.added_by,
    }
    await connection.execute(insert(devices), values)


async def is_known_key(connection: Connection, thumbprint: str) -> bool:
    """Removed devices count: their keys never come back."""
    asked = select(devices.c.device_id).where(devices.c.thumbprint == thumbprint)
    return (await connection.execute(asked)).first() is not None


async def device_of(connection: Connection, device_id: str) -> Device | None:
    """Also one that was removed."""
    asked = select(*_DEVICE).where(devices.c.device_id == device_id)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _device(*row)


async def devices_in_use(connection: Connection) -> list[Device]:
    asked = (
        select(*_DEVICE)
        .where(devices.c.removed_at.is_(None))
        .order_by(devices.c.added_at, devices.c.device_id)
    )
    return [_device(*row) for row in await connection.execute(asked)]


async def device_of_session(connection: Connection, session_id: str) -> Device | None:
    """The device that a session is bound to, unless it was removed."""
    asked = select(*_DEVICE)
    asked = asked.join(device_sessions, device_sessions.c.device_id == devices.c.device_id)
    asked = asked.where(device_sessions.c.session_id == session_id, devices.c.removed_at.is_(None))
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _device(*row)


async def remove_device_row(
    connection: Connection, device_id: str, by: str, reason: str, now: datetime
) -> None:
    row = update(devices).where(devices.c.device_id == device_id)
    await connection.execute(
        row.values(removed_at=stamp(now), removed_by=by, removed_reason=reason)
    )


async def bind_session(connection: Connection, session_id: str, device_id: str) -> None:
    values = {"session_id": session_id, "device_id": device_id}
    await connection.execute(insert(device_sessions), values)


async def mark_proven(
    connection: Connection, session_id: str, device_id: str, now: datetime, until: datetime
) -> None:
    """The session is good until then; the device was seen now."""
    session = update(sessions).where(sessions.c.session_id == session_id)
    await connection.execute(session.values(proven_until=stamp(until)))
    device = update(devices).where(devices.c.device_id == device_id)
    await connection.execute(device.values(proven_at=stamp(now)))


async def running_sessions_on(connection: Connection, device_id: str) -> list[str]:
    asked = select(sessions.c.session_id)
    asked = asked.join(device_sessions, device_sessions.c.session_id == sessions.c.session_id)
    asked = asked.where(device_sessions.c.device_id == device_id, sessions.c.ended_at.is_(None))
    return list((await connection.execute(asked)).scalars())
