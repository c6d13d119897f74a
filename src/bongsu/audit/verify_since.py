"""Proves the trail from a checkpoint on: what lay under it must still have the signed root, every row after it is walked.

Cheap on a long trail; a row before the checkpoint that was changed under its kept hash shows in `verify` only."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bongsu.audit.checkpoint import Checkpoint
from bongsu.audit.entry import FIRST_PREVIOUS, Head, TrailRow
from bongsu.audit.head import read_head
from bongsu.audit.merkle import perfect_root
from bongsu.audit.note import BadNote
from bongsu.audit.proofs.check import NOBODY, Trust
from bongsu.audit.proofs.reading import (
    TILE_WIDTH,
    NoSuchTree,
    TreeReader,
    cosigned,
    hashes_in,
    leaf_of,
)
from bongsu.audit.proofs.store import (
    Connection,
    KeptCheckpoint,
    checkpoints_before,
    has_tree,
    newest_checkpoint,
    newest_witnessed,
    tile,
)
from bongsu.audit.rules import Flaw, TrailCheck
from bongsu.audit.stamp import stamp
from bongsu.audit.store import (
    RowUnreadable,
    hash_at,
    last_marks_until,
    marks_between,
    trail_batches,
)
from bongsu.audit.verify import Verdict, flaw_at_end, verdict_of, verify_node
from bongsu.kernel.database import Database

_SETTLED = timedelta(days=1)


async def verify_newest(
    database: Database, head_file: Path, trust: Trust, now: datetime
) -> Verdict:
    """From the newest cosigned checkpoint on, or from one that is a day old; without either, the whole trail."""
    head = read_head(head_file)
    async with database.read() as connection:
        start = await _start(connection, now)
        if start is not None:
            return await verify_since(connection, start, head, trust)
    return await verify_node(database, head_file, trust)


async def _start(connection: Connection, now: datetime) -> KeptCheckpoint | None:
    if not await has_tree(connection):
        return None
    witnessed = await newest_witnessed(connection)
    if witnessed is not None:
        return witnessed
    settled = await checkpoints_before(connection, stamp(now - _SETTLED))
    return settled[-1] if settled else None


async def verify_since(
    connection: Connection, start: KeptCheckpoint, head: Head | None, trust: Trust = NOBODY
) -> Verdict:
    """`since` of the verdict is where the walk began: the beginning of the tile in which the checkpoint lies."""
    first = start.size // TILE_WIDTH * TILE_WIDTH
    before = await hash_at(connection, first) if first else FIRST_PREVIOUS
    check = TrailCheck(last=Head(first, before or ""))
    for mark in await last_marks_until(connection, first):
        check.follow(mark)
    walk = _Walk(connection, check, trust)
    try:
        flaw = await walk.rows(first) or await walk.flaw_of(start)
        flaw = flaw or await flaw_at_end(connection, check.last, head)
        newest = await newest_checkpoint(connection) or start
        flaw = flaw or await walk.flaw_of(newest)
    except RowUnreadable as unreadable:
        flaw = Flaw(unreadable.sequence, unreadable.detail)
    signed = walk.signed_rows, walk.witnessed_rows
    return verdict_of(check, flaw, signed, has_head_file=head is not None, since=first)


class _Walk:
    def __init__(self, connection: Connection, check: TrailCheck, trust: Trust) -> None:
        self._connection = connection
        self._check = check
        self._trust = trust
        self._leaves: list[bytes] = []
        self.signed_rows = 0
        self.witnessed_rows = 0

    async def flaw_of(self, kept: KeptCheckpoint) -> Flaw | None:
        """What was signed must be what the tiles and rows say now."""
        try:
            note = await cosigned(self._connection, kept)
            signed: Checkpoint = self._trust.checked(note)
            root = await TreeReader(self._connection).root(kept.size)
        except BadNote as problem:
            return Flaw(kept.size, f"the checkpoint of {kept.size} rows: {problem.detail}")
        except NoSuchTree:
            root = b""
        if (signed.size, signed.root) != (kept.size, root):
            why = f"the first {kept.size} rows are not those that were signed"
            return Flaw(self.signed_rows + 1, why)
        self.signed_rows = kept.size
        if self._trust.cosigners(note):
            self.witnessed_rows = kept.size
        return None

    async def rows(self, first: int) -> Flaw | None:
        async for rows in trail_batches(self._connection, after=first or None):
            found = await marks_between(self._connection, rows[0].sequence, rows[-1].sequence)
            marks = {mark.trail_sequence: mark for mark in found}
            flaw = await asyncio.to_thread(self._check.walk, rows, marks)
            flaw = flaw or await self._flaw_of_tiles(rows)
            if flaw is not None:
                return flaw
        return None

    async def _flaw_of_tiles(self, rows: Sequence[TrailRow]) -> Flaw | None:
        """Rows that have become a full tile must be those whose hashes were kept."""
        self._leaves += await asyncio.to_thread(lambda: [leaf_of(row) for row in rows])
        end = self._check.last.sequence
        while len(self._leaves) >= TILE_WIDTH:
            hashes, self._leaves = self._leaves[:TILE_WIDTH], self._leaves[TILE_WIDTH:]
            first = end - len(self._leaves) - TILE_WIDTH
            kept = await tile(self._connection, 0, first // TILE_WIDTH)
            if kept is None:
                continue
            if hashes_in(kept.hashes) != hashes or kept.root != perfect_root(hashes):
                pairs = enumerate(zip(hashes_in(kept.hashes), hashes, strict=False), first + 1)
                row = next((row for row, (old, new) in pairs if old != new), first + 1)
                return Flaw(row, f"row {row} is not the one whose hash was kept")
        return None
