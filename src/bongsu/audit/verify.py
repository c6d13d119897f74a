"""Proves the trail, or points at its first bad row: edited, deleted, inserted, re-ordered, cut short."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bongsu.audit.entry import Head
from bongsu.audit.head import read_head
from bongsu.audit.note import Note
from bongsu.audit.proofs.check import NOBODY, TreeCheck, Trust
from bongsu.audit.rules import Flaw, TrailCheck
from bongsu.audit.store import (
    Connection,
    RowUnreadable,
    first_mark_after,
    hash_at,
    head_kept,
    marks_between,
    trail_batches,
)
from bongsu.kernel.database import Database


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rows` were proved before the first flaw. `journal_breaks` counts refusals kept in the trail: a fact, no flaw."""

    rows: int
    ok: bool
    first_bad_sequence: int | None
    why: str
    journal_breaks: int = 0
    head_file: bool = False
    signed_rows: int = 0
    witnessed_rows: int = 0
    since: int = 0
    """The walk began behind this row; what lay before it has the root that was signed."""


async def verify_node(
    database: Database, head_file: Path, trust: Trust = NOBODY, outside: Sequence[Note] = ()
) -> Verdict:
    """Verifies against the head file. The file is read first: the trail may only have grown since."""
    head = read_head(head_file)
    async with database.read() as connection:
        return await verify(connection, head, trust, outside)


async def verify(
    connection: Connection,
    head: Head | None = None,
    trust: Trust = NOBODY,
    outside: Sequence[Note] = (),
) -> Verdict:
    """Walks the whole trail in one read transaction, with the tiles and every checkpoint that is kept.

    `head` is what the head file remembers, `outside` are checkpoints of this trail that others have kept."""
    check = TrailCheck()
    tree = TreeCheck(connection, trust, outside)
    try:
        flaw = (
            await _walk(connection, check, tree)
            or await flaw_at_end(connection, check.last, head)
            or await tree.flaw_at_end()
        )
    except RowUnreadable as unreadable:
        flaw = Flaw(unreadable.sequence, unreadable.detail)
    signed = tree.signed_rows, tree.witnessed_rows
    return verdict_of(check, flaw, signed, has_head_file=head is not None)


def verdict_of(
    check: TrailCheck,
    flaw: Flaw | None,
    signed: tuple[int, int],
    *,
    has_head_file: bool,
    since: int = 0,
) -> Verdict:
    """What a walk has found; `signed`: how many rows are signed, and how many witnessed."""
    return Verdict(
        rows=check.last.sequence,
        ok=flaw is None,
        first_bad_sequence=None if flaw is None else flaw.sequence,
        why="" if flaw is None else flaw.why,
        journal_breaks=check.journal_breaks,
        head_file=has_head_file,
        signed_rows=signed[0],
        witnessed_rows=signed[1],
        since=since,
    )


async def _walk(connection: Connection, check: TrailCheck, tree: TreeCheck) -> Flaw | None:
    async for rows in trail_batches(connection):
        found = await marks_between(connection, rows[0].sequence, rows[-1].sequence)
        marks = {mark.trail_sequence: mark for mark in found}
        flaw = await asyncio.to_thread(check.walk, rows, marks) or await tree.walk(rows)
        if flaw is not None:
            return flaw
    return None


async def flaw_at_end(connection: Connection, last: Head, head: Head | None) -> Flaw | None:
    """The last row against the database's own head, the journals and the head file."""
    after = last.sequence + 1
    kept = await head_kept(connection)
    if kept != last:
        return Flaw(after, f"the trail ends at row {last.sequence}, its head at {kept.sequence}")
    mark = await first_mark_after(connection, last.sequence)
    if mark is not None:
        return Flaw(after, f"row {mark.sequence} of the journal of {mark.process} is missing")
    if head is None:
        return None
    if head.sequence > last.sequence:
        return Flaw(
            after, f"the trail ends at row {last.sequence}, the head file at {head.sequence}"
        )
    if head.sequence and await hash_at(connection, head.sequence) != head.hash:
        return Flaw(head.sequence, f"row {head.sequence} is not the one in the head file")
    return None
