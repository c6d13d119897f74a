"""Queries of faults and outages. Nothing here opens a transaction."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import Any  # Any: columns of a row as the driver gives them

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.maintenance.fault import Fault, FaultStep, Outage
from bongsu.maintenance.tables import camera_faults as faults
from bongsu.maintenance.tables import camera_outages as outages
from bongsu.maintenance.tables import fault_steps as steps
from bongsu.maintenance.words import FaultKind, FaultState, Remedy, Step

Connection = AsyncConnection
_FIELDS = tuple(field.name for field in fields(Fault))
_TIMES = frozenset({"opened_at", "changed_at", "confirmed_at", "closed_at", "gone_at"})
_WORDS: Mapping[str, Any] = {"kind": FaultKind, "state": FaultState, "remedy": Remedy}


async def keep_fault(connection: Connection, fault: Fault, step: FaultStep) -> None:
    """In place of what was kept of it, with the step that made it so."""
    await connection.execute(delete(faults).where(faults.c.fault_id == fault.fault_id))
    values = {name: _kept(getattr(fault, name)) for name in _FIELDS}
    await connection.execute(insert(faults), values)
    last = select(func.coalesce(func.max(steps.c.number), 0)).where(
        steps.c.fault_id == fault.fault_id
    )
    number = int((await connection.execute(last)).scalar_one()) + 1
    row = {
        "fault_id": step.fault_id,
        "number": number,
        "at": stamp(step.at),
        "step": step.step.value,
        "by": step.by,
        "note": step.note,
        "figure": step.figure,
    }
    await connection.execute(insert(steps), row)


async def fault_of(connection: Connection, fault_id: str) -> Fault | None:
    found = await _those(connection, select(faults).where(faults.c.fault_id == fault_id))
    return found[0] if found else None


async def last_of(connection: Connection, camera_id: str, kind: FaultKind) -> Fault | None:
    """The newest of this camera and kind, open or over."""
    asked = (
        select(faults)
        .where(faults.c.camera_id == camera_id, faults.c.kind == kind.value)
        .order_by(faults.c.opened_at.desc(), faults.c.fault_id.desc())
        .limit(1)
    )
    found = await _those(connection, asked)
    return found[0] if found else None


async def listed(
    connection: Connection,
    states: tuple[FaultState, ...],
    camera_id: str | None,
    kind: FaultKind | None,
    before: str,
    limit: int,
) -> list[Fault]:
    """Newest first; `before`: a fault's id."""
    asked = select(faults).order_by(faults.c.fault_id.desc()).limit(limit)
    if states:
        asked = asked.where(faults.c.state.in_([one.value for one in states]))
    if camera_id is not None:
        asked = asked.where(faults.c.camera_id == camera_id)
    if kind is not None:
        asked = asked.where(faults.c.kind == kind.value)
    if before:
        asked = asked.where(faults.c.fault_id < before)
    return await _those(connection, asked)


async def counted(connection: Connection) -> list[tuple[str, FaultState, int]]:
    """Of each camera how many in each state."""
    asked = select(faults.c.camera_id, faults.c.state, func.count())
    found = await connection.execute(asked.group_by(faults.c.camera_id, faults.c.state))
    return [(camera_id, FaultState(state), int(count)) for camera_id, state, count in found]


async def steps_of(connection: Connection, fault_id: str) -> list[FaultStep]:
    asked = select(steps).where(steps.c.fault_id == fault_id).order_by(steps.c.number)
    return [
        FaultStep(
            row["fault_id"],
            read_stamp(row["at"]),
            Step(row["step"]),
            row["by"],
            row["note"],
            row["figure"],
        )
        for row in (await connection.execute(asked)).mappings()
    ]


async def begin_outage(connection: Connection, outage: Outage) -> None:
    """One that goes on is not begun again."""
    goes_on = select(outages.c.camera_id).where(
        outages.c.camera_id == outage.camera_id,
        or_(outages.c.ended_at.is_(None), outages.c.began_at == stamp(outage.began_at)),
    )
    if (await connection.execute(goes_on)).first() is not None:
        return
    row = {
        "camera_id": outage.camera_id,
        "began_at": stamp(outage.began_at),
        "ended_at": None,
        "state": outage.state,
        "reason": outage.reason,
    }
    await connection.execute(insert(outages), row)


async def end_outage(connection: Connection, camera_id: str, at: datetime) -> None:
    lasting = (outages.c.camera_id == camera_id) & outages.c.ended_at.is_(None)
    await connection.execute(update(outages).where(lasting).values(ended_at=stamp(at)))


async def lasting_outages(connection: Connection) -> list[Outage]:
    return await _outages(connection, outages.c.ended_at.is_(None))


async def outages_of(connection: Connection, camera_id: str) -> list[Outage]:
    """Oldest first."""
    return await _outages(connection, outages.c.camera_id == camera_id)


async def _outages(connection: Connection, where: Any) -> list[Outage]:
    asked = select(outages).where(where).order_by(outages.c.began_at, outages.c.camera_id)
    return [
        Outage(
            row["camera_id"],
            read_stamp(row["began_at"]),
            read_stamp(row["ended_at"]) if row["ended_at"] else None,
            row["state"],
            row["reason"],
        )
        for row in (await connection.execute(asked)).mappings()
    ]


async def _those(connection: Connection, asked: Any) -> list[Fault]:
    rows = (await connection.execute(asked)).mappings()
    return [Fault(**{name: _read(name, row[name]) for name in _FIELDS}) for row in rows]


def _kept(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    return value.value if isinstance(value, Enum) else value


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _TIMES:
        return read_stamp(value)
    return _WORDS[name](value) if name in _WORDS else value
