"""Appends deeds to the trail inside the caller's transaction: what is not committed was not done, and the reverse."""

from dataclasses import replace
from datetime import datetime

from bongsu.audit.entry import Entry, Head, TrailRow, canonical, row_hash
from bongsu.audit.stamp import stamp
from bongsu.audit.store import append_rows, head_to_write, move_head
from bongsu.kernel.database import Work


async def record(work: Work, now: datetime, *entries: Entry) -> int:
    """Seals the entries in order behind the last row; answers the trail's last sequence."""
    known = work.kept.get(Head)
    head = known if isinstance(known, Head) else await _head_of(work)
    rows: list[TrailRow] = []
    at = stamp(now)
    for entry in entries:
        rows.append(_sealed(entry, at, head))
        head = Head(rows[-1].sequence, rows[-1].hash)
    if rows:
        await append_rows(work.connection, rows)
    # locked until the commit: nobody else moves it
    work.kept[Head] = head
    return head.sequence


async def _head_of(work: Work) -> Head:
    """At the trail's end as this transaction finds it; it is moved once, however many deeds follow."""
    found = await head_to_write(work.connection)

    async def move() -> None:
        head = work.kept.get(Head, found)
        if isinstance(head, Head) and head != found:
            await move_head(work.connection, head)

    work.before_commit(move)
    return found


def sealed(entry: Entry, now: datetime, head: Head) -> TrailRow:
    """The row that follows `head`."""
    return _sealed(entry, stamp(now), head)


def _sealed(entry: Entry, at: str, head: Head) -> TrailRow:
    row = TrailRow(
        head.sequence + 1,
        at,
        entry.kind.value,
        entry.actor,
        entry.organisation,
        entry.incident_id,
        entry.grant_id,
        entry.camera_id,
        canonical(entry.body).decode(),
        head.hash,
        "",
    )
    return replace(row, hash=row_hash(row))
