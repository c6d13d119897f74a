"""The trail's questions and its one way of writing: appending."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import TypeAlias

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.entry import FIRST_PREVIOUS, Head, TrailRow
from bongsu.audit.journal_row import JournalMark
from bongsu.audit.kinds import TrailKind
from bongsu.audit.tables import journals, trail, trail_head
from bongsu.kernel.failures import Failure, Kind

Connection: TypeAlias = AsyncConnection
_HEAD = 1
_COLUMNS = TrailRow.__slots__
_values = attrgetter(*_COLUMNS)
_BATCH = 2000
# databases limit how many values one question may name
_ASKED_AT_ONCE = 500


class RowUnreadable(Failure):
    """The database cannot give this row back as text."""

    kind = Kind.CONFLICT
    code = "row_unreadable"

    def __init__(self, sequence: int) -> None:
        super().__init__(f"row {sequence} cannot be read")
        self.sequence = sequence


class TrailUnwritable(Failure):
    """The disk takes no row of the trail, so nothing may be shown or done that must stand in it."""

    kind = Kind.UNAVAILABLE
    code = "trail_unwritable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """Which rows are wanted; a field left out asks nothing."""

    kind: TrailKind | None = None
    actor: str | None = None
    organisation: str | None = None
    incident_id: str | None = None
    grant_id: str | None = None
    camera_id: str | None = None


ANY = Only()


async def head_to_write(connection: Connection) -> Head:
    """The head, locked where the database locks rows, so that two writers cannot both follow it."""
    asked = select(trail_head.c.sequence, trail_head.c.hash).with_for_update()
    row = (await connection.execute(asked)).one_or_none()
    if row is not None:
        return Head(row.sequence, row.hash)
    first = {"id": _HEAD, "sequence": 0, "hash": FIRST_PREVIOUS}
    await connection.execute(insert(trail_head), first)
    return Head(0, FIRST_PREVIOUS)


async def head_kept(connection: Connection) -> Head:
    """The head as the database knows it; sequence 0 before the first row."""
    row = (await connection.execute(select(trail_head.c.sequence, trail_head.c.hash))).one_or_none()
    return Head(0, FIRST_PREVIOUS) if row is None else Head(row.sequence, row.hash)


async def append_rows(connection: Connection, rows: Sequence[TrailRow]) -> None:
    """Writes rows that were already sealed; `move_head` follows before the commit. Raises `TrailUnwritable`."""
    try:
        await connection.execute(
            insert(trail), [dict(zip(_COLUMNS, _values(row), strict=True)) for row in rows]
        )
    except OperationalError as cause:
        raise TrailUnwritable(f"the trail cannot be written: {cause.orig}") from cause


async def move_head(connection: Connection, head: Head) -> None:
    """Raises `TrailUnwritable`."""
    last = {"sequence": head.sequence, "hash": head.hash}
    try:
        await connection.execute(update(trail_head).where(trail_head.c.id == _HEAD), last)
    except OperationalError as cause:
        raise TrailUnwritable(f"the trail cannot be written: {cause.orig}") from cause


async def hash_at(connection: Connection, sequence: int) -> str | None:
    """The hash of one row, if there is such a row."""
    asked = select(trail.c.hash).where(trail.c.sequence == sequence)
    return (await connection.execute(asked)).scalar_one_or_none()


async def last_of_kind(connection: Connection, kind: TrailKind, actor: str) -> TrailRow | None:
    """The newest row of that kind by that actor."""
    asked = select(trail).where(trail.c.kind == kind, trail.c.actor == actor)
    row = (await connection.execute(asked.order_by(trail.c.sequence.desc()).limit(1))).one_or_none()
    return None if row is None else TrailRow(*row)


def _conditions(only: Only) -> list[ColumnElement[bool]]:
    wanted = {name: value for name, value in asdict(only).items() if value is not None}
    return [trail.c[name] == value for name, value in wanted.items()]


async def rows_after(
    connection: Connection, after: int, limit: int, only: Only = ANY
) -> list[TrailRow]:
    """Oldest first."""
    asked = select(trail).where(trail.c.sequence > after, *_conditions(only))
    rows = await connection.execute(asked.order_by(trail.c.sequence).limit(limit))
    return [TrailRow(*row) for row in rows]


async def rows_before(
    connection: Connection, before: int, limit: int, only: Only = ANY
) -> list[TrailRow]:
    """Newest first."""
    asked = select(trail).where(trail.c.sequence < before, *_conditions(only))
    rows = await connection.execute(asked.order_by(trail.c.sequence.desc()).limit(limit))
    return [TrailRow(*row) for row in rows]


async def rows_of_incidents(
    connection: Connection, incident_ids: Iterable[str], kinds: Collection[TrailKind]
) -> list[TrailRow]:
    """Everything of these kinds about these incidents, oldest first."""
    asked = list(incident_ids)
    found: list[TrailRow] = []
    for first in range(0, len(asked), _ASKED_AT_ONCE):
        some = trail.c.incident_id.in_(asked[first : first + _ASKED_AT_ONCE])
        rows = await connection.execute(select(trail).where(some, trail.c.kind.in_(kinds)))
        found.extend(TrailRow(*row) for row in rows)
    return sorted(found, key=lambda row: row.sequence)


async def rows_at(connection: Connection, sequences: Sequence[int]) -> list[TrailRow]:
    """These very rows, oldest first."""
    asked = select(trail).where(trail.c.sequence.in_(sequences)).order_by(trail.c.sequence)
    return [TrailRow(*row) for row in await connection.execute(asked)]


async def trail_batches(
    connection: Connection, after: int | None = None
) -> AsyncIterator[list[TrailRow]]:
    """The whole trail, or what follows a row, a few thousand rows at a time. Raises `RowUnreadable`."""
    rows = await _batch_after(connection, after)
    while rows:
        yield rows
        rows = await _batch_after(connection, rows[-1].sequence)


async def _batch_after(connection: Connection, after: int | None) -> list[TrailRow]:
    # no lower bound at the start: a row smuggled in before the first one must be seen as well
    follows = [] if after is None else [trail.c.sequence > after]
    asked = select(trail).where(*follows).order_by(trail.c.sequence).limit(_BATCH)
    try:
        return [TrailRow(*row) for row in await connection.execute(asked)]
    except DBAPIError as cause:
        sequences = asked.with_only_columns(trail.c.sequence)
        for sequence in (await connection.execute(sequences)).scalars().all():
            await _must_be_readable(connection, sequence, cause)
        raise


async def _must_be_readable(connection: Connection, sequence: int, cause: DBAPIError) -> None:
    try:
        await connection.execute(select(trail).where(trail.c.sequence == sequence))
    except DBAPIError:
        raise RowUnreadable(sequence) from cause


async def last_mark(connection: Connection, process: str) -> JournalMark | None:
    """The newest journal row that was taken over from that process."""
    asked = select(journals).where(journals.c.process == process)
    newest = asked.order_by(journals.c.sequence.desc()).limit(1)
    row = (await connection.execute(newest)).one_or_none()
    return None if row is None else JournalMark(*row)


async def last_marks_until(connection: Connection, trail_sequence: int) -> list[JournalMark]:
    """Of each process the newest journal row that stands in the trail up to here."""
    newest = (
        select(journals.c.process, func.max(journals.c.sequence).label("sequence"))
        .where(journals.c.trail_sequence <= trail_sequence)
        .group_by(journals.c.process)
        .subquery()
    )
    same = (journals.c.process == newest.c.process) & (journals.c.sequence == newest.c.sequence)
    rows = await connection.execute(select(journals).join(newest, same))
    return [JournalMark(*row) for row in rows]


async def append_marks(connection: Connection, marks: Sequence[JournalMark]) -> None:
    await connection.execute(insert(journals), [asdict(mark) for mark in marks])


async def marks_between(connection: Connection, first: int, last: int) -> list[JournalMark]:
    """The marks that point at the trail's rows `first` to `last`."""
    asked = select(journals).where(journals.c.trail_sequence.between(first, last))
    rows = await connection.execute(asked.order_by(journals.c.trail_sequence))
    return [JournalMark(*row) for row in rows]


async def marks_of(
    connection: Connection, process: str, first: int, last: int
) -> list[JournalMark]:
    """The marks of one process's journal rows `first` to `last`."""
    asked = select(journals).where(journals.c.process == process)
    asked = asked.where(journals.c.sequence.between(first, last)).order_by(journals.c.sequence)
    return [JournalMark(*row) for row in await connection.execute(asked)]


async def first_mark_after(connection: Connection, trail_sequence: int) -> JournalMark | None:
    """The first mark that points behind a row of the trail."""
    asked = select(journals).where(journals.c.trail_sequence > trail_sequence)
    newest = asked.order_by(journals.c.trail_sequence).limit(1)
    row = (await connection.execute(newest)).one_or_none()
    return None if row is None else JournalMark(*row)
