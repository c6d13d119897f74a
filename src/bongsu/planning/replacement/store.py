"""Queries on replacement lists. Nothing here opens a transaction or changes a row."""

from datetime import datetime

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.planning.config import Replacement
from bongsu.planning.replacement.listed import DrawnList
from bongsu.planning.replacement.tables import replacement_lists
from bongsu.planning.replacement.views import ListRow, ListSummary, ListView

MOST_LISTS = 50


async def add_list(connection: AsyncConnection, made: ListView, digest: str, now: datetime) -> None:
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


async def last_lists(connection: AsyncConnection) -> list[ListRow]:
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


async def list_by_id(connection: AsyncConnection, list_id: str) -> ListView | None:
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
