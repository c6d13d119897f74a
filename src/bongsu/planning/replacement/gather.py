"""The fleet out of the node's own tables: registry, last known states, lendings. No uptime log is kept, so no faults."""

from datetime import date, timedelta
from typing import Any  # Any: a row's columns

from bongsu.planning.replacement import store
from bongsu.planning.replacement.camera import FleetCamera, Known

DEAD = "dead"
DEAD_FOR = timedelta(days=30)
"""A camera without a picture for so long has failed; a shorter silence is a line or a power cut."""


async def gather_fleet(connection: store.Connection, as_of: date) -> tuple[FleetCamera, ...]:
    """Also what was removed: a lifetime is learned from the dead too. Other centres' cameras are theirs to replace."""
    used = await store.uses(connection)
    rows = await store.fleet_rows(connection)
    return tuple(_camera(row, used.get(row.camera_id, 0), as_of) for row in rows)


def _camera(row: Any, lent: int, as_of: date) -> FleetCamera:
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


def _failed_on(row: Any, as_of: date) -> date | None:
    if row.state != DEAD or row.since is None:
        return None
    since: date = row.since.date()
    return since if as_of - since >= DEAD_FOR else None
