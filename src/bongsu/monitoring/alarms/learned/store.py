"""Queries of shelves, of what verdicts changed, and of what was missed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any  # Any: columns of a row as the driver gives them

import msgspec
from sqlalchemy import insert, select, update

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.monitoring.alarms.alarm import Missed, Shelf
from bongsu.monitoring.alarms.store import Connection
from bongsu.monitoring.alarms.tables import missed, shelves, tunings
from bongsu.monitoring.alarms.tuned import Tuning, What
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import RuleKind

_TUNING_JSON: Mapping[str, Any] = {
    "verdicts": tuple[str, ...],
    "expected": dict[str, float],
    "box": Box,
    "hours": tuple[int, int],
}
_TIMES = frozenset({"since", "until", "ended_at", "at", "undone_at", "entered_at"})


async def add_shelf(connection: Connection, shelf: Shelf) -> None:
    await connection.execute(insert(shelves), _values(shelf))


async def save_shelf(connection: Connection, shelf: Shelf) -> None:
    values = _values(shelf)
    await connection.execute(
        update(shelves).where(shelves.c.shelf_id == shelf.shelf_id).values(**values)
    )


async def standing_shelves(connection: Connection, now: datetime) -> list[Shelf]:
    where = (shelves.c.ended_at.is_(None), shelves.c.until > stamp(now))
    rows = await connection.execute(select(shelves).where(*where).order_by(shelves.c.since))
    return [Shelf(**_read(row)) for row in rows.mappings()]


async def add_tuning(connection: Connection, tuning: Tuning) -> None:
    await connection.execute(insert(tunings), _tuning_values(tuning))


async def save_tuning(connection: Connection, tuning: Tuning) -> None:
    values = _tuning_values(tuning)
    await connection.execute(
        update(tunings).where(tunings.c.tuning_id == tuning.tuning_id).values(**values)
    )


async def tuning_of(connection: Connection, tuning_id: str) -> Tuning | None:
    rows = await connection.execute(select(tunings).where(tunings.c.tuning_id == tuning_id))
    found = rows.mappings().first()
    return _tuning(found) if found is not None else None


async def tunings_of(
    connection: Connection,
    camera_id: str | None = None,
    rule_id: str | None = None,
    limit: int = 200,
) -> list[Tuning]:
    """Newest first."""
    asked = select(tunings)
    if camera_id is not None:
        asked = asked.where(tunings.c.camera_id == camera_id)
    if rule_id is not None:
        asked = asked.where(tunings.c.rule_id == rule_id)
    asked = asked.order_by(tunings.c.at.desc(), tunings.c.tuning_id.desc()).limit(limit)
    rows = await connection.execute(asked)
    return [_tuning(row) for row in rows.mappings()]


async def standing_places(connection: Connection) -> list[Tuning]:
    """All that silence something now."""
    where = (tunings.c.what == What.PLACE.value, tunings.c.undone_at.is_(None))
    rows = await connection.execute(select(tunings).where(*where).order_by(tunings.c.at))
    return [_tuning(row) for row in rows.mappings()]


async def count_silenced(connection: Connection, tuning_id: str, number: int) -> None:
    await connection.execute(
        update(tunings)
        .where(tunings.c.tuning_id == tuning_id)
        .values(silenced=tunings.c.silenced + number)
    )


async def add_missed(connection: Connection, one: Missed) -> None:
    await connection.execute(insert(missed), _values(one))


async def missed_between(connection: Connection, begins: datetime, ends: datetime) -> list[Missed]:
    where = (missed.c.at >= stamp(begins), missed.c.at < stamp(ends))
    rows = await connection.execute(select(missed).where(*where).order_by(missed.c.at))
    return [Missed(**{**_read(row), "kind": RuleKind(row["kind"])}) for row in rows.mappings()]


def _values(one: Shelf | Missed) -> dict[str, object]:
    return {
        name: stamp(value) if isinstance(value, datetime) else value
        for name, value in msgspec.structs.asdict(one).items()
    }


def _tuning_values(tuning: Tuning) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, value in msgspec.structs.asdict(tuning).items():
        if name in _TUNING_JSON:
            values[name] = None if value is None else msgspec.json.encode(value).decode()
        else:
            values[name] = stamp(value) if isinstance(value, datetime) else value
    return values


def _read(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        name: read_stamp(value) if name in _TIMES and value is not None else value
        for name, value in row.items()
    }


def _tuning(row: Mapping[Any, Any]) -> Tuning:
    values = _read(row)
    for name, shape in _TUNING_JSON.items():
        if values[name] is not None:
            values[name] = msgspec.json.decode(values[name], type=shape)
    return Tuning(**{**values, "what": What(values["what"])})
