"""The survey's own queries: which cameras there are, what was found of them before, and keeping what is new."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any  # Any: rows of SQLAlchemy Core

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection as Connection

from bongsu.registry.import_survey.decide import Surveyed
from bongsu.registry.tables import camera_surveys, cameras

Row = dict[str, Any]
_BATCH = 5_000


async def registered(connection: Connection, camera_ids: Iterable[str]) -> dict[str, bool]:
    """Camera → whether it still hangs there; a camera that was never registered is missing."""
    found: dict[str, bool] = {}
    for some in _batches(camera_ids):
        asked = select(cameras.c.camera_id, cameras.c.removed_on).where(
            cameras.c.camera_id.in_(some)
        )
        found.update({row[0]: row[1] is None for row in await connection.execute(asked)})
    return found


async def surveyed(connection: Connection, camera_ids: Iterable[str]) -> dict[str, Surveyed]:
    """All that was ever found of these cameras; a camera never surveyed has an empty one."""
    known: dict[str, Surveyed] = defaultdict(Surveyed)
    facts = (camera_surveys.c.camera_id, camera_surveys.c.surveyed_on, camera_surveys.c.findings)
    for some in _batches(camera_ids):
        asked = (
            select(*facts)
            .where(camera_surveys.c.camera_id.in_(some))
            .order_by(camera_surveys.c.survey_id)
        )
        for camera_id, on, findings in await connection.execute(asked):
            known[camera_id].take(on, findings)
    return known


async def add_surveys(connection: Connection, rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), _BATCH):
        await connection.execute(insert(camera_surveys), rows[start : start + _BATCH])


def _batches(camera_ids: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(set(camera_ids))
    return (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))
