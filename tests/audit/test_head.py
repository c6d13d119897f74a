"""The head file follows the trail and keeps what it knew when the trail was cut back."""

import asyncio
from pathlib import Path

from bongsu.audit.entry import Entry, Head
from bongsu.audit.head import HEAD_FILE, HeadKeeper, read_head, write_head
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.store import head_kept
from bongsu.audit.verify import verify_node
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database

LENT = Entry(kind=TrailKind.LEND, actor="system")


async def lend(database: Database, clock: FixedClock) -> Head:
    async with database.work() as work:
        await record(work, clock.now(), LENT)
    async with database.read() as connection:
        return await head_kept(connection)


def test_a_head_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_head(tmp_path / HEAD_FILE, Head(7, "a" * 64))
    assert read_head(tmp_path / HEAD_FILE) == Head(7, "a" * 64)
    assert [file.name for file in tmp_path.iterdir()] == [HEAD_FILE]


def test_no_file_and_a_spoiled_file_are_no_head(tmp_path: Path) -> None:
    assert read_head(tmp_path / HEAD_FILE) is None
    (tmp_path / HEAD_FILE).write_text('{"sequence":')
    assert read_head(tmp_path / HEAD_FILE) is None


async def test_the_file_follows_the_trail_while_running_and_at_stop(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / HEAD_FILE
    keeper = HeadKeeper(database, file, every_s=0.005)
    await keeper.start()
    first = await lend(database, clock)

    async def seen() -> None:
        while await asyncio.to_thread(read_head, file) != first:
            await asyncio.sleep(0)

    await asyncio.wait_for(seen(), 5)
    last = await lend(database, clock)
    await keeper.stop()
    assert read_head(file) == last


async def test_a_running_keeper_is_one_named_task_and_a_stopped_one_is_none(
    database: Database, tmp_path: Path
) -> None:
    def running() -> int:
        return sum(task.get_name() == HeadKeeper.name for task in asyncio.all_tasks())

    keeper = HeadKeeper(database, tmp_path / HEAD_FILE, every_s=3600)
    await keeper.stop()
    await keeper.start()
    assert running() == 1
    await keeper.stop()
    assert running() == 0


async def test_a_head_is_kept_without_a_start_and_once_only(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / HEAD_FILE
    keeper = HeadKeeper(database, file)
    last = await lend(database, clock)
    await keeper.keep()
    assert read_head(file) == last
    file.unlink()
    await keeper.keep()
    assert not file.exists(), "what has not moved is not written again"


async def test_a_disk_that_refuses_is_asked_again(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "later"
    keeper = HeadKeeper(database, folder / HEAD_FILE)
    last = await lend(database, clock)
    await keeper.keep()
    folder.mkdir()
    await keeper.keep()
    assert read_head(folder / HEAD_FILE) == last


async def test_before_the_first_row_there_is_no_file(database: Database, tmp_path: Path) -> None:
    keeper = HeadKeeper(database, tmp_path / HEAD_FILE)
    await keeper.start()
    await keeper.stop()
    assert not (tmp_path / HEAD_FILE).exists()


async def test_a_trail_that_was_cut_back_is_disputed_and_its_head_file_stays(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / HEAD_FILE
    await lend(database, clock)
    remembered = Head(5, "a" * 64)
    write_head(file, remembered)
    keeper = HeadKeeper(database, file)
    await keeper.start()
    await lend(database, clock)
    await keeper.stop()
    assert keeper.disputed
    assert read_head(file) == remembered
    verdict = await verify_node(database, file)
    assert (verdict.ok, verdict.first_bad_sequence) == (False, 3)
    assert verdict.why == "the trail ends at row 2, the head file at 5"


async def test_a_node_that_starts_again_goes_on_with_its_head_file(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / HEAD_FILE
    for _ in range(2):
        keeper = HeadKeeper(database, file)
        await keeper.start()
        last = await lend(database, clock)
        await keeper.stop()
        assert not keeper.disputed
        assert read_head(file) == last
    assert (await verify_node(database, file)).ok
