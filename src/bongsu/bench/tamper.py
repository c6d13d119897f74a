"""Does to a copy of a trail what somebody with the whole disk, but no key, could do; counts what verification finds."""

import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

import msgspec

from bongsu.audit.entry import FIRST_PREVIOUS, Head, TrailRow, row_hash
from bongsu.audit.journal_row import FIRST_BEFORE, JournalMark, sealed_journal_row
from bongsu.audit.note import Note
from bongsu.audit.proofs.check import Trust
from bongsu.audit.proofs.reading import leaf_of
from bongsu.audit.proofs.store import keep_tiles
from bongsu.audit.rules import WATCHES, WatchBody
from bongsu.audit.store import append_marks, append_rows, move_head, rows_after
from bongsu.audit.tree import Grown
from bongsu.audit.verify import verify
from bongsu.kernel.database import Database, Work

_COLUMNS = TrailRow.__slots__
_TEXTS = ("at", "actor", "organisation", "incident_id", "grant_id", "camera_id")


@dataclass(frozen=True, slots=True)
class Trial:
    """One harm; `row` is the first that it touched."""

    harm: str
    row: int
    found: bool
    first_bad_sequence: int | None
    why: str


class _TakenBack(Exception):
    """Ends the transaction, so that the next trial finds the trail whole."""


class Hand:
    """The hand on the disk. `head_file` is what it leaves in the file beside the database."""

    def __init__(self, work: Work, random: Random, rows: Sequence[TrailRow], head: Head) -> None:
        self.sql = work.connection.exec_driver_sql
        self.connection = work.connection
        self.random = random
        self.rows = rows
        self.head_file = head

    def row(self) -> int:
        return self.random.randint(1, len(self.rows))

    async def write_anew(self, rows: Sequence[TrailRow]) -> None:
        """Everything that needs no key is made to fit: chain, journals, ledger, heads, tiles."""
        sealed, marks = resealed(rows)
        for table in ("journals", "trail", "trail_tiles"):
            await self.sql(f"DELETE FROM {table}")
        if sealed:
            self.head_file = Head(sealed[-1].sequence, sealed[-1].hash)
            await append_rows(self.connection, sealed)
            await move_head(self.connection, self.head_file)
        else:
            await self.sql("DELETE FROM trail_head")
            self.head_file = Head(0, FIRST_PREVIOUS)
        if marks:
            await append_marks(self.connection, marks)
        tiles = Grown(0, [leaf_of(row) for row in sealed]).tiles()
        if tiles:
            await keep_tiles(self.connection, tiles)

    async def forget_checkpoints_after(self, size: int) -> None:
        for table in ("trail_cosignatures", "trail_checkpoints"):
            await self.sql(f"DELETE FROM {table} WHERE size > {size}")


def resealed(rows: Sequence[TrailRow]) -> tuple[list[TrailRow], list[JournalMark]]:
    """Numbers, hashes and journals as if these rows had been written one after the other."""
    sealed: list[TrailRow] = []
    marks: list[JournalMark] = []
    last, journals = Head(0, FIRST_PREVIOUS), dict[str, Head]()
    for row in rows:
        body = row.body
        if row.kind in WATCHES:
            watch = msgspec.json.decode(row.body, type=WatchBody)
            before = journals.get(watch.process, Head(0, FIRST_BEFORE))
            journal = sealed_journal_row(
                msgspec.structs.replace(
                    watch.journal, sequence=before.sequence + 1, before=before.hash, event=row.kind
                )
            )
            journals[watch.process] = Head(journal.sequence, journal.hash)
            body = msgspec.json.encode(WatchBody(watch.process, journal), order="sorted").decode()
            place = (journal.sequence, journal.hash, last.sequence + 1)
            marks.append(JournalMark(watch.process, *place))
        new = replace(row, sequence=last.sequence + 1, previous=last.hash, body=body)
        sealed.append(replace(new, hash=row_hash(new)))
        last = Head(sealed[-1].sequence, sealed[-1].hash)
    return sealed, marks


def _edited(hand: Hand, place: int) -> TrailRow:
    row, column = hand.rows[place], hand.random.choice(_TEXTS)
    said = asdict(row)
    return TrailRow(**{**said, column: f"{said[column] or ''}x"})


async def edit(hand: Hand) -> int:
    """One value, nothing else."""
    row, column = hand.row(), hand.random.choice(_COLUMNS[1:])
    await hand.sql(
        f"UPDATE trail SET {column} = coalesce({column}, '') || 'x' WHERE sequence = {row}"
    )
    return row


async def edit_well(hand: Hand) -> int:
    row = hand.row()
    rows = [*hand.rows]
    rows[row - 1] = _edited(hand, row - 1)
    await hand.write_anew(rows)
    return row


