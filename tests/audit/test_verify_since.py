"""From the last cosigned checkpoint on, whatever was done to the trail is found at the same row as by walking all of it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bongsu.audit.entry import Entry, Head, TrailRow, row_hash
from bongsu.audit.head import HEAD_FILE, write_head
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.store import append_rows, head_kept, move_head, rows_after
from bongsu.audit.tree import TreeKeeper
from bongsu.audit.verify import Verdict, verify_node
from bongsu.audit.verify_since import verify_newest
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from tests.audit.nodes import key_of
from tests.audit.signed import KEY, TRUST, signed_trail

TRIGGERS = (
    "trail_is_not_updated",
    "trail_is_not_deleted",
    "trail_grows_by_one",
    "journals_are_not_updated",
    "journals_are_not_deleted",
)
COSIGNED, ROWS = 300, 840
NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)


async def grow(database: Database, clock: FixedClock, rows: int) -> None:
    deeds = [Entry(kind=TrailKind.LEND, actor="system", body={"n": n}) for n in range(rows)]
    async with database.work() as work:
        await record(work, clock.now(), *deeds)
    keeper = TreeKeeper(database, clock, KEY)
    while await keeper.keep():
        pass


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 rows that a witness has cosigned, 540 more that only the node has signed; its triggers torn off."""
    folder = tmp_path_factory.mktemp("made")

    async def make() -> None:
        database, clock = Database(f"sqlite+aiosqlite:///{folder}/node.db"), FixedClock(NOW)
        await database.create_all()
        await signed_trail(database, clock)
        await grow(database, clock, 270)
        await grow(database, clock, 270)
        async with database.read() as connection:
            write_head(folder / HEAD_FILE, await head_kept(connection))
        await do(database, *(f"DROP TRIGGER {trigger}" for trigger in TRIGGERS))
        await database.close()

    asyncio.run(make())
    return folder


async def do(database: Database, *statements: str) -> None:
    async with database.work() as work:
        for statement in statements:
            await work.connection.exec_driver_sql(statement)


@pytest.fixture
async def newest(made: Path, tmp_path: Path) -> AsyncIterator["Newest"]:
    for file in made.iterdir():
        shutil.copy(file, tmp_path)
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/node.db")
    yield Newest(database, FixedClock(NOW), tmp_path / HEAD_FILE)
    await database.close()


class Newest:
    """Both ways of proving the same trail."""

    def __init__(self, database: Database, clock: FixedClock, head_file: Path) -> None:
        self.database, self.clock, self.head_file = database, clock, head_file

    async def short(self) -> Verdict:
        return await verify_newest(self.database, self.head_file, TRUST, self.clock.now())

    async def whole(self) -> Verdict:
        return await verify_node(self.database, self.head_file, TRUST)


async def test_an_honest_trail_is_walked_from_the_tile_of_its_cosigned_checkpoint(
    newest: Newest,
) -> None:
    verdict = await newest.short()
    assert (verdict.ok, verdict.why) == (True, "")
    assert (verdict.since, verdict.rows, verdict.signed_rows) == (256, ROWS, ROWS)
    assert (verdict.witnessed_rows, verdict.head_file) == (COSIGNED, True)
    whole = await newest.whole()
    assert (whole.since, whole.rows, whole.signed_rows) == (0, ROWS, ROWS)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE trail SET actor = 'nobody' WHERE sequence = 257",
        "UPDATE trail SET actor = 'nobody' WHERE sequence = 299",
        "UPDATE trail SET body = '{}' WHERE sequence = 513",
        f"UPDATE trail SET at = '' WHERE sequence = {ROWS}",
        "UPDATE trail SET body = x'ff00' WHERE sequence = 700",
        "DELETE FROM trail WHERE sequence = 450",
        "DELETE FROM trail WHERE sequence > 830",
        "UPDATE trail SET hash = previous WHERE sequence = 600",
        "DELETE FROM journals WHERE trail_sequence = 300",
        "UPDATE journals SET hash = '' WHERE trail_sequence = 299",
        "UPDATE trail_head SET sequence = 800",
    ],
)
async def test_a_harm_behind_the_checkpoint_is_found_at_the_same_row(
    newest: Newest, harm: str
) -> None:
    await do(newest.database, harm)
    short, whole = await newest.short(), await newest.whole()
    assert not short.ok
    assert (short.first_bad_sequence, short.why) == (whole.first_bad_sequence, whole.why)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE trail_tiles SET root = zeroblob(32) WHERE level = 0 AND position = 0",
        "UPDATE trail_tiles SET hashes = zeroblob(8192) WHERE level = 0 AND position = 2",
        "UPDATE trail_tiles SET root = zeroblob(32) WHERE level = 0 AND position = 1",
        f"UPDATE trail_checkpoints SET note = replace(note, '{COSIGNED}', '299')",
        f"DELETE FROM trail_checkpoints WHERE size > {COSIGNED}",
    ],
)
async def test_what_was_signed_is_held_against_what_is_there(newest: Newest, harm: str) -> None:
    await do(newest.database, harm)
    if harm.startswith("DELETE"):
        assert (await newest.short()).signed_rows == COSIGNED, "less is signed, and it says so"
        return
    verdict = await newest.short()
    assert (verdict.ok, bool(verdict.why)) == (False, True)


