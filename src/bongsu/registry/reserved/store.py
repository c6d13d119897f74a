"""Rows of the list of reserved cameras. Nothing here opens a transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.registry.reserved.tables import camera_reserved
from bongsu.registry.tables import cameras

Connection = AsyncConnection
# as many ids as one statement may name on SQLite of any build
_MOST_IDS = 900


@dataclass(frozen=True, slots=True)
class Reservation:
    """For which service alone, at whose word, why."""

    camera_id: str
    service: str
    organisation: str
    reason: str
    since: datetime


async def reservations(connection: Connection) -> list[Reservation]:
    found = await connection.execute(select(camera_reserved).order_by(camera_reserved.c.camera_id))
    return [Reservation(**row) for row in found.mappings()]


async def reserved_services(connection: Connection) -> dict[str, str]:
    """Camera → the service that it is reserved for."""
    found = await connection.execute(select(camera_reserved.c.camera_id, camera_reserved.c.service))
    return {row.camera_id: row.service for row in found}


async def keep_reservations(connection: Connection, rows: Sequence[Reservation]) -> None:
    if rows:
        values = [{name: getattr(one, name) for name in Reservation.__slots__} for one in rows]
        await connection.execute(insert(camera_reserved), values)


async def drop_reservations(connection: Connection, camera_ids: Sequence[str]) -> None:
    for some in _batches(camera_ids):
        await connection.execute(
            delete(camera_reserved).where(camera_reserved.c.camera_id.in_(some))
        )


async def known_cameras(connection: Connection, camera_ids: Sequence[str]) -> set[str]:
    """Of these the ones that stand and are not removed."""
    known: set[str] = set()
    for some in _batches(camera_ids):
        asked = select(cameras.c.camera_id).where(
            cameras.c.camera_id.in_(some), cameras.c.removed_on.is_(None)
        )
        known |= set((await connection.scalars(asked)).all())
    return known


def _batches(camera_ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (camera_ids[start : start + _MOST_IDS] for start in range(0, len(camera_ids), _MOST_IDS))
