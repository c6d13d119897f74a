"""Queries of what is watched. Nothing here opens a transaction."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy import and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.watch.fences import Standing
from bongsu.monitoring.watch.tables import camera_rules, watch_fences, watched_cameras
from bongsu.monitoring.watch.watched import RulesVersion, Watched

T = TypeVar("T")
_MOST_AT_ONCE = 500
_rules = msgspec.json.Decoder(tuple[Rule, ...])


async def all_watched(connection: AsyncConnection) -> dict[str, Watched]:
    """Also those switched off: their rules wait for them."""
    return await _watched(connection, None)


async def watched_of(
    connection: AsyncConnection, camera_ids: Collection[str]
) -> dict[str, Watched]:
    found: dict[str, Watched] = {}
    for part in _parts(sorted(camera_ids)):
        found |= await _watched(connection, part)
    return found


async def _watched(connection: AsyncConnection, only: Sequence[str] | None) -> dict[str, Watched]:
    table, rules = watched_cameras, camera_rules
    its_rules = and_(
        rules.c.camera_id == table.c.camera_id, rules.c.version == table.c.rules_version
    )
    asked = select(table, rules.c.rules).select_from(table.outerjoin(rules, its_rules))
    if only is not None:
        asked = asked.where(table.c.camera_id.in_(only))
    found = {}
    for row in (await connection.execute(asked)).mappings():
        found[row["camera_id"]] = Watched(
            camera_id=row["camera_id"],
            is_on=row["is_on"],
            since=read_stamp(row["since"]),
            by=row["by"],
            reason=row["reason"],
            weight=row["weight"],
            interval_s=row["interval_s"],
            stream=row["stream"],
            shows_clock=row["shows_clock"],
            rules_version=row["rules_version"],
            rules=_rules.decode(row["rules"]) if row["rules"] else (),
        )
    return found


async def keep_watched(connection: AsyncConnection, rows: Iterable[Watched]) -> None:
    """In place of what was kept of these cameras."""
    values = [_values(row) for row in rows]
    for part in _parts(values):
        ids = [value["camera_id"] for value in part]
        await connection.execute(
            delete(watched_cameras).where(watched_cameras.c.camera_id.in_(ids))
        )
        await connection.execute(insert(watched_cameras), list(part))


def _values(row: Watched) -> dict[str, object]:
    return {
        "camera_id": row.camera_id,
        "is_on": row.is_on,
        "since": stamp(row.since),
        "by": row.by,
        "reason": row.reason,
        "weight": row.weight,
        "interval_s": row.interval_s,
        "stream": row.stream,
        "shows_clock": row.shows_clock,
        "rules_version": row.rules_version,
    }


async def add_rules(connection: AsyncConnection, camera_id: str, version: RulesVersion) -> None:
    values = {
        "camera_id": camera_id,
        "version": version.version,
        "rules": msgspec.json.encode(version.rules, order="sorted").decode(),
        "at": stamp(version.at),
        "by": version.by,
    }
    await connection.execute(insert(camera_rules), values)


async def rules_of(
    connection: AsyncConnection, camera_id: str, at: datetime | None = None
) -> RulesVersion | None:
    """The newest, or those that stood at that time."""
    asked = select(camera_rules).where(camera_rules.c.camera_id == camera_id)
    if at is not None:
        asked = asked.where(camera_rules.c.at <= stamp(at))
    found = await connection.execute(asked.order_by(camera_rules.c.version.desc()).limit(1))
    row = found.mappings().first()
    if row is None:
        return None
    rules = _rules.decode(row["rules"])
    return RulesVersion(row["version"], rules, read_stamp(row["at"]), row["by"])


async def standings(connection: AsyncConnection) -> list[Standing]:
    found = await connection.execute(select(watch_fences))
    return [Standing(**dict(row)) for row in found.mappings()]


async def keep_standings(
    connection: AsyncConnection, changed: Collection[str], rows: Iterable[Standing]
) -> None:
    """Of the changed cameras these stand, the others have none."""
    for part in _parts(sorted(changed)):
        await connection.execute(delete(watch_fences).where(watch_fences.c.camera_id.in_(part)))
    values = [
        {
            "camera_id": row.camera_id,
            "job": row.job,
            "digest": row.digest,
            "delivery": row.delivery,
            "worker": row.worker,
        }
        for row in rows
    ]
    if values:
        await connection.execute(insert(watch_fences), values)


def _parts(values: Sequence[T]) -> Iterable[Sequence[T]]:
    for start in range(0, len(values), _MOST_AT_ONCE):
        yield values[start : start + _MOST_AT_ONCE]
