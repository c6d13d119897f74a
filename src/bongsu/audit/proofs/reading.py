"""Roots and proofs of any size that the tree has had, from full tiles and, for the youngest rows, from the trail."""

from dataclasses import dataclass
from itertools import islice

from bongsu.audit.checkpoint import Checkpoint, read_checkpoint
from bongsu.audit.entry import TrailRow, hashed_line
from bongsu.audit.merkle import (
    HASH_BYTES,
    Span,
    consistency_spans,
    fold,
    inclusion_spans,
    leaf_hash,
    perfect_parts,
    perfect_root,
)
from bongsu.audit.note import Note, read_note, read_signatures
from bongsu.audit.proofs.store import (
    Connection,
    KeptCheckpoint,
    cosignatures_of,
    newest_checkpoint,
    newest_witnessed,
    tile,
    tile_roots,
)
from bongsu.audit.store import rows_after
from bongsu.kernel.failures import Failure, Kind

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT


class NoCheckpoint(Failure):
    """Nothing was signed yet."""

    kind = Kind.NOT_FOUND
    code = "no_checkpoint"


class NoSuchTree(Failure):
    """The trail has not been signed at this size, or the row lies outside it."""

    kind = Kind.NOT_FOUND
    code = "no_such_tree"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That one row stands in the tree of `size`; hashes from the leaf up."""

    sequence: int
    size: int
    leaf: bytes
    hashes: tuple[bytes, ...]
    root: bytes


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the tree of `new` rows begins with that of `old`."""

    old: int
    new: int
    hashes: tuple[bytes, ...]
    old_root: bytes
    new_root: bytes


def leaf_of(row: TrailRow) -> bytes:
    return leaf_hash(hashed_line(row))


def hashes_in(data: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [data[place : place + HASH_BYTES] for place in range(0, len(data), HASH_BYTES)]


class TreeReader:
    """Reads in one transaction. The sizes it is asked for must lie within what the tiles and rows cover."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[int, int], list[bytes]] = {}

    def put(self, position: int, leaves: list[bytes]) -> None:
        """The leaves of a tile that the caller has made already."""
        self._known[0, position] = leaves

    async def root(self, size: int) -> bytes:
        return await self._of((0, size))

    async def hashes(self, spans: list[Span]) -> tuple[bytes, ...]:
        return tuple([await self._of(span) for span in spans])

    async def leaf(self, index: int) -> bytes:
        return await self._perfect(0, index)

    async def _of(self, span: Span) -> bytes:
        return fold([await self._perfect(height, place) for height, place in perfect_parts(span)])

    async def _perfect(self, height: int, place: int) -> bytes:
        level, above = divmod(height, TILE_HEIGHT)
        position, first = divmod(place << above, TILE_WIDTH)
        entries = await self._entries(level, position)
        found = list(islice(entries, first, first + (1 << above)))
        if len(found) < 1 << above:
            raise NoSuchTree("the trail is not that long")
        return perfect_root(found)

    async def _entries(self, level: int, position: int) -> list[bytes]:
        key = (level, position)
        if key not in self._known:
            self._known[key] = await self._read(level, position)
        return self._known[key]

    async def _read(self, level: int, position: int) -> list[bytes]:
        kept = await tile(self._connection, level, position)
        if kept is not None:
            return hashes_in(kept.hashes)
        first = position * TILE_WIDTH
        if level:
            return await tile_roots(self._connection, level - 1, first, first + TILE_WIDTH)
        return [leaf_of(row) for row in await rows_after(self._connection, first, TILE_WIDTH)]


async def _signed_size(connection: Connection, size: int | None) -> int:
    newest = await newest_checkpoint(connection)
    if newest is None:
        raise NoCheckpoint("no checkpoint was signed yet")
    if size is not None and not 1 <= size <= newest.size:
        raise NoSuchTree(f"the newest checkpoint is of {newest.size} rows", field="size")
    return newest.size if size is None else size


async def inclusion(connection: Connection, sequence: int, size: int | None = None) -> Inclusion:
    """In the tree of `size`, or of the newest checkpoint. Raises `NoCheckpoint`, `NoSuchTree`."""
    size = await _signed_size(connection, size)
    if not 1 <= sequence <= size:
        raise NoSuchTree(f"row {sequence} is not among the first {size}", field="sequence")
    reader = TreeReader(connection)
    leaf = await reader.leaf(sequence - 1)
    hashes = await reader.hashes(inclusion_spans(sequence - 1, size))
    return Inclusion(sequence, size, leaf, hashes, await reader.root(size))


async def consistency(connection: Connection, old: int, new: int | None = None) -> Consistency:
    """From `old` to `new`, or to the newest checkpoint. Raises `NoCheckpoint`, `NoSuchTree`."""
    new = await _signed_size(connection, new)
    if not 0 <= old <= new:
        raise NoSuchTree(f"the tree of {new} rows holds none of {old}", field="old")
    reader = TreeReader(connection)
    hashes = await reader.hashes(consistency_spans(old, new))
    return Consistency(old, new, hashes, await reader.root(old), await reader.root(new))


async def cosigned(connection: Connection, kept: KeptCheckpoint) -> Note:
    """The checkpoint with all its cosignatures below the log's own signature."""
    found = await cosignatures_of(connection, kept.size)
    return read_note(kept.note).with_more(read_signatures(one.line)[0] for one in found)


async def checkpoint_note(connection: Connection, *, witnessed: bool = False) -> Note:
    """The newest, or the newest that a witness has cosigned. Raises `NoCheckpoint`."""
    found = await (newest_witnessed if witnessed else newest_checkpoint)(connection)
    if found is None:
        raise NoCheckpoint("no such checkpoint yet")
    return await cosigned(connection, found)


def checkpoint_of(kept: KeptCheckpoint) -> Checkpoint:
    return read_checkpoint(read_note(kept.note))
