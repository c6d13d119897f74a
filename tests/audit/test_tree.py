"""The tree follows the trail in tiles; each size is signed once, proofs hold at every size, and a past that changed is
signed no further."""

import asyncio
import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.audit.checkpoint import AuditKey, Checkpoint, read_checkpoint
from bongsu.audit.entry import Entry, hashed_line
from bongsu.audit.kinds import TrailKind
from bongsu.audit.merkle import Frontier, is_consistent, is_included, leaf_hash
from bongsu.audit.proofs.reading import (
    NoCheckpoint,
    NoSuchTree,
    TreeReader,
    checkpoint_note,
    consistency,
    inclusion,
)
from bongsu.audit.proofs.store import (
    KeptCosignature,
    checkpoints_between,
    keep_cosignature,
    newest_checkpoint,
    tile,
    tiles_of_level,
)
from bongsu.audit.record import record
from bongsu.audit.store import rows_after
from bongsu.audit.tree import TreeKeeper
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database

KEY = AuditKey(Ed25519PrivateKey.from_private_bytes(b"\x01" * 32), "SEONGBUK")


async def grow(database: Database, clock: FixedClock, rows: int) -> None:
    deeds = [Entry(kind=TrailKind.LEND, actor="system", body={"n": n}) for n in range(rows)]
    async with database.work() as work:
        await record(work, clock.now(), *deeds)


async def kept_up(keeper: TreeKeeper) -> None:
    while await keeper.keep():
        pass


async def roots(database: Database) -> list[bytes]:
    """The root at every size, by walking all rows."""
    frontier = Frontier()
    found = [frontier.root()]
    async with database.read() as connection:
        for row in await rows_after(connection, 0, 1_000_000):
            frontier.add(leaf_hash(hashed_line(row)))
            found.append(frontier.root())
    return found


@pytest.fixture
def keeper(database: Database, clock: FixedClock) -> TreeKeeper:
    return TreeKeeper(database, clock, KEY)


