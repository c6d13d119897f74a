"""Follows the committed trail with its tree: full tiles are kept, and each new size gets a signed checkpoint."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bongsu.audit.checkpoint import AuditKey, key_under
from bongsu.audit.entry import Head
from bongsu.audit.merkle import perfect_root
from bongsu.audit.proofs.reading import TILE_WIDTH, NoSuchTree, TreeReader, checkpoint_of, leaf_of
from bongsu.audit.proofs.store import (
    Connection,
    KeptCheckpoint,
    Tile,
    checkpoints_before,
    forget_checkpoints,
    keep_checkpoint,
    keep_tiles,
    newest_checkpoint,
    tile_roots,
    tiles_of_level,
    witnessed_sizes,
)
from bongsu.audit.stamp import stamp
from bongsu.audit.store import head_kept, rows_after
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, DatabaseUnwritable

log = structlog.get_logger()
_ROWS_AT_ONCE = 16 * TILE_WIDTH
_KEEP_ALL = timedelta(days=1)
_THIN_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Grown:
    """The leaves behind the last full tile, as of some head."""

    first: int
    leaves: list[bytes]

    @property
    def size(self) -> int:
        return self.first + len(self.leaves)

    def tiles(self) -> list[Tile]:
        """Those that have become full."""
        full = len(self.leaves) // TILE_WIDTH
        runs = [self.leaves[place * TILE_WIDTH :][:TILE_WIDTH] for place in range(full)]
        position = self.first // TILE_WIDTH
        return [_tile(0, position + place, run) for place, run in enumerate(runs)]


def _tile(level: int, position: int, hashes: list[bytes]) -> Tile:
    return Tile(level, position, b"".join(hashes), perfect_root(hashes))


class TreeKeeper:
    """A part: looks once a second and at stop. A trail that contradicts what was signed is signed no further.

    Of the last day every checkpoint stays; of each day before it the last, a cosigned one where there is one."""

    name = "trail tree"

    def __init__(
        self, database: Database, clock: Clock, key: AuditKey, every_s: float = 1.0
    ) -> None:
        self._database = database
        self._clock = clock
        self._key = key
        self._every_s = every_s
        self._task: asyncio.Task[None] | None = None
        self._thin_at = clock.now()
        self.signed = asyncio.Event()
        self.disputed = ""

    async def start(self) -> None:
        async with self._database.read() as connection:
            newest = await newest_checkpoint(connection)
            if newest is not None:
                await self._must_fit(connection, newest)
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._keep_up()

    async def _run(self) -> None:
        while True:
            await self._keep_up()
            await asyncio.sleep(self._every_s)

    async def _keep_up(self) -> None:
        try:
            while await self.keep():
                """until nothing is left to do"""
        except DatabaseUnwritable as problem:
            log.warning("the trail's tree waits", problem=problem.detail)
        except NoSuchTree as problem:
            self.dispute(problem.detail)

    async def keep(self) -> bool:
        """Takes the next rows into the tree, and signs when none is left; true while there is more to do."""
        async with self._database.read() as connection:
            head = await head_kept(connection)
            newest = await newest_checkpoint(connection)
            signed = 0 if newest is None else newest.size
            if head.sequence < signed:
                self.dispute(f"the trail has {head.sequence} rows, {signed} were signed")
            if self.disputed or head.sequence == signed:
                return False
            first = await tiles_of_level(connection, 0) * TILE_WIDTH
            rows = await rows_after(connection, first, _ROWS_AT_ONCE)
        grown = Grown(first, await asyncio.to_thread(lambda: [leaf_of(row) for row in rows]))
        await self._keep(grown, head)
        return grown.size < head.sequence

    async def _keep(self, grown: Grown, head: Head) -> None:
        now = self._clock.now()
        size = grown.size
        async with self._database.work() as work:
            await _keep_tiles(work.connection, grown.tiles())
            if size >= head.sequence:
                root = await _root(work.connection, grown)
                note = str(self._key.signed(size, root))
                await keep_checkpoint(work.connection, KeptCheckpoint(size, stamp(now), note))
            if now >= self._thin_at:
                await forget_checkpoints(
                    work.connection, await _to_forget(work.connection, stamp(now - _KEEP_ALL))
                )
                self._thin_at = now + _THIN_EVERY
        if size >= head.sequence:
            self.signed.set()

    async def _must_fit(self, connection: Connection, newest: KeptCheckpoint) -> None:
        head = await head_kept(connection)
        if head.sequence < newest.size:
            self.dispute(f"the trail has {head.sequence} rows, {newest.size} were signed")
            return
        signed = checkpoint_of(newest)
        ours = key_under(self._key.as_log, signed.origin)
        try:
            root = await TreeReader(connection).root(newest.size)
        except NoSuchTree:
            root = b""
        if ours is None or (signed.size, signed.root) != (newest.size, root):
            self.dispute(f"the first {newest.size} rows are not those that were signed")

    def dispute(self, why: str) -> None:
        """From now on nothing is signed: an operator must look at it."""
        if not self.disputed:
            log.error("the trail contradicts its checkpoints", why=why)
        self.disputed = why


async def _keep_tiles(connection: Connection, tiles: list[Tile]) -> None:
    """With the tiles above them that have become full."""
    while tiles:
        await keep_tiles(connection, tiles)
        full = [one for one in tiles if (one.position + 1) % TILE_WIDTH == 0]
        tiles = [await _above(connection, one) for one in full]


async def _above(connection: Connection, last: Tile) -> Tile:
    end = last.position + 1
    roots = await tile_roots(connection, last.level, end - TILE_WIDTH, end)
    return _tile(last.level + 1, last.position // TILE_WIDTH, roots)


async def _root(connection: Connection, grown: Grown) -> bytes:
    reader = TreeReader(connection)
    rest = len(grown.leaves) % TILE_WIDTH
    if rest:
        reader.put(grown.size // TILE_WIDTH, grown.leaves[-rest:])
    return await reader.root(grown.size)


async def _to_forget(connection: Connection, before: str) -> list[int]:
    old = await checkpoints_before(connection, before)
    witnessed = await witnessed_sizes(connection)
    best: dict[str, KeptCheckpoint] = {}
    for one in old:
        day, so_far = one.at[:10], best.get(one.at[:10])
        if so_far is None or one.size in witnessed or so_far.size not in witnessed:
            best[day] = one
    stay = {one.size for one in best.values()}
    return [one.size for one in old if one.size not in stay]
