"""The fleet out of the node's own tables: registry, last known states, lendings. No uptime log is kept, so no faults."""

from datetime import date, timedelta
from typing import Any  # Any: a row's columns

from sqlalchemy import ColumnElement, Row, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.planning.replacement.camera import FleetCamera, Known
from bongsu.registry.reserved.store import is_shown
from bongsu.registry.tables import camera_health, cameras, sites
from bongsu.sharing.tables import grant_cameras, grants

DEAD = "dead"
DEAD_FOR = timedelta(days=30)
"""A camera without a picture for so long has failed; a shorter silence is a line or a power cut."""


async def gather_fleet(connection: AsyncConnection, as_of: date) -> tuple[FleetCamera, ...]:
    """Also what was removed: a lifetime is learned from the dead too. Other centres' cameras are theirs to replace."""
    used = await _used(connection)
    asked = (
        select(*_COLUMNS)
        .select_from(
            cameras.join(sites).outerjoin(
                camera_health, camera_health.c.camera_id == cameras.c.camera_id
            )
        )
        .where(is_shown())
        .order_by(cameras.c.camera_id)
    )
    return tuple(
        _camera(row, used.get(row.camera_id, 0), as_of) for row in await connection.execute(asked)
    )


_COLUMNS: tuple[ColumnElement[Any], ...] = (
    cameras.c.camera_id,
    cameras.c.site_id,
    cameras.c.name,
    cameras.c.kind,
    cameras.c.purpose,
    cameras.c.lat,
    cameras.c.lon,
    cameras.c.pixels_10k,
    cameras.c.installed_on,
    cameras.c.installed_precision,
    cameras.c.valid_from,
    cameras.c.removed_on,
    sites.c.installed_trusted,
    camera_health.c.state,
    camera_health.c.since,
)


async def _used(connection: AsyncConnection) -> dict[str, int]:
    """Incidents for which a camera was lent, once each however many organisations saw it."""
    count = func.count(distinct(grants.c.incident_id))
    asked = (
        select(grant_cameras.c.camera_id, count)
        .select_from(grant_cameras.join(grants))
        .group_by(grant_cameras.c.camera_id)
    )
    return {camera_id: int(times) for camera_id, times in await connection.execute(asked)}


def _camera(row: Row[Any], lent: int, as_of: date) -> FleetCamera:
    return FleetCamera(
        camera_id=row.camera_id,
        site_id=row.site_id,
        name=row.name,
        kind=row.kind,
        purpose=row.purpose,
        lat=row.lat,
        lon=row.lon,
        pixels_10k=row.pixels_10k,
        installed_on=row.installed_on,
        installed_precision=Known(row.installed_precision),
        installed_trusted=bool(row.installed_trusted),
        observed_from=row.valid_from,
        removed_on=row.removed_on,
        failed_on=_failed_on(row, as_of),
        lent=lent,
    )


def _failed_on(row: Row[Any], as_of: date) -> date | None:
    if row.state != DEAD or row.since is None:
        return None
    since: date = row.since.date()
    return since if as_of - since >= DEAD_FOR else None