async def forge(database: Database, first: int) -> None:
    """Everything from `first` on written anew with hashes that fit each other: the work of somebody with the disk."""
    async with database.work() as work:
        old = await rows_after(work.connection, first - 1, 10_000)
        await work.connection.exec_driver_sql(f"DELETE FROM trail WHERE sequence >= {first}")
        previous, new = old[0].previous, list[TrailRow]()
        for row in old:
            body = '{"n":-1}' if row.sequence == first else row.body
            made = replace(row, body=body, previous=previous)
            new.append(replace(made, hash=row_hash(made)))
            previous = new[-1].hash
        await append_rows(work.connection, new)
        await move_head(work.connection, Head(new[-1].sequence, new[-1].hash))


@pytest.mark.parametrize("first", [301, 520, 800])
async def test_a_past_written_anew_without_a_gap_is_found_by_what_was_signed(
    newest: Newest, first: int
) -> None:
    await forge(newest.database, first)
    async with newest.database.read() as connection:
        write_head(newest.head_file, await head_kept(connection))
    short = await newest.short()
    assert not short.ok
    assert short.first_bad_sequence is not None
    assert short.first_bad_sequence <= first


async def test_a_row_far_before_is_found_by_walking_all_and_only_then(newest: Newest) -> None:
    await do(newest.database, "UPDATE trail SET actor = 'nobody' WHERE sequence = 9")
    assert (await newest.short()).ok
    assert (await newest.whole()).first_bad_sequence == 9


async def test_it_is_found_as_well_when_the_hashes_of_that_time_are_gone(newest: Newest) -> None:
    """Then the rows themselves must give the signed root."""
    await do(
        newest.database,
        "UPDATE trail SET actor = 'nobody' WHERE sequence = 9",
        "DELETE FROM trail_tiles WHERE position = 0",
    )
    assert not (await newest.short()).ok


async def test_another_key_than_the_nodes_own_has_signed_nothing(newest: Newest) -> None:
    stranger = type(TRUST)(key_of("SEONGBUK", 9).as_log, TRUST.witnesses)
    verdict = await verify_newest(newest.database, newest.head_file, stranger, newest.clock.now())
    assert not verdict.ok
    assert "checkpoint of 300 rows" in verdict.why


async def test_a_trail_behind_its_head_file_was_set_back(newest: Newest) -> None:
    write_head(newest.head_file, Head(ROWS + 5, "a" * 64))
    verdict = await newest.short()
    assert (verdict.ok, verdict.first_bad_sequence) == (False, ROWS + 1)
    assert "the head file at 845" in verdict.why


async def test_without_a_witness_the_checkpoint_of_the_day_before_is_the_start(
    newest: Newest,
) -> None:
    await do(newest.database, "DELETE FROM trail_cosignatures")
    young = await newest.short()
    assert (young.since, young.ok) == (0, True), "all of it is from today"
    newest.clock.advance(timedelta(days=2).total_seconds())
    await grow(newest.database, newest.clock, 10)
    verdict = await newest.short()
    assert (verdict.ok, verdict.rows, verdict.since) == (True, ROWS + 10, 768)


async def test_a_database_of_the_first_release_is_walked_whole(
    tmp_path: Path, clock: FixedClock
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/old.db"
    await upgrade(url, "0001")
    database = Database(url)
    verdict = await verify_newest(database, tmp_path / HEAD_FILE, TRUST, clock.now())
    await database.close()
    assert (verdict.ok, verdict.rows, verdict.since, verdict.head_file) == (True, 0, 0, False)


@pytest.mark.sqlite
async def test_a_checkpoint_at_the_very_end_of_a_tile_leaves_nothing_out(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await signed_trail(database, clock, rounds=64)
    verdict = await verify_newest(database, tmp_path / HEAD_FILE, TRUST, clock.now())
    assert (verdict.ok, verdict.since, verdict.rows) == (True, 256, 256)
    await do(database, "DROP TRIGGER trail_is_not_updated")
    await do(database, "UPDATE trail SET hash = 'x' WHERE sequence = 256")
    assert not (await verify_newest(database, tmp_path / HEAD_FILE, TRUST, clock.now())).ok
