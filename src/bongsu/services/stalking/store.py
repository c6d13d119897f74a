"""Queries on the sealed home cameras."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import stamp
from bongsu.services.stalking.tables import homes


async def keep_homes(
    connection: AsyncConnection,
    mark: str,
    organisation: str,
    sealed: str,
    now: datetime,
    ends_at: datetime,
) -> None:
    """In the place of what lay there."""
    await remove_homes(connection, mark)
    row = {
        "subject_mark": mark,
        "organisation": organisation,
        "sealed": sealed,
        "set_at": stamp(now),
        "ends_at": stamp(ends_at),
    }
    await connection.execute(insert(homes).values(row))


async def sealed_homes(connection: AsyncConnection, mark: str, now: datetime) -> str | None:
    """Of a measure that still runs."""
    asked = select(homes.c.sealed).where(homes.c.subject_mark == mark, homes.c.ends_at > stamp(now))
    found: str | None = (await connection.execute(asked)).scalar_one_or_none()
    return found


async def remove_homes(connection: AsyncConnection, mark: str) -> bool:
    found = await connection.execute(delete(homes).where(homes.c.subject_mark == mark))
    return found.rowcount > 0


async def homes_that_end(connection: AsyncConnection, now: datetime) -> list[tuple[str, str]]:
    """Mark and organisation of those whose measure is over."""
    asked = select(homes.c.subject_mark, homes.c.organisation)
    rows = await connection.execute(asked.where(homes.c.ends_at <= stamp(now)))
    return [(row.subject_mark, row.organisation) for row in rows]


async def next_end(connection: AsyncConnection) -> str | None:
    asked = select(homes.c.ends_at).order_by(homes.c.ends_at).limit(1)
    found: str | None = (await connection.execute(asked)).scalar_one_or_none()
    return found
