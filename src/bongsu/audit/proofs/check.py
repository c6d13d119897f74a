"""Builds the tree anew while the trail is walked, and holds it against tiles, kept checkpoints and those kept elsewhere."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bongsu.audit.checkpoint import Checkpoint, key_under, read_checkpoint
from bongsu.audit.entry import TrailRow
from bongsu.audit.merkle import EMPTY_ROOT, Frontier, perfect_root
from bongsu.audit.note import BadNote, Note, VerifierKey, read_note, read_signatures
from bongsu.audit.proofs.reading import TILE_WIDTH, hashes_in, leaf_of
from bongsu.audit.proofs.store import (
    Connection,
    KeptCheckpoint,
    checkpoints_between,
    cosignatures_of,
    first_checkpoint_after,
    has_tree,
    tile,
    tiles_of_level,
)
from bongsu.audit.rules import Flaw


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signatures are believed; without a log's key roots are compared and signatures are not."""

    log: VerifierKey | None = None
    witnesses: tuple[VerifierKey, ...] = ()

    def checked(self, note: Note) -> Checkpoint:
        """Raises `BadNote` for one that the log, or one of the witnesses named below it, has not signed like this."""
        checkpoint = read_checkpoint(note)
        if self.log is not None:
            key = key_under(self.log, checkpoint.origin)
            if key is None:
                raise BadNote(f"{checkpoint.origin} is another trail than {self.log.name}")
            note.must_be_signed_by(key)
        self.cosigners(note)
        return checkpoint

    def cosigners(self, note: Note) -> list[str]:
        """The witnesses, of those that are believed, who have cosigned it. Raises `BadNote`."""
        return [key.name for key in self.witnesses if note.signature_of(key) is not None]


NOBODY = Trust()


class TreeCheck:
    """Takes the rows in order. `signed_rows` and `witnessed_rows` say how far checkpoints reach."""

    def __init__(self, connection: Connection, trust: Trust, outside: Sequence[Note]) -> None:
        self._connection = connection
        self._trust = trust
        self._outside = outside
        self._expected: dict[int, list[Checkpoint]] | None = None
        self._frontier = Frontier()
        # hashes of each level behind its last full tile
        self._young: list[list[bytes]] = [[]]
        self._has_tree = False
        self._kept_tiles: list[int] = []
        self.signed_rows = 0
        self.witnessed_rows = 0

    async def walk(self, rows: Sequence[TrailRow]) -> Flaw | None:
        """The next rows; answers the first that is not as it was when it was signed."""
        flaw = await self._begin()
        if flaw is not None or (not self._has_tree and not self._expected):
            return flaw
        signed = await self._signed_among(rows)
        if isinstance(signed, Flaw):
            return signed
        leaves = await asyncio.to_thread(lambda: [leaf_of(row) for row in rows])
        for leaf in leaves:
            flaw = await self._take(leaf) or self._flaw_of_root(signed)
            if flaw is not None:
                return flaw
        return None

    async def flaw_at_end(self) -> Flaw | None:
        """Tiles or checkpoints of rows that are there no more."""
        flaw = await self._begin()
        if flaw is not None:
            return flaw
        size = self._frontier.size
        missing = [one for one in self._expected or () if one > size]
        if self._has_tree:
            beyond = await first_checkpoint_after(self._connection, size)
            missing += [beyond.size] if beyond is not None else []
            if self._kept_tiles and self._kept_tiles[0] * TILE_WIDTH > size:
                missing.append(self._kept_tiles[0] * TILE_WIDTH)
        if not missing:
            return None
        return Flaw(size + 1, f"the trail ends at row {size}, {min(missing)} rows were signed")

    async def _begin(self) -> Flaw | None:
        """Reads what others have kept, once."""
        if self._expected is not None:
            return None
        self._expected = {}
        self._has_tree = await has_tree(self._connection)
        if self._has_tree:
            self._kept_tiles = [await tiles_of_level(self._connection, level) for level in range(8)]
        for note in self._outside:
            try:
                checkpoint = self._trust.checked(note)
            except BadNote as problem:
                return Flaw(1, f"the checkpoint kept elsewhere: {problem.detail}")
            self._expected.setdefault(checkpoint.size, []).append(checkpoint)
        if any(one.root != EMPTY_ROOT for one in self._expected.get(0, ())):
            return Flaw(1, "the checkpoint kept elsewhere is of no rows, and has a root")
        return None

    async def _signed_among(self, rows: Sequence[TrailRow]) -> dict[int, list[Checkpoint]] | Flaw:
        first, last = rows[0].sequence, rows[-1].sequence
        found = {
            size: [*ones] for size, ones in (self._expected or {}).items() if first <= size <= last
        }
        if self._has_tree:
            for kept in await checkpoints_between(self._connection, first - 1, last):
                try:
                    found.setdefault(kept.size, []).append(await self._checked(kept))
                except BadNote as problem:
                    return Flaw(kept.size, f"the checkpoint of {kept.size} rows: {problem.detail}")
        return found

    async def _checked(self, kept: KeptCheckpoint) -> Checkpoint:
        cosignatures = await cosignatures_of(self._connection, kept.size)
        note = read_note(kept.note).with_more(
            line for one in cosignatures for line in read_signatures(one.line)
        )
        checkpoint = self._trust.checked(note)
        if checkpoint.size != kept.size:
            raise BadNote(f"it is of {checkpoint.size} rows")
        if self._trust.cosigners(note):
            self.witnessed_rows = kept.size
        return checkpoint

    async def _take(self, leaf: bytes) -> Flaw | None:
        self._frontier.add(leaf)
        self._young[0].append(leaf)
        level = 0
        while len(self._young[level]) == TILE_WIDTH:
            hashes, self._young[level] = self._young[level], []
            flaw = await self._flaw_of_tile(level, hashes) if self._has_tree else None
            if flaw is not None:
                return flaw
            level += 1
            if level == len(self._young):
                self._young.append([])
            self._young[level].append(perfect_root(hashes))
        return None

    async def _flaw_of_tile(self, level: int, hashes: list[bytes]) -> Flaw | None:
        width = TILE_WIDTH ** (level + 1)
        position = self._frontier.size // width - 1
        if position >= self._kept_tiles[level]:
            return None
        kept = await tile(self._connection, level, position)
        first = position * width + 1
        if kept is None:
            return Flaw(first, f"the hashes of rows {first} to {first + width - 1} are missing")
        pairs = zip(hashes_in(kept.hashes), hashes, strict=False)
        wrong = next((place for place, (old, new) in enumerate(pairs) if old != new), None)
        if wrong is not None:
            row = first + wrong * (width // TILE_WIDTH)
            return Flaw(row, f"row {row} is not the one whose hash was kept")
        if len(kept.hashes) != len(b"".join(hashes)) or kept.root != perfect_root(hashes):
            return Flaw(first, f"the hashes of rows {first} to {first + width - 1} were changed")
        return None

    def _flaw_of_root(self, signed: dict[int, list[Checkpoint]]) -> Flaw | None:
        size = self._frontier.size
        if size not in signed:
            return None
        root = self._frontier.root()
        if any(one.root != root for one in signed[size]):
            why = f"rows {self.signed_rows + 1} to {size} are not those that were signed"
            return Flaw(self.signed_rows + 1, why)
        self.signed_rows = size
        return None
