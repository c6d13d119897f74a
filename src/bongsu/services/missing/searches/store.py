"""Queries on searches, their seats, sectors and provided copies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.missing.tables import copies, searches, seats, sectors

Connection = AsyncConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One line of the register of searches (실종아동법 제9조): it stays when everything else is destroyed."""

    incident_id: str
    ext_incident_no: str
    police_no: str | None
    register_id: str | None
    organisation: str
    opened_at: datetime
    ended_at: datetime | None = None
    found: bool = False
    destroyed_at: datetime | None = None
    destroyed: str = ""
    receipt_no: str | None = None
    receipt_at: datetime | None = None
    receipt_by: str | None = None


@dataclass(frozen=True, slots=True)
class SectorCamera:
    """One camera of one search; `person_id`: whose it is to look at."""

    camera_id: str
    person_id: str | None
    ring: int
    place: int
    verdict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A photo that police sent, or a still that an operator reported."""

    copy_id: str
    incident_id: str
    kind: str
    at: datetime
    by: str
    sealed: str | None
    camera_id: str | None = None
    lat: float | None = None
    lon: float | None = None


PHOTO, STILL = "photo", "still"
_MOMENTS = ("opened_at", "ended_at", "destroyed_at", "receipt_at")


def _search(row: RowMapping) -> Search:
    said = {name: row[name] for name in Search.__slots__}
    moments = {name: read_stamp(said[name]) if said[name] else None for name in _MOMENTS}
    return Search(**{**said, **moments, "found": bool(said["found"])})


def _columns(one: Search) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(one, name) for name in Search.__slots__}
    moments = {name: stamp(at) if (at := getattr(one, name)) else None for name in _MOMENTS}
    return {**said, **moments, "found": int(one.found)}


async def search_by_id(connection: Connection, incident_id: str) -> Search | None:
    found = await connection.execute(select(searches).where(searches.c.incident_id == incident_id))
    row = found.mappings().first()
    return _search(row) if row else None


async def save_search(connection: Connection, one: Search) -> None:
    row = _columns(one)
    changed = await connection.execute(
        update(searches).where(searches.c.incident_id == one.incident_id).values(row)
    )
    if changed.rowcount == 0:
        await connection.execute(insert(searches).values(row))


async def open_searches(connection: Connection) -> list[Search]:
    asked = select(searches).where(searches.c.destroyed_at.is_(None))
    rows = await connection.execute(asked.order_by(searches.c.opened_at, searches.c.incident_id))
    return [_search(row) for row in rows.mappings()]


async def searches_of(connection: Connection, organisation: str) -> list[Search]:
    """Newest first."""
    asked = select(searches).where(searches.c.organisation == organisation)
    newest = asked.order_by(searches.c.opened_at.desc(), searches.c.incident_id).limit(200)
    rows = await connection.execute(newest)
    return [_search(row) for row in rows.mappings()]


async def latest_search_for(connection: Connection, register_id: str) -> Search | None:
    asked = select(searches).where(searches.c.register_id == register_id)
    newest = asked.order_by(searches.c.opened_at.desc(), searches.c.incident_id).limit(1)
    row = (await connection.execute(newest)).mappings().first()
    return _search(row) if row else None


async def seats_of(connection: Connection, incident_id: str) -> list[str]:
    """Who sits at it, in the order in which they joined."""
    asked = select(seats.c.person_id).where(seats.c.incident_id == incident_id)
    rows = await connection.execute(asked.order_by(seats.c.joined_at, seats.c.person_id))
    return [row.person_id for row in rows]


async def add_seat(
    connection: Connection, incident_id: str, person_id: str, session_id: str, now: datetime
) -> None:
    row = {
        "incident_id": incident_id,
        "person_id": person_id,
        "session_id": session_id,
        "joined_at": stamp(now),
    }
    await connection.execute(insert(seats).values(row))


async def move_seat(
    connection: Connection, incident_id: str, person_id: str, session_id: str
) -> bool:
    """The same person on another browser; False where they sit nowhere yet."""
    mine = (seats.c.incident_id == incident_id) & (seats.c.person_id == person_id)
    changed = await connection.execute(update(seats).where(mine).values(session_id=session_id))
    return changed.rowcount > 0


async def remove_seat(connection: Connection, incident_id: str, person_id: str) -> bool:
    mine = (seats.c.incident_id == incident_id) & (seats.c.person_id == person_id)
    return (await connection.execute(delete(seats).where(mine))).rowcount > 0


async def seats_of_session(connection: Connection, session_id: str) -> list[tuple[str, str]]:
    """Incident and person."""
    asked = select(seats.c.incident_id, seats.c.person_id).where(seats.c.session_id == session_id)
    return [(row.incident_id, row.person_id) for row in await connection.execute(asked)]


async def sectors_of(connection: Connection, incident_id: str) -> list[SectorCamera]:
    asked = select(sectors).where(sectors.c.incident_id == incident_id)
    rows = await connection.execute(asked.order_by(sectors.c.place, sectors.c.camera_id))
    return [
        SectorCamera(row.camera_id, row.person_id, row.ring, row.place, row.verdict) for row in rows
    ]


async def sector_camera(
    connection: Connection, incident_id: str, camera_id: str
) -> SectorCamera | None:
    asked = select(sectors).where(
        sectors.c.incident_id == incident_id, sectors.c.camera_id == camera_id
    )
    row = (await connection.execute(asked)).first()
    if row is None:
        return None
    return SectorCamera(row.camera_id, row.person_id, row.ring, row.place, row.verdict)


async def replace_unchecked(
    connection: Connection, incident_id: str, rows: Iterable[SectorCamera]
) -> None:
    """What was looked at keeps its verdict."""
    open_ones = (sectors.c.incident_id == incident_id) & sectors.c.verdict.is_(None)
    await connection.execute(delete(sectors).where(open_ones))
    values = [
        {
            "incident_id": incident_id,
            "camera_id": one.camera_id,
            "person_id": one.person_id,
            "ring": one.ring,
            "place": one.place,
        }
        for one in rows
    ]
    if values:
        await connection.execute(insert(sectors), values)


async def set_verdict(
    connection: Connection,
    incident_id: str,
    camera_id: str,
    verdict: str,
    by: str,
    now: datetime,
) -> None:
    mine = (sectors.c.incident_id == incident_id) & (sectors.c.camera_id == camera_id)
    said = {"verdict": verdict, "verdict_by": by, "verdict_at": stamp(now)}
    await connection.execute(update(sectors).where(mine).values(said))


async def add_copy(connection: Connection, one: Copy) -> None:
    row = {name: getattr(one, name) for name in Copy.__slots__} | {"at": stamp(one.at)}
    await connection.execute(insert(copies).values(row))


async def copy_by_id(connection: Connection, copy_id: str) -> Copy | None:
    found = await connection.execute(select(copies).where(copies.c.copy_id == copy_id))
    row = found.mappings().first()
    if row is None:
        return None
    said = {name: row[name] for name in Copy.__slots__}
    return Copy(**{**said, "at": read_stamp(said["at"])})


async def newest_photo(connection: Connection, incident_id: str) -> str | None:
    """Its copy_id."""
    asked = select(copies.c.copy_id).where(
        copies.c.incident_id == incident_id, copies.c.kind == PHOTO
    )
    newest = asked.order_by(copies.c.at.desc(), copies.c.copy_id.desc()).limit(1)
    found: str | None = (await connection.execute(newest)).scalar()
    return found


async def copies_of(connection: Connection, incident_id: str, kind: str) -> int:
    """How many."""
    mine = (copies.c.incident_id == incident_id) & (copies.c.kind == kind)
    counted = select(func.count()).select_from(copies).where(mine)
    return (await connection.execute(counted)).scalar_one()


async def destroy_rows(connection: Connection, incident_id: str) -> dict[str, int]:
    """Every provided copy, picture and index of a search, counted."""
    counts: dict[str, int] = {}
    for kind, name in ((PHOTO, "photos"), (STILL, "stills")):
        mine = (copies.c.incident_id == incident_id) & (copies.c.kind == kind)
        counts[name] = (await connection.execute(delete(copies).where(mine))).rowcount
    for table, name in ((sectors, "index"), (seats, "seats")):
        of_it = table.c.incident_id == incident_id
        counts[name] = (await connection.execute(delete(table).where(of_it))).rowcount
    return counts


async def remove_searches_ended_before(connection: Connection, before: datetime) -> int:
    """How many lines of the register went."""
    old = searches.c.destroyed_at.is_not(None) & (searches.c.ended_at < stamp(before))
    return (await connection.execute(delete(searches).where(old))).rowcount


async def remaining(connection: Connection, incident_ids: Sequence[str]) -> int:
    """How many rows of such searches are still there."""
    left = 0
    for table in (copies, sectors, seats):
        counted = select(func.count()).where(table.c.incident_id.in_(list(incident_ids)))
        left += (await connection.execute(counted)).scalar_one()
    return left
