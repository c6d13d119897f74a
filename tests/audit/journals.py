"""Watch journals as a media process would hand them over."""

from datetime import UTC, datetime, timedelta

import msgspec

from bongsu.audit.entry import Head
from bongsu.audit.journal_row import (
    FIRST_BEFORE,
    JournalRow,
    JournalRows,
    sealed_journal_row,
)

_BEGIN = datetime(2026, 11, 21, 2, 10, 0, 250000, tzinfo=UTC)


def journal_of(length: int, last: Head = Head(0, FIRST_BEFORE)) -> tuple[JournalRow, ...]:  # noqa: B008 (frozen)
    """`length` whole rows behind `last`: viewers begin and cease in turn."""
    rows = []
    for sequence in range(last.sequence + 1, last.sequence + 1 + length):
        row = _row(sequence, last.hash)
        rows.append(row)
        last = Head(row.sequence, row.hash)
    return tuple(rows)


def _row(sequence: int, before: str) -> JournalRow:
    begins = sequence % 2 == 1
    return sealed_journal_row(
        JournalRow(
            sequence=sequence,
            before=before,
            at=_BEGIN + timedelta(seconds=sequence),
            event="watch_started" if begins else "watch_ended",
            camera="3070000-00017-01",
            grant="gr_1",
            incident="inc_1",
            session=f"ses_{(sequence + 1) // 2}",
            viewer="per_31",
            organisation="KNPA.SEOUL.SEONGBUK",
            stream="main",
            reason="" if begins else "closed",
        )
    )


def handed(process: str, *rows: JournalRow) -> JournalRows:
    """What goes over the bus, after one trip through it."""
    there = msgspec.json.encode(JournalRows(process=process, rows=rows))
    return msgspec.json.decode(there, type=JournalRows)
