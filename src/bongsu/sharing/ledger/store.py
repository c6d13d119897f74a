"""Queries on the ledger. Writing happens inside a use case's `Work`; nothing here opens a transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any  # Any: a row's columns by name

import msgspec
from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.kinds import TrailKind
from bongsu.audit.rules import WatchBody
from bongsu.audit.stamp import read_stamp, stamp
from bongsu.audit.tables import trail
from bongsu.sharing.ledger.row import Form, LedgerKind, LedgerRow
from bongsu.sharing.ledger.rules import Watched
from bongsu.sharing.ledger.tables import FOLLOWS, provision_ledger

_TIMES = ("at", "planned_until", "until", "ended_at")
_LISTS = ("legal_bases", "camera_ids", "camera_ids_added")
_AT_ONCE = 400
_decode_watch = msgspec.json.Decoder(WatchBody).decode


@dataclass(frozen=True, slots=True)
class Span:
    """`since` inclusive, `before` exclusive; None asks nothing. Without `exercises` what was lent for one is left out."""

    since: datetime | None = None
    before: datetime | None = None
    organisation: str | None = None
    exercises: bool = True


def _to_columns(row: LedgerRow) -> dict[str, object]:
    columns: dict[str, Any] = asdict(row)
    for name in _TIMES:
        columns[name] = stamp(columns[name]) if columns[name] else None
    for name in _LISTS:
        columns[name] = " ".join(columns[name])
    columns["details"] = msgspec.json.encode(row.details, order="sorted").decode()
    return columns


def _to_row(found: Row[Any]) -> LedgerRow:
    columns = dict(found._mapping)  # noqa: SLF001 (SQLAlchemy's public name)
    for name in _TIMES:
        columns[name] = read_stamp(columns[name]) if columns[name] else None
    for name in _LISTS:
        columns[name] = tuple(columns[name].split())
    columns["details"] = msgspec.json.decode(columns["details"], type=dict[str, str])
    columns["kind"], columns["form"] = LedgerKind(columns["kind"]), Form(columns["form"])
    return LedgerRow(**columns)


async def append(connection: AsyncConnection, row: LedgerRow) -> None:
    await connection.execute(insert(provision_ledger), _to_columns(row))


async def fill_in(connection: AsyncConnection, row: LedgerRow) -> None:
    """What may follow the opening; the table itself refuses everything else."""
    columns = {name: value for name, value in _to_columns(row).items() if name in FOLLOWS}
    wanted = provision_ledger.c.ledger_id == row.ledger_id
    await connection.execute(update(provision_ledger).where(wanted).values(columns))


async def latest_of_grant(connection: AsyncConnection, grant_id: str) -> LedgerRow | None:
    """A lending that ended and opened again has several rows; the newest is the one that runs."""
    asked = select(provision_ledger).where(provision_ledger.c.grant_id == grant_id)
    newest = asked.order_by(provision_ledger.c.at.desc(), provision_ledger.c.ledger_id.desc())
    found = (await connection.execute(newest.limit(1))).one_or_none()
    return None if found is None else _to_row(found)


async def rows_of_incident(connection: AsyncConnection, incident_id: str) -> list[LedgerRow]:
    """Oldest first."""
    asked = select(provision_ledger).where(provision_ledger.c.incident_id == incident_id)
    ordered = asked.order_by(provision_ledger.c.at, provision_ledger.c.ledger_id)
    return [_to_row(found) for found in await connection.execute(ordered)]


def _conditions(span: Span) -> list[ColumnElement[bool]]:
    table, conditions = provision_ledger.c, []
    if span.since is not None:
        conditions.append(table.at >= stamp(span.since))
    if span.before is not None:
        conditions.append(table.at < stamp(span.before))
    if span.organisation is not None:
        conditions.append(table.organisation == span.organisation)
    if not span.exercises:
        conditions.append(table.exercise.is_(False))
    return conditions


async def rows_newest_first(
    connection: AsyncConnection, span: Span, limit: int, after: str | None = None
) -> list[LedgerRow]:
    """`after` is the ledger_id of the last row that was seen."""
    conditions = _conditions(span)
    if after is not None:
        conditions.append(await _behind(connection, after))
    asked = select(provision_ledger).where(*conditions)
    table = provision_ledger.c
    ordered = asked.order_by(table.at.desc(), table.ledger_id.desc()).limit(limit)
    return [_to_row(found) for found in await connection.execute(ordered)]


async def _behind(connection: AsyncConnection, ledger_id: str) -> ColumnElement[bool]:
    table = provision_ledger.c
    at = (await connection.execute(select(table.at).where(table.ledger_id == ledger_id))).scalar()
    last = at or ""
    return or_(table.at < last, and_(table.at == last, table.ledger_id < ledger_id))


async def rows_oldest_first(connection: AsyncConnection, span: Span) -> list[LedgerRow]:
    """All of them: the caller has asked `how_many`."""
    table = provision_ledger.c
    asked = select(provision_ledger).where(*_conditions(span)).order_by(table.at, table.ledger_id)
    return [_to_row(found) for found in await connection.execute(asked)]


async def how_many(connection: AsyncConnection, span: Span) -> int:
    asked = select(func.count()).select_from(provision_ledger).where(*_conditions(span))
    return (await connection.execute(asked)).scalar_one()


async def recipients(connection: AsyncConnection, *, exercises: bool) -> list[tuple[str, str, str]]:
    """Code and names of everybody in the ledger, with or without those who took part in exercises alone."""
    table = provision_ledger.c
    asked = select(table.organisation, func.max(table.recipient_ko), func.max(table.recipient_en))
    asked = asked.where(*_conditions(Span(exercises=exercises)))
    rows = await connection.execute(asked.group_by(table.organisation).order_by(table.organisation))
    return [(row[0], row[1], row[2]) for row in rows]


async def approver_in(connection: AsyncConnection, incident_id: str) -> str | None:
    """Who approved a lending of this incident last; answering where it is approves nothing."""
    asked = select(trail.c.actor, trail.c.body).where(
        trail.c.incident_id == incident_id, trail.c.kind == TrailKind.APPROVE
    )
    for row in await connection.execute(asked.order_by(trail.c.sequence.desc())):
        if msgspec.json.decode(row.body).get("waits") != "place":
            actor: str = row.actor
            return actor
    return None


async def watch_events(
    connection: AsyncConnection, rows: Sequence[LedgerRow]
) -> dict[str, list[Watched]]:
    """Grant → its viewings' beginnings and ends, from the trail."""
    incidents = sorted({row.incident_id for row in rows if row.incident_id})
    grants = {row.grant_id for row in rows}
    found: dict[str, list[Watched]] = defaultdict(list)
    for first in range(0, len(incidents), _AT_ONCE):
        for one in await _watch_rows(connection, incidents[first : first + _AT_ONCE]):
            if one.grant_id in grants:
                found[one.grant_id].append(_watched(one))
    return found


async def _watch_rows(connection: AsyncConnection, incidents: Iterable[str]) -> list[Any]:
    kinds = (TrailKind.WATCH_STARTED, TrailKind.WATCH_ENDED)
    asked = select(trail.c.grant_id, trail.c.kind, trail.c.camera_id, trail.c.body).where(
        trail.c.incident_id.in_(list(incidents)), trail.c.kind.in_(kinds)
    )
    return list((await connection.execute(asked)).all())


def _watched(row: Row[Any]) -> Watched:
    journal = _decode_watch(row.body).journal
    started = row.kind == TrailKind.WATCH_STARTED
    return Watched(journal.at, started, journal.session, row.camera_id)
