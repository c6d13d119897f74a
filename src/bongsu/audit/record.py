"""Appends deeds to the trail inside the caller's transaction: what is not committed was not done, and the reverse."""

from dataclasses import replace
from datetime import datetime

from bongsu.audit.entry import Entry, Head, TrailRow, canonical, row_hash
from bongsu.audit.stamp import stamp
from bongsu.audit.store import append_rows, head_to_write
from bongsu.kernel.database import Work


async def record(work: Work, now: datetime, *entries: Entry) -> int:
    """Seals the entries in order behind the last row; answers the trail's last sequence."""
    head = await head_to_write(work.connection)
    rows: list[TrailRow] = []
    for entry in entries:
        rows.append(sealed(entry, now, head))
        head = Head(rows[-1].sequence, rows[-1].hash)
    if rows:
        await append_rows(work.connection, rows)
    return head.sequence


def sealed(entry: Entry, now: datetime, head: Head) -> TrailRow:
    """The row that follows `head`."""
    row = TrailRow(
        sequence=head.sequence + 1,
        at=stamp(now),
        kind=str(entry.kind),
        actor=entry.actor,
        organisation=entry.organisation,
        incident_id=entry.incident_id,
        grant_id=entry.grant_id,
        camera_id=entry.camera_id,
        body=canonical(entry.body).decode(),
        previous=head.hash,
        hash="",
    )
    return replace(row, hash=row_hash(row))
