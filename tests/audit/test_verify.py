"""Whatever is done to the trail behind the node's back is found, and the place is named."""

import random
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.entry import Entry, Head, TrailRow, row_hash
from bongsu.audit.journal import append_journal
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.store import append_rows, head_kept, move_head, rows_after
from bongsu.audit.verify import Verdict, verify
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.journals import handed, journal_of

# edits rows and triggers by SQLite's own statements
pytestmark = pytest.mark.sqlite

ROWS = 60
COLUMNS = TrailRow.__slots__
TRIGGERS = (
    "trail_is_not_updated",
    "trail_is_not_deleted",
    "trail_grows_by_one",
    "journals_are_not_updated",
    "journals_are_not_deleted",
)


class _TakenBack(Exception):
    """Ends a work so that the next tampering finds the trail whole."""


@pytest.fixture
async def open_trail(database: Database, clock: FixedClock) -> Database:
    """A trail of 60 rows, watches of two processes among them, with its triggers torn off."""
    journal = journal_of(15)
    async with database.work() as work:
        for number in range(15):
            lent = Entry(kind=TrailKind.LEND, actor="system", grant_id="gr_1", body={"n": number})
            await record(work, clock.now(), lent, Entry(kind=TrailKind.SIGN_IN, actor="per_1"))
            clock.advance(1.5)
            for process in ("media-1", "media-2"):
                await append_journal(work, clock.now(), handed(process, journal[number]))
        for trigger in TRIGGERS:
            await work.connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
    return database


class Tamperer:
    """Does one harm to the trail, chosen by chance; answers the rows at which it may be found."""

    def __init__(self, connection: AsyncConnection, chance: random.Random) -> None:
        self.sql = connection.exec_driver_sql
        self.connection = connection
        self.chance = chance

    def row(self) -> int:
        return self.chance.randint(1, ROWS)

    async def edit(self) -> set[int]:
        row, column = self.row(), self.chance.choice(COLUMNS[1:])
        await self.sql(
            f"UPDATE trail SET {column} = coalesce({column}, '') || 'x' WHERE sequence = {row}"
        )
        return {row}

    async def empty(self) -> set[int]:
        row, column = self.row(), self.chance.choice(("body", "actor", "hash", "previous", "at"))
        await self.sql(f"UPDATE trail SET {column} = '' WHERE sequence = {row}")
        return {row}

    async def spoil(self) -> set[int]:
        row, column = self.row(), self.chance.choice(("body", "actor", "kind"))
        text = self.chance.choice(("CAST(x'ff' AS TEXT)", "x'00ff'", "'{'", "'[]'"))
        await self.sql(f"UPDATE trail SET {column} = {text} WHERE sequence = {row}")
        return {row}

    async def delete(self) -> set[int]:
        row = self.row()
        await self.sql(f"DELETE FROM trail WHERE sequence = {row}")
        return {row}

    async def delete_and_close_up(self) -> set[int]:
        row = self.row()
        await self.sql(f"DELETE FROM trail WHERE sequence = {row}")
        await self.sql(f"UPDATE trail SET sequence = -sequence WHERE sequence > {row}")
        await self.sql("UPDATE trail SET sequence = -sequence - 1 WHERE sequence < 0")
        return {row}

    async def cut_short(self) -> set[int]:
        row = self.chance.randint(ROWS - 10, ROWS)
        await self.sql(f"DELETE FROM trail WHERE sequence >= {row}")
        return {row}

    async def cut_short_with_its_head(self) -> set[int]:
        row = self.chance.randint(ROWS - 10, ROWS)
        await self.sql(f"DELETE FROM trail WHERE sequence >= {row}")
        await self.sql(f"DELETE FROM journals WHERE trail_sequence >= {row}")
        await self.sql(
            "UPDATE trail_head SET (sequence, hash) = "
            "(SELECT sequence, hash FROM trail ORDER BY sequence DESC LIMIT 1)"
        )
        return {row}

    async def swap(self) -> set[int]:
        one, other = self.chance.sample(range(1, ROWS + 1), 2)
        await self.sql(f"UPDATE trail SET sequence = -1 WHERE sequence = {one}")
        await self.sql(f"UPDATE trail SET sequence = {one} WHERE sequence = {other}")
        await self.sql(f"UPDATE trail SET sequence = {other} WHERE sequence = -1")
        return {min(one, other)}

    async def insert(self) -> set[int]:
        row, copied = self.row(), self.row()
        await self.sql(f"UPDATE trail SET sequence = -sequence WHERE sequence >= {row}")
        await self.sql("UPDATE trail SET sequence = 1 - sequence WHERE sequence < 0")
        source = copied if copied < row else copied + 1
        await self._copy(source, row)
        return {row}

    async def insert_outside(self) -> set[int]:
        place = self.chance.choice((0, -7, ROWS + 1, ROWS + 9))
        await self._copy(self.row(), place)
        return {place} if place <= 0 else {ROWS + 1}

    async def _copy(self, source: int, place: int) -> None:
        others = ", ".join(COLUMNS[1:])
        await self.sql(
            f"INSERT INTO trail SELECT {place}, {others} FROM trail WHERE sequence = {source}"
        )

    async def edit_and_seal_one(self) -> set[int]:
        row = self.row()
        (old,) = await rows_after(self.connection, row - 1, 1)
        new = replace(old, actor="nobody")
        await self.sql(f"UPDATE trail SET actor = 'nobody' WHERE sequence = {row}")
        await self.sql(f"UPDATE trail SET hash = '{row_hash(new)}' WHERE sequence = {row}")
        return {row, row + 1}

    async def edit_and_seal_all(self) -> set[int]:
        """The best a thief of the database alone can do: only the head file knows better."""
        row = self.row()
        rows = await rows_after(self.connection, 0, 100)
        forged = [replace(rows[row - 1], at="2020-01-01T00:00:00.000000Z"), *rows[row:]]
        previous = rows[row - 1].previous
        for place, old in enumerate(forged):
            new = replace(old, previous=previous)
            forged[place] = replace(new, hash=row_hash(new))
            previous = forged[place].hash
        await self.sql(f"DELETE FROM trail WHERE sequence >= {row}")
        await append_rows(self.connection, forged)
        await move_head(self.connection, Head(forged[-1].sequence, forged[-1].hash))
        return {ROWS}

    async def harm_a_mark(self) -> set[int]:
        harm = self.chance.choice(
            (
                "UPDATE journals SET hash = 'x'",
                "UPDATE journals SET process = 'media-3'",
                "UPDATE journals SET sequence = sequence + 100",
                "UPDATE journals SET trail_sequence = trail_sequence + 1000",
                "DELETE FROM journals",
            )
        )
        marks = await self.sql("SELECT process, sequence, trail_sequence FROM journals")
        process, sequence, trail_sequence = self.chance.choice([tuple(mark) for mark in marks])
        await self.sql(f"{harm} WHERE process = '{process}' AND sequence = {sequence}")
        return {trail_sequence}

    async def harm_the_head(self) -> set[int]:
        harm = self.chance.choice(
            (
                "UPDATE trail_head SET sequence = 9",
                "UPDATE trail_head SET hash = ''",
                "DELETE FROM trail_head",
            )
        )
        await self.sql(harm)
        return {ROWS + 1}


