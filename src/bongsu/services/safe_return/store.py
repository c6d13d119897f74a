"""Queries on trips and their positions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any  # Any: a row's columns

import msgspec
from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.safe_return.tables import safe_positions, safe_trips
from bongsu.services.safe_return.trip import Trip, TripStands

_TIMES = frozenset({"started_at", "heard_at", "eta_at", "ended_at"})


def _trip(row: RowMapping) -> Trip:
    read = {
        str(name): read_stamp(value) if name in _TIMES and value is not None else value
        for name, value in row.items()
    }
    return msgspec.convert(read, Trip)


def _row(trip: Trip) -> dict[str, Any]:
    held = msgspec.structs.asdict(trip) | {"stands": trip.stands.value}
    return {
        name: stamp(value) if isinstance(value, datetime) else value for name, value in held.items()
    }


async def save_trip(connection: AsyncConnection, trip: Trip) -> None:
    this = (safe_trips.c.partner == trip.partner) & (safe_trips.c.number == trip.number)
    changed = await connection.execute(update(safe_trips).where(this).values(_row(trip)))
    if changed.rowcount == 0:
        await connection.execute(insert(safe_trips).values(_row(trip)))


async def trip_of(connection: AsyncConnection, partner: str, number: str) -> Trip | None:
    this = (safe_trips.c.partner == partner) & (safe_trips.c.number == number)
    row = (await connection.execute(select(safe_trips).where(this))).mappings().first()
    return _trip(row) if row else None


async def trips_that(connection: AsyncConnection, stands: TripStands) -> list[Trip]:
    query = select(safe_trips).where(safe_trips.c.stands == stands.value)
    found = await connection.execute(query.order_by(safe_trips.c.started_at))
    return [_trip(row) for row in found.mappings()]


async def trips_to_forget(connection: AsyncConnection, ended_before: datetime) -> list[Trip]:
    """Over for so long, and still known to be somebody's."""
    query = select(safe_trips).where(
        safe_trips.c.stands == TripStands.ENDED.value,
        safe_trips.c.device_id.is_not(None),
        safe_trips.c.ended_at < stamp(ended_before),
    )
    return [_trip(row) for row in (await connection.execute(query)).mappings()]


async def keep_position(connection: AsyncConnection, trip: Trip, at: datetime, sealed: str) -> None:
    """The same moment twice is once."""
    row = {"partner": trip.partner, "number": trip.number, "at": stamp(at), "sealed": sealed}
    known = select(safe_positions.c.at).where(_of(trip), safe_positions.c.at == row["at"])
    if (await connection.execute(known)).first() is None:
        await connection.execute(insert(safe_positions).values(row))


async def positions_of(connection: AsyncConnection, trip: Trip) -> Sequence[str]:
    """Sealed, oldest first."""
    query = select(safe_positions.c.sealed).where(_of(trip)).order_by(safe_positions.c.at)
    return (await connection.execute(query)).scalars().all()


async def drop_positions(
    connection: AsyncConnection, trip: Trip, before: datetime | None = None
) -> None:
    """All of a trip, or those before a moment."""
    gone = delete(safe_positions).where(_of(trip))
    if before is not None:
        gone = gone.where(safe_positions.c.at < stamp(before))
    await connection.execute(gone)


def _of(trip: Trip) -> Any:  # a condition of SQLAlchemy
    return (safe_positions.c.partner == trip.partner) & (safe_positions.c.number == trip.number)