async def delete(hand: Hand) -> int:
    row = hand.row()
    await hand.sql(f"DELETE FROM journals WHERE trail_sequence = {row}")
    await hand.sql(f"DELETE FROM trail WHERE sequence = {row}")
    return row


async def delete_well(hand: Hand) -> int:
    row = hand.row()
    await hand.write_anew([*hand.rows[: row - 1], *hand.rows[row:]])
    return row


async def insert_well(hand: Hand) -> int:
    row, copied = hand.row(), hand.row()
    await hand.write_anew([*hand.rows[: row - 1], hand.rows[copied - 1], *hand.rows[row - 1 :]])
    return row


async def reorder(hand: Hand) -> int:
    one, other = sorted(hand.random.sample(range(1, len(hand.rows) + 1), 2))
    for old, new in ((one, -1), (other, one), (-1, other)):
        await hand.sql(f"UPDATE trail SET sequence = {new} WHERE sequence = {old}")
    return one


async def reorder_well(hand: Hand) -> int:
    one, other = sorted(hand.random.sample(range(len(hand.rows)), 2))
    rows = [*hand.rows]
    rows[one], rows[other] = rows[other], rows[one]
    await hand.write_anew(rows)
    return one + 1


async def roll_back(hand: Hand) -> int:
    """To an earlier day, with everything that was signed later gone: only what others have kept tells."""
    row = hand.row()
    await hand.write_anew(hand.rows[: row - 1])
    await hand.forget_checkpoints_after(row - 1)
    return row


async def roll_back_badly(hand: Hand) -> int:
    """The checkpoints that were signed later are left."""
    row = hand.row()
    await hand.write_anew(hand.rows[: row - 1])
    return row


async def fork(hand: Hand) -> int:
    """Another past from one row on, as long as the true one; later checkpoints are gone."""
    row = hand.row()
    others = [_edited(hand, place) for place in range(row - 1, len(hand.rows))]
    await hand.write_anew([*hand.rows[: row - 1], *others])
    await hand.forget_checkpoints_after(row - 1)
    return row


async def fork_and_grow(hand: Hand) -> int:
    row = hand.row()
    others = [_edited(hand, place) for place in range(row - 1, len(hand.rows))]
    await hand.write_anew([*hand.rows[: row - 1], *others, *others])
    await hand.forget_checkpoints_after(row - 1)
    return row


HARMS: tuple[Callable[[Hand], Awaitable[int]], ...] = (
    edit,
    edit_well,
    delete,
    delete_well,
    insert_well,
    reorder,
    reorder_well,
    roll_back,
    roll_back_badly,
    fork,
    fork_and_grow,
)
_TRIGGERS = (
    "trail_is_not_updated",
    "trail_is_not_deleted",
    "trail_grows_by_one",
    "journals_are_not_updated",
    "journals_are_not_deleted",
)


class TamperedCopy:
    """A copy of a trail's database without its triggers. `outside` is a checkpoint of its end that a witness has kept."""

    def __init__(self, database: Database, trust: Trust, outside: Note) -> None:
        self.database = database
        self._trust = trust
        self._outside = outside
        self._rows: list[TrailRow] = []

    @classmethod
    async def of(cls, original: Path, copy: Path, trust: Trust, outside: Note) -> "TamperedCopy":
        """The original must not be open for writing; it is only read."""
        shutil.copy(original, copy)
        made = cls(Database(f"sqlite+aiosqlite:///{copy}"), trust, outside)
        async with made.database.work() as work:
            made._rows = await rows_after(work.connection, 0, 1_000_000)
            for trigger in _TRIGGERS:
                await work.connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        return made

    async def is_whole(self) -> bool:
        """Without any harm nothing is found."""
        last = self._rows[-1]
        async with self.database.read() as connection:
            head = Head(last.sequence, last.hash)
            return (await verify(connection, head, self._trust, [self._outside])).ok

    async def trial(self, seed: int) -> Trial:
        """The harm that this seed chooses, found or not, and undone."""
        harm, random = HARMS[seed % len(HARMS)], Random(seed)
        trials: list[Trial] = []
        try:
            async with self.database.work() as work:
                await work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                trials.append(await self._tried(harm, work, random))
                raise _TakenBack
        except _TakenBack:
            return trials[0]

    async def _tried(
        self, harm: Callable[[Hand], Awaitable[int]], work: Work, random: Random
    ) -> Trial:
        last = self._rows[-1]
        hand = Hand(work, random, self._rows, Head(last.sequence, last.hash))
        row = await harm(hand)
        verdict = await verify(work.connection, hand.head_file, self._trust, [self._outside])
        name = getattr(harm, "__name__", "")
        return Trial(name, row, not verdict.ok, verdict.first_bad_sequence, verdict.why)

    async def close(self) -> None:
        await self.database.close()
