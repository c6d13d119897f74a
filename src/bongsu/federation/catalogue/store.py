"""Rows of versions and of how far we have each other centre's catalogue. Nothing here opens a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: rows and conditions of SQLAlchemy Core

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.federation.catalogue.entitled import Scope
from bongsu.federation.catalogue.tables import catalogue_versions, peer_catalogues

Connection = AsyncConnection
_MOST_IDS = 900
_NO_PURPOSES = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Version:
    """One of our cameras as it was versioned last."""

    camera_id: str
    version: int
    hash: bytes
    purpose: str
    former: frozenset[str]
    gone: bool


@dataclass(frozen=True, slots=True)
class Held:
    """How far we have one centre's catalogue, and how the last comparison ended."""

    owner: str
    version: int = 0
    scope: str = ""
    source: str = ""
    digest: str = ""
    own_digest: str = ""
    checked_at: datetime | None = None
    refused: int = 0
    refused_last: str = ""
    mended: int = 0
    mended_at: datetime | None = None

    @property
    def agrees(self) -> bool | None:
        """None = never compared."""
        return None if self.checked_at is None else self.digest == self.own_digest


async def newest(connection: Connection) -> int:
    """The version of our catalogue."""
    asked = select(func.coalesce(func.max(catalogue_versions.c.version), 0))
    return int((await connection.execute(asked)).scalar_one())


def _version(row: Any) -> Version:
    camera_id, version, record_hash, purpose, former, gone = row
    named = frozenset(former.split(",")) if former else _NO_PURPOSES
    return Version(camera_id, version, record_hash, purpose, named, gone)


async def versions(
    connection: Connection, camera_ids: Sequence[str] | None = None
) -> dict[str, Version]:
    """Of all, or of the named ones."""
    asked = select(catalogue_versions)
    if camera_ids is None:
        return {row.camera_id: _version(row) for row in await connection.execute(asked)}
    found: dict[str, Version] = {}
    for start in range(0, len(camera_ids), _MOST_IDS):
        some = list(camera_ids[start : start + _MOST_IDS])
        rows = await connection.execute(asked.where(catalogue_versions.c.camera_id.in_(some)))
        found.update({row.camera_id: _version(row) for row in rows})
    return found


async def keep_versions(
    connection: Connection, rows: Iterable[Version], known: Mapping[str, Version]
) -> None:
    fresh, changed = list[dict[str, Any]](), list[dict[str, Any]]()
    for one in rows:
        values = {
            "version": one.version,
            "hash": one.hash,
            "purpose": one.purpose,
            "former": ",".join(sorted(one.former)),
            "gone": one.gone,
        }
        if one.camera_id in known:
            changed.append({"of": one.camera_id} | {f"to_{name}": v for name, v in values.items()})
        else:
            fresh.append({"camera_id": one.camera_id} | values)
    table = catalogue_versions
    if changed:
        names = ("version", "hash", "purpose", "former", "gone")
        moved = update(table).where(table.c.camera_id == bindparam("of"))
        to: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
        await connection.execute(moved.values(to), changed)
    if fresh:
        await connection.execute(insert(table), fresh)


def _within(scope: Scope) -> ColumnElement[bool] | None:
    """What the scope covers now, and what it covered by an earlier purpose and has to be told as gone."""
    if scope.purposes is None:
        return None
    table = catalogue_versions
    return or_(
        table.c.purpose.in_(sorted(scope.purposes)),
        # no purpose's name is part of another's within commas
        *((("," + table.c.former + ",").contains(f",{one},")) for one in sorted(scope.purposes)),
    )


async def versions_after(
    connection: Connection, after: int, scope: Scope, limit: int
) -> list[Version]:
    """In order of their numbers."""
    table = catalogue_versions
    asked = select(table).where(table.c.version > after)
    covered = _within(scope)
    if covered is not None:
        asked = asked.where(covered)
    rows = await connection.execute(asked.order_by(table.c.version).limit(limit))
    return [_version(row) for row in rows]


async def standing_hashes(connection: Connection, scope: Scope) -> list[tuple[str, bytes]]:
    """Every camera that is there and that the scope covers."""
    table = catalogue_versions
    asked = select(table.c.camera_id, table.c.hash).where(table.c.gone.is_(False))
    if scope.purposes is not None:
        asked = asked.where(table.c.purpose.in_(sorted(scope.purposes)))
    return [(row.camera_id, row.hash) for row in await connection.execute(asked)]


_TIMES = ("checked_at", "mended_at")


def _held(row: Any) -> Held:
    values = dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's public name)
    for name in _TIMES:
        values[name] = read_stamp(values[name]) if values[name] else None
    return Held(**values)


async def held(connection: Connection, owner: str) -> Held | None:
    asked = select(peer_catalogues).where(peer_catalogues.c.owner == owner)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _held(row)


async def all_held(connection: Connection) -> dict[str, Held]:
    rows = await connection.execute(select(peer_catalogues))
    return {row.owner: _held(row) for row in rows}


async def keep_held(connection: Connection, one: Held) -> None:
    values: dict[str, Any] = {name: getattr(one, name) for name in Held.__slots__}
    for name in _TIMES:
        values[name] = stamp(values[name]) if values[name] else None
    known = peer_catalogues.c.owner == one.owner
    done = await connection.execute(update(peer_catalogues).where(known).values(values))
    if not done.rowcount:
        await connection.execute(insert(peer_catalogues), values)


async def drop_held(connection: Connection, owner: str) -> None:
    await connection.execute(delete(peer_catalogues).where(peer_catalogues.c.owner == owner))
