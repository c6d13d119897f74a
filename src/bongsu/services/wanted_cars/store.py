"""Queries on the wanted plates' marks, the hits and their count. Nothing here ever holds a plate."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.wanted_cars.message import DayCount, Hit
from bongsu.services.wanted_cars.tables import plate_hit_counts, plate_hits, wanted_plates

MOST_HITS = 500


async def listed(connection: AsyncConnection) -> dict[str, tuple[str, datetime]]:
    """Mark → whose entry it is, and until when."""
    rows = await connection.execute(select(wanted_plates))
    return {row.plate_mark: (row.organisation, read_stamp(row.ends_at)) for row in rows}


async def add_marks(
    connection: AsyncConnection, marks: Sequence[str], whose: str, now: datetime, ends_at: datetime
) -> None:
    await _remove(connection, marks)
    rows = [
        {
            "plate_mark": mark,
            "organisation": whose,
            "added_at": stamp(now),
            "ends_at": stamp(ends_at),
        }
        for mark in dict.fromkeys(marks)
    ]
    await connection.execute(insert(wanted_plates), rows)


async def withdraw_marks(connection: AsyncConnection, marks: Sequence[str]) -> None:
    """With what was seen of them."""
    await _remove(connection, marks)
    await connection.execute(delete(plate_hits).where(plate_hits.c.plate_mark.in_(marks)))


async def _remove(connection: AsyncConnection, marks: Sequence[str]) -> None:
    await connection.execute(delete(wanted_plates).where(wanted_plates.c.plate_mark.in_(marks)))


async def is_known(connection: AsyncConnection, hit: Hit, since: datetime, until: datetime) -> bool:
    """The same car at the same camera a moment before or after."""
    asked = select(plate_hits.c.hit_id).where(
        plate_hits.c.plate_mark == hit.ref,
        plate_hits.c.camera_id == hit.camera_id,
        plate_hits.c.at > stamp(since),
        plate_hits.c.at < stamp(until),
    )
    return (await connection.execute(asked.limit(1))).first() is not None


async def keep_hit(connection: AsyncConnection, hit: Hit, whose: str, now: datetime) -> None:
    row = {
        "hit_id": hit.hit_id,
        "plate_mark": hit.ref,
        "organisation": whose,
        "camera_id": hit.camera_id,
        "lat": hit.lat,
        "lon": hit.lon,
        "at": stamp(hit.at),
        "heard_at": stamp(now),
    }
    await connection.execute(insert(plate_hits).values(row))


async def hits_of(
    connection: AsyncConnection, whose: str, after: str, since: datetime
) -> list[Hit]:
    """In the order in which they came; without the place's name."""
    asked = select(plate_hits).where(
        plate_hits.c.organisation == whose,
        plate_hits.c.hit_id > after,
        plate_hits.c.heard_at > stamp(since),
    )
    rows = await connection.execute(asked.order_by(plate_hits.c.hit_id).limit(MOST_HITS))
    return [
        Hit(row.hit_id, row.plate_mark, read_stamp(row.at), row.lat, row.lon, "", row.camera_id)
        for row in rows
    ]


async def count_one(connection: AsyncConnection, day: str) -> None:
    raised = (
        update(plate_hit_counts)
        .where(plate_hit_counts.c.day == day)
        .values(hits=plate_hit_counts.c.hits + 1)
    )
    if (await connection.execute(raised)).rowcount == 0:
        await connection.execute(insert(plate_hit_counts).values(day=day, hits=1))


async def counts(connection: AsyncConnection) -> list[DayCount]:
    """Newest first, a month of them."""
    asked = select(plate_hit_counts).order_by(plate_hit_counts.c.day.desc()).limit(31)
    return [DayCount(row.day, row.hits) for row in await connection.execute(asked)]


async def destroy_old(
    connection: AsyncConnection, heard_before: datetime, now: datetime
) -> tuple[int, int]:
    """How many hits and how many entries."""
    hits = delete(plate_hits).where(plate_hits.c.heard_at <= stamp(heard_before))
    entries = delete(wanted_plates).where(wanted_plates.c.ends_at <= stamp(now))
    return (await connection.execute(hits)).rowcount, (await connection.execute(entries)).rowcount
