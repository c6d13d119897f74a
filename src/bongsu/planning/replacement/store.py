"""Queries on replacement lists, and on the fleet they are drawn from. Nothing here opens a transaction or changes a row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any  # Any: a row's columns

import msgspec
from sqlalchemy import ColumnElement, Row, distinct, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.planning.config import Replacement
from bongsu.planning.replacement.listed import DrawnList
from bongsu.planning.replacement.tables import replacement_lists
from bongsu.planning.replacement.views import ListRow, ListSummary, ListView
from bongsu.registry.reserved.store import is_shown
from bongsu.registry.tables import camera_health, cameras, sites
from bongsu.sharing.tables import grant_cameras, grants

Connection = AsyncConnection

MOST_LISTS = 50
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


async def add_list(connection: Connection, made: ListView, digest: str, now: datetime) -> None:
    summary = ListSummary(
        as_of=made.drawn.as_of,
        over_age_only=made.config.over_age_only,
        won=made.config.won,
        most=made.config.most,
        ours=made.drawn.ours,
        oldest=made.drawn.oldest,
        gain=made.drawn.gain,
    )
    row = {
        "list_id": made.list_id,
        "config": msgspec.json.encode(made.config).decode(),
        "inputs_digest": digest,
        "drawn": msgspec.json.encode(made.drawn).decode(),
        "summary": msgspec.json.encode(summary).decode(),
        "made_by": made.made_by,
        "made_at": stamp(now),
    }
    await connection.execute(insert(replacement_lists), row)


async def last_lists(connection: Connection) -> list[ListRow]:
    """Newest first."""
    columns = replacement_lists.c
    asked = select(columns.list_id, columns.summary, columns.made_by, columns.made_at)
    asked = asked.order_by(columns.made_at.desc(), columns.list_id.desc()).limit(MOST_LISTS)
    return [
        ListRow(
            list_id=row.list_id,
            made_at=read_stamp(row.made_at),
            made_by=row.made_by,
            summary=msgspec.json.decode(row.summary, type=ListSummary),
        )
        for row in await connection.execute(asked)
    ]


async def list_by_id(connection: Connection, list_id: str) -> ListView | None:
    asked = select(replacement_lists).where(replacement_lists.c.list_id == list_id)
    row = (await connection.execute(asked)).one_or_none()
    if row is None:
        return None
    return ListView(
        list_id=row.list_id,
        made_at=read_stamp(row.made_at),
        made_by=row.made_by,
        config=msgspec.json.decode(row.config, type=Replacement),
        drawn=msgspec.json.decode(row.drawn, type=DrawnList),
    )


async def fleet_rows(connection: Connection) -> Sequence[Row[Any]]:
    """Every camera of ours that may be shown, removed ones too, with its last known state."""
    health = camera_health.c.camera_id == cameras.c.camera_id
    asked = select(*_COLUMNS).select_from(cameras.join(sites).outerjoin(camera_health, health))
    return (await connection.execute(asked.where(is_shown()).order_by(cameras.c.camera_id))).all()


async def uses(connection: Connection) -> dict[str, int]:
    """Incidents for which a camera was lent, once each however many organisations saw it."""
    count = func.count(distinct(grants.c.incident_id))
    asked = (
        select(grant_cameras.c.camera_id, count)
        .select_from(grant_cameras.join(grants))
        .group_by(grant_cameras.c.camera_id)
    )
    return {camera_id: int(times) for camera_id, times in await connection.execute(asked)}