async def test_a_checkpoint_signs_the_root_of_all_rows(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    for more in (1, 4, 250, 1, 1, 300, 512):
        await grow(database, clock, more)
        await kept_up(keeper)
        assert keeper.signed.is_set()
        async with database.read() as connection:
            note = await checkpoint_note(connection)
        note.must_be_signed_by(KEY.as_log)
        known = await roots(database)
        assert read_checkpoint(note) == Checkpoint(KEY.origin, len(known) - 1, known[-1])


async def test_nothing_is_signed_twice_and_nothing_before_the_first_row(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    assert not await keeper.keep()
    async with database.read() as connection:
        with pytest.raises(NoCheckpoint):
            await checkpoint_note(connection)
    await grow(database, clock, 3)
    for _ in range(3):
        assert not await keeper.keep()
    async with database.read() as connection:
        assert [one.size for one in await checkpoints_between(connection, 0, 99)] == [3]


async def test_full_tiles_only_are_kept_and_those_above_them_too(
    database: Database, clock: FixedClock, keeper: TreeKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("bongsu.audit.tree", "bongsu.audit.proofs.reading"):
        monkeypatch.setattr(f"{module}.TILE_WIDTH", 4)
    monkeypatch.setattr("bongsu.audit.proofs.reading.TILE_HEIGHT", 2)
    monkeypatch.setattr("bongsu.audit.tree._ROWS_AT_ONCE", 24)
    chance = random.Random(5)
    while True:
        await grow(database, clock, chance.randint(1, 40))
        await kept_up(keeper)
        known = await roots(database)
        size = len(known) - 1
        async with database.read() as connection:
            assert await tiles_of_level(connection, 0) == size // 4
            assert await tiles_of_level(connection, 1) == size // 16
            assert await tiles_of_level(connection, 2) == size // 64
            reader = TreeReader(connection)
            for one in chance.sample(range(1, size + 1), min(size, 20)):
                assert await reader.root(one) == known[one]
        if size > 300:
            break


async def test_a_start_after_a_crash_goes_on_where_the_disk_was(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    """At most the checkpoint of the last second is missing; the next one covers its rows."""
    await grow(database, clock, 400)
    await kept_up(keeper)
    await grow(database, clock, 300)
    again = TreeKeeper(database, clock, KEY, every_s=0.001)
    await again.start()
    await asyncio.wait_for(again.signed.wait(), 5)
    await again.stop()
    assert not again.disputed
    async with database.read() as connection:
        assert [one.size for one in await checkpoints_between(connection, 0, 999)] == [400, 700]
        assert await TreeReader(connection).root(700) == (await roots(database))[700]


async def test_a_start_with_nothing_new_disputes_and_signs_nothing(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    await grow(database, clock, 300)
    await kept_up(keeper)
    again = TreeKeeper(database, clock, KEY, every_s=3600)
    await again.start()
    await again.stop()
    assert not again.disputed
    async with database.read() as connection:
        assert [one.size for one in await checkpoints_between(connection, 0, 999)] == [300]


@pytest.mark.sqlite
async def test_what_full_tiles_hold_is_not_read_from_the_rows_again(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    await grow(database, clock, 600)
    await kept_up(keeper)
    known = await roots(database)
    await without_triggers(database, "DELETE FROM trail WHERE sequence <= 512")
    async with database.read() as connection:
        assert await TreeReader(connection).root(600) == known[600]
        assert (await inclusion(connection, 300)).root == known[600]


async def test_a_running_keeper_is_one_named_task_and_a_stopped_one_is_none(
    database: Database, clock: FixedClock
) -> None:
    def running() -> int:
        return sum(task.get_name() == TreeKeeper.name for task in asyncio.all_tasks())

    keeper = TreeKeeper(database, clock, KEY, every_s=3600)
    await keeper.stop()
    await keeper.start()
    assert running() == 1
    await keeper.stop()
    assert running() == 0


async def test_what_came_last_is_signed_at_stop(database: Database, clock: FixedClock) -> None:
    keeper = TreeKeeper(database, clock, KEY, every_s=3600)
    await keeper.start()
    await grow(database, clock, 2)
    await keeper.stop()
    async with database.read() as connection:
        newest = await newest_checkpoint(connection)
    assert newest is not None
    assert newest.size == 2


async def test_every_row_and_every_past_is_proved_at_every_size(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    await grow(database, clock, 600)
    await kept_up(keeper)
    known = await roots(database)
    chance = random.Random(7)
    async with database.read() as connection:
        for _ in range(150):
            size = chance.randint(1, 600)
            one = chance.randint(1, size)
            proof = await inclusion(connection, one, size)
            assert proof.root == known[size]
            assert is_included(proof.leaf, one - 1, size, proof.hashes, known[size])
            past = await consistency(connection, one, size)
            assert is_consistent(one, size, known[one], known[size], past.hashes)
        assert (await inclusion(connection, 5)).size == 600
        assert (await consistency(connection, 5)).new == 600


async def test_what_was_not_signed_is_not_proved(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    async with database.read() as connection:
        with pytest.raises(NoCheckpoint, match=r"^no checkpoint was signed yet$"):
            await inclusion(connection, 1)
        with pytest.raises(NoCheckpoint, match=r"^no such checkpoint yet$"):
            await checkpoint_note(connection)
    await grow(database, clock, 10)
    await kept_up(keeper)
    await grow(database, clock, 10)
    async with database.read() as connection:
        newest = "the newest checkpoint is of 10 rows"
        for sequence, size in ((0, 10), (11, 10), (11, None), (-1, 10), (1, 0), (1, 11)):
            with pytest.raises(NoSuchTree) as refused:
                await inclusion(connection, sequence, size)
            why = f"row {sequence} is not among the first 10", "sequence"
            said = (refused.value.detail, refused.value.field)
            assert said == (why if size in {10, None} else (newest, "size"))
        for old, new in ((-1, 10), (11, 10), (1, 11), (11, None)):
            with pytest.raises(NoSuchTree) as refused:
                await consistency(connection, old, new)
            why = f"the tree of 10 rows holds none of {old}", "old"
            said = (refused.value.detail, refused.value.field)
            assert said == (why if new in {10, None} else (newest, "size"))
        assert (await consistency(connection, 0, 10)).hashes == ()


async def without_triggers(database: Database, sql: str) -> None:
    async with database.work() as work:
        for name in ("trail_is_not_updated", "trail_is_not_deleted"):
            await work.connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        await work.connection.exec_driver_sql(sql)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE trail SET actor = 'nobody' WHERE sequence = 7",
        "DELETE FROM trail WHERE sequence = 7",
        "UPDATE trail_head SET sequence = 6",
        "UPDATE trail_checkpoints SET note = replace(note, 'seongbuk', 'gangbuk')",
    ],
)
async def test_a_trail_that_contradicts_its_checkpoint_is_signed_no_further(
    database: Database, clock: FixedClock, keeper: TreeKeeper, harm: str
) -> None:
    await grow(database, clock, 10)
    await kept_up(keeper)
    await without_triggers(database, harm)
    again = TreeKeeper(database, clock, KEY, every_s=3600)
    await again.start()
    assert again.disputed
    await again.stop()
    async with database.read() as connection:
        assert len(await checkpoints_between(connection, 0, 99)) == 1


@pytest.mark.sqlite
async def test_a_trail_that_is_cut_back_while_the_node_runs_is_signed_no_further(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    await grow(database, clock, 10)
    await kept_up(keeper)
    await without_triggers(database, "UPDATE trail_head SET sequence = 6")
    assert not await keeper.keep()
    assert keeper.disputed == "the trail has 6 rows, 10 were signed"
    keeper.dispute("again")
    assert not await keeper.keep()


@pytest.mark.sqlite
async def test_rows_that_vanish_while_the_node_runs_end_the_signing_and_nothing_else(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    await grow(database, clock, 300)
    await kept_up(keeper)
    await without_triggers(database, "DELETE FROM trail_tiles")
    await without_triggers(database, "DELETE FROM trail WHERE sequence < 290")
    await without_triggers(database, "UPDATE trail_head SET sequence = 301")
    await keeper.start()
    await keeper.stop()
    assert keeper.disputed


async def test_of_old_days_one_checkpoint_each_stays_a_witnessed_one_before_others(
    database: Database, clock: FixedClock, keeper: TreeKeeper
) -> None:
    for _ in range(40):  # two hours apart: three days and a bit
        await grow(database, clock, 1)
        await kept_up(keeper)
        async with database.work() as work:
            newest = await newest_checkpoint(work.connection)
            assert newest is not None
            if newest.size in {5, 30}:
                await keep_cosignature(
                    work.connection, KeptCosignature(newest.size, "w", newest.at, "line")
                )
        clock.advance(2 * 3600)
    async with database.read() as connection:
        sizes = [one.size for one in await checkpoints_between(connection, 0, 999)]
        days = [one.at[:10] for one in await checkpoints_between(connection, 0, 27)]
    assert sizes[-12:] == list(range(29, 41))
    assert 5 in sizes  # the one of the first day that a witness had seen
    assert len(days) == len(set(days))


async def test_tiles_hold_the_leaves_of_the_rows(
    database: Database, clock: FixedClock, keeper: TreeKeeper, tmp_path: Path
) -> None:
    await grow(database, clock, 257)
    await kept_up(keeper)
    async with database.read() as connection:
        kept = await tile(connection, 0, 0)
        rows = await rows_after(connection, 0, 256)
    assert kept is not None
    assert kept.hashes == b"".join(leaf_hash(hashed_line(row)) for row in rows)