HARMS = (
    Tamperer.edit,
    Tamperer.edit,
    Tamperer.empty,
    Tamperer.spoil,
    Tamperer.delete,
    Tamperer.delete_and_close_up,
    Tamperer.cut_short,
    Tamperer.cut_short_with_its_head,
    Tamperer.swap,
    Tamperer.insert,
    Tamperer.insert_outside,
    Tamperer.edit_and_seal_one,
    Tamperer.edit_and_seal_all,
    Tamperer.harm_a_mark,
    Tamperer.harm_the_head,
)


async def tampered(database: Database, seed: int, head: Head) -> tuple[str, set[int], Verdict]:
    chance = random.Random(seed)
    harm = HARMS[seed % len(HARMS)]
    found: list[tuple[str, set[int], Verdict]] = []
    with pytest.raises(_TakenBack):
        async with database.work() as work:
            await work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            places = await harm(Tamperer(work.connection, chance))
            found.append((harm.__name__, places, await verify(work.connection, head)))
            raise _TakenBack
    return found[0]


async def test_five_hundred_tamperings_are_all_found_at_their_place(open_trail: Database) -> None:
    async with open_trail.read() as connection:
        head = await head_kept(connection)
    for seed in range(500):
        harm, places, verdict = await tampered(open_trail, seed, head)
        assert not verdict.ok, f"seed {seed}: {harm} at {places} was not found"
        assert verdict.first_bad_sequence in places, f"seed {seed}: {harm}: {verdict}"
        assert verdict.why
    async with open_trail.read() as connection:
        assert (await verify(connection, head)).ok


async def test_a_whole_trail_is_proved(open_trail: Database) -> None:
    async with open_trail.read() as connection:
        assert await verify(connection) == Verdict(ROWS, ok=True, first_bad_sequence=None, why="")


async def test_an_empty_trail_is_whole(database: Database) -> None:
    async with database.read() as connection:
        assert (await verify(connection, Head(0, "0" * 64))).ok


async def test_a_trail_longer_than_its_head_file_is_whole(open_trail: Database) -> None:
    async with open_trail.read() as connection:
        (tenth,) = await rows_after(connection, 9, 1)
        verdict = await verify(connection, Head(10, tenth.hash))
    assert (verdict.ok, verdict.head_file) == (True, True)


async def test_breaks_of_a_journal_are_counted_and_are_no_flaw(
    database: Database, clock: FixedClock
) -> None:
    async with database.work() as work:
        await append_journal(work, clock.now(), handed("media-1", *journal_of(3)[1:]))
    async with database.read() as connection:
        verdict = await verify(connection)
    assert (verdict.ok, verdict.journal_breaks) == (True, 1)


async def test_rows_are_walked_in_batches(
    open_trail: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.audit.store._BATCH", 7)
    async with open_trail.work() as work:
        assert (await verify(work.connection)).rows == ROWS
        await work.connection.exec_driver_sql("UPDATE trail SET actor = '' WHERE sequence = 36")
        assert (await verify(work.connection)).first_bad_sequence == 36
