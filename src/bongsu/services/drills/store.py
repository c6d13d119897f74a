"""The rows of exercises. Nothing here opens a transaction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.drills.score import ScoreSheet
from bongsu.services.drills.tables import drill_people, drill_seen, drills

Connection = AsyncConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDrill:
    """One exercise as it is kept. `organisations` may join; the centre's own people always may."""

    drill_id: str
    title: str
    reason: str
    services: tuple[str, ...]
    organisations: tuple[str, ...]
    starts: datetime
    ends: datetime
    begun_by: str
    ended_at: datetime | None = None
    score: ScoreSheet | None = None

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


async def add(connection: Connection, drill: KeptDrill) -> None:
    row = {
        "drill_id": drill.drill_id,
        "title": drill.title,
        "reason": drill.reason,
        "services": msgspec.json.encode(drill.services).decode(),
        "organisations": msgspec.json.encode(drill.organisations).decode(),
        "starts": stamp(drill.starts),
        "ends": stamp(drill.ends),
        "begun_by": drill.begun_by,
    }
    await connection.execute(insert(drills), row)


async def drill_by_id(connection: Connection, drill_id: str) -> KeptDrill | None:
    rows = await connection.execute(select(drills).where(drills.c.drill_id == drill_id))
    found = rows.one_or_none()
    return _read(found) if found else None


async def running(connection: Connection) -> list[KeptDrill]:
    asked = select(drills).where(drills.c.ended_at.is_(None)).order_by(drills.c.starts)
    return [_read(row) for row in await connection.execute(asked)]


async def recent(connection: Connection, limit: int = 50) -> list[KeptDrill]:
    """Newest first, ended ones too."""
    asked = select(drills).order_by(drills.c.starts.desc(), drills.c.drill_id).limit(limit)
    return [_read(row) for row in await connection.execute(asked)]


async def end(
    connection: Connection, drill_id: str, by: str, score: ScoreSheet, now: datetime
) -> None:
    values = {
        "ended_at": stamp(now),
        "ended_by": by,
        "score": msgspec.json.encode(score).decode(),
    }
    await connection.execute(update(drills).where(drills.c.drill_id == drill_id).values(values))


async def join(
    connection: Connection, drill_id: str, person_id: str, organisation: str, now: datetime
) -> bool:
    """False when they had joined before."""
    if person_id in (await people_of(connection, [drill_id]))[drill_id]:
        return False
    row = {
        "drill_id": drill_id,
        "person_id": person_id,
        "organisation": organisation,
        "joined_at": stamp(now),
    }
    await connection.execute(insert(drill_people), row)
    return True


async def people_of(connection: Connection, drill_ids: Iterable[str]) -> dict[str, set[str]]:
    asked = select(drill_people).where(drill_people.c.drill_id.in_(list(drill_ids)))
    found: dict[str, set[str]] = defaultdict(set)
    for row in await connection.execute(asked):
        found[row.drill_id].add(row.person_id)
    return found


async def see(
    connection: Connection, drill_id: str, incident_id: str, person_id: str, now: datetime
) -> None:
    """Once for each person; the first time counts."""
    mine = (
        (drill_seen.c.drill_id == drill_id)
        & (drill_seen.c.incident_id == incident_id)
        & (drill_seen.c.person_id == person_id)
    )
    if (await connection.execute(select(drill_seen.c.at).where(mine))).first() is not None:
        return
    row = {
        "drill_id": drill_id,
        "incident_id": incident_id,
        "person_id": person_id,
        "at": stamp(now),
    }
    await connection.execute(insert(drill_seen), row)


async def seen_at(connection: Connection, drill_id: str) -> dict[str, list[datetime]]:
    """Incident → when each person said that they had seen it."""
    found: dict[str, list[datetime]] = defaultdict(list)
    asked = select(drill_seen).where(drill_seen.c.drill_id == drill_id)
    for row in await connection.execute(asked):
        found[row.incident_id].append(read_stamp(row.at))
    return found


def _read(row: Row[tuple[object, ...]]) -> KeptDrill:
    return KeptDrill(
        drill_id=row.drill_id,
        title=row.title,
        reason=row.reason,
        services=msgspec.json.decode(row.services, type=tuple[str, ...]),
        organisations=msgspec.json.decode(row.organisations, type=tuple[str, ...]),
        starts=read_stamp(row.starts),
        ends=read_stamp(row.ends),
        begun_by=row.begun_by,
        ended_at=read_stamp(row.ended_at) if row.ended_at else None,
        score=msgspec.json.decode(row.score, type=ScoreSheet) if row.score else None,
    )
