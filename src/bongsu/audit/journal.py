"""Takes a media process's watch journal over into the trail: each row once, in order; a break is refused and kept."""

from datetime import datetime

import msgspec
import structlog

from bongsu.audit.entry import Entry, Head, canonical
from bongsu.audit.journal_row import (
    FIRST_BEFORE,
    JournalAppended,
    JournalMark,
    JournalRow,
    JournalRows,
)
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.rules import WatchBody, flaw_of_journal_row
from bongsu.audit.store import append_marks, last_mark, last_of_kind, marks_of
from bongsu.kernel.database import Work

log = structlog.get_logger()
# a person's id, or a linked system by its name
_KNOWN_BY = ("per_", "system:")


async def append_journal(work: Work, now: datetime, handed: JournalRows) -> JournalAppended:
    """Appends what is new and whole; answers how far the trail has come, and why no further."""
    mark = await last_mark(work.connection, handed.process)
    last = Head(0, FIRST_BEFORE) if mark is None else Head(mark.sequence, mark.hash)
    rewritten = await _first_rewritten(work, handed, last)
    if rewritten is not None:
        why = f"row {rewritten} is not the one that was handed over before"
        await _keep_break(work, now, handed.process, why)
        # not the trail's own last row: the process forgets what it believes to stand here
        return JournalAppended(last_sequence=rewritten - 1, broken=why)
    fresh, broken = _whole(handed, last)
    await _append(work, now, handed.process, fresh)
    if broken:
        await _keep_break(work, now, handed.process, broken)
    return JournalAppended(last_sequence=last.sequence + len(fresh), broken=broken)


def _whole(handed: JournalRows, last: Head) -> tuple[list[JournalRow], str]:
    """The rows that follow `last` one by one, and why the next does not."""
    fresh: list[JournalRow] = []
    for row in handed.rows:
        if row.sequence <= last.sequence:
            continue
        why = flaw_of_journal_row(row, last)
        if why is not None:
            return fresh, why
        fresh.append(row)
        last = Head(row.sequence, row.hash)
    return fresh, ""


async def _first_rewritten(work: Work, handed: JournalRows, last: Head) -> int | None:
    known = {row.sequence: row.hash for row in handed.rows if row.sequence <= last.sequence}
    if not known:
        return None
    kept = await marks_of(work.connection, handed.process, min(known), max(known))
    hashes = {mark.sequence: mark.hash for mark in kept}
    return min((one for one in known if known[one] != hashes.get(one)), default=None)


async def _append(work: Work, now: datetime, process: str, rows: list[JournalRow]) -> None:
    if not rows:
        return
    end = await record(work, now, *(_entry(process, row) for row in rows))
    first = end - len(rows) + 1
    marks = [
        JournalMark(process, row.sequence, row.hash, trail_sequence)
        for trail_sequence, row in enumerate(rows, first)
    ]
    await append_marks(work.connection, marks)


def _entry(process: str, row: JournalRow) -> Entry:
    return Entry(
        kind=TrailKind(row.event),
        # a row of release 0.1.0 knows no id: the sign-in of its session does
        actor=row.viewer if row.viewer.startswith(_KNOWN_BY) else row.session,
        organisation=row.organisation or None,
        incident_id=row.incident or None,
        grant_id=row.grant or None,
        camera_id=row.camera,
        body=msgspec.structs.asdict(WatchBody(process, row)),
    )


async def _keep_break(work: Work, now: datetime, process: str, why: str) -> None:
    entry = Entry(kind=TrailKind.JOURNAL_BROKEN, actor=process, body={"why": why})
    before = await last_of_kind(work.connection, TrailKind.JOURNAL_BROKEN, process)
    # the process asks again every few seconds: the same break is kept once
    if before is None or before.body != canonical(entry.body).decode():
        log.error("watch journal refused", process=process, why=why)
        await record(work, now, entry)
