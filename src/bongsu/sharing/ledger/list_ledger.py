"""Reads the ledger with what was watched; pages for the screen, whole spans for an export."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.registry.reserved.store import reserved_services
from bongsu.sharing.ledger.row import LedgerRow
from bongsu.sharing.ledger.rules import Watched, viewings
from bongsu.sharing.ledger.store import (
    Span,
    how_many,
    recipients,
    rows_newest_first,
    rows_oldest_first,
    watch_events,
)

MOST_ROWS = 500
# what stands for a camera of the army's no-show list
RESERVED = "비노출"


class SpanTooLong(Failure):
    """More rows than one document holds."""

    kind = Kind.INVALID
    code = "span_too_long"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row and how long was watched under it, over all sessions and cameras."""

    row: LedgerRow
    watched_s: int


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first."""

    shown: Sequence[Shown]
    in_all: int
    recipients: Sequence[tuple[str, str, str]]


async def ledger_page(
    database: Database, clock: Clock, span: Span, *, limit: int, after: str | None
) -> Page:
    """`after` is the last ledger_id of the page before."""
    async with database.read() as connection:
        rows = await rows_newest_first(connection, span, min(limit, MOST_ROWS), after)
        events = await watch_events(connection, rows)
        in_all = await how_many(connection, span)
        known = await recipients(connection, exercises=span.exercises)
        hidden = await reserved_services(connection)
    now = clock.now()
    return Page([_shown(_told(row, hidden), events, now) for row in rows], in_all, known)


async def ledger_span(database: Database, now: datetime, span: Span, most: int) -> list[Shown]:
    """Oldest first. Raises `SpanTooLong`."""
    async with database.read() as connection:
        found = await how_many(connection, span)
        if found > most:
            raise SpanTooLong(
                f"from: {found} rows, at most {most} fit one document; ask for a shorter span",
                field="from",
            )
        rows = await rows_oldest_first(connection, span)
        events = await watch_events(connection, rows)
        hidden = await reserved_services(connection)
    return [_shown(_told(row, hidden), events, now) for row in rows]


def _told(row: LedgerRow, hidden: Container[str]) -> LedgerRow:
    """Which camera it was is not told of one that stands on a list of reserved ones, how many there were is."""

    def told(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(RESERVED if one in hidden else one for one in ids)

    ids, added = told(row.camera_ids), told(row.camera_ids_added)
    if (ids, added) == (row.camera_ids, row.camera_ids_added):
        return row
    return replace(row, camera_ids=ids, camera_ids_added=added)


def _shown(row: LedgerRow, events: Mapping[str, Sequence[Watched]], now: datetime) -> Shown:
    until = row.ended_at or now
    mine = viewings(events.get(row.grant_id or "", ()), until)
    # a lending that opened twice has two rows: each counts the viewings that began in it
    within = [one for one in mine if row.at <= one.began <= until]
    return Shown(row, round(sum((one.ended - one.began).total_seconds() for one in within)))
