"""Rows of the list of reserved cameras, and what every query adds that tells somebody of cameras: for them a reserved one
does not exist. Nothing here opens a transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: a column of SQLAlchemy

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.registry.reserved.tables import camera_reserved
from bongsu.registry.tables import cameras, sites

Connection = AsyncConnection
# as many ids as one statement may name on SQLite of any build
_MOST_IDS = 900
_OF_THE_SITE = and_(cameras.c.site_id == sites.c.site_id, cameras.c.removed_on.is_(None))


@dataclass(frozen=True, slots=True)
class Reservation:
    """For which service alone, at whose word, why."""

    camera_id: str
    service: str
    organisation: str
    reason: str
    since: datetime


def is_shown() -> ColumnElement[bool]:
    """Of a query over `cameras`."""
    return cameras.c.camera_id.not_in(select(camera_reserved.c.camera_id))


def is_site_shown() -> ColumnElement[bool]:
    """Of a query over `sites`: not where every camera of it is reserved; one without cameras is what it was."""
    touched = select(cameras.c.site_id).join(
        camera_reserved, camera_reserved.c.camera_id == cameras.c.camera_id
    )
    left = exists().where(_OF_THE_SITE, is_shown()).correlate(sites)
    return or_(sites.c.site_id.not_in(touched), left)


def shown_of_site() -> ColumnElement[Any]:
    """The published number of cameras of a site, less those that are reserved."""
    reserved = (
        select(func.count())
        .select_from(
            cameras.join(camera_reserved, camera_reserved.c.camera_id == cameras.c.camera_id)
        )
        .where(_OF_THE_SITE)
        .correlate(sites)
        .scalar_subquery()
    )
    return sites.c.camera_count - reserved


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
