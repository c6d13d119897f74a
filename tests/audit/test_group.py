"""Deeds of many requests share a transaction; who was answered has a row, and a broken disk answers everybody."""

import asyncio

import pytest

from bongsu.audit.entry import Entry
from bongsu.audit.group import GroupRecorder
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import TrailUnwritable, head_kept
from bongsu.audit.verify import verify
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Kind


def deed(number: int) -> Entry:
    return Entry(kind=TrailKind.SIGN_IN_FAILED, actor=f"per_{number}", body={"n": number})


async def rows(database: Database) -> int:
    async with database.read() as connection:
        assert (await verify(connection)).ok
        return (await head_kept(connection)).sequence


async def test_a_deed_is_durable_when_it_is_answered(database: Database, clock: FixedClock) -> None:
    recorder = GroupRecorder(database, clock)
    await recorder.start()
    await recorder.record(deed(1))
    assert await rows(database) == 1
    await recorder.stop()


async def test_deeds_of_many_requests_keep_their_order_and_share_transactions(
    database: Database, clock: FixedClock
) -> None:
    recorder = GroupRecorder(database, clock)
    await recorder.start()
    begun: list[int] = []
    kept = database.work

    def counted():  # type: ignore[no-untyped-def] # stands for Database.work
        begun.append(1)
        return kept()

    database.work = counted  # type: ignore[method-assign] # counts transactions
    await asyncio.gather(*(recorder.record(deed(number)) for number in range(500)))
    await recorder.stop()
    assert await rows(database) == 500
    assert len(begun) <= 3
    assert [row.actor for row in await list_trail(database, limit=500)] == [
        f"per_{number}" for number in range(500)
    ]


async def test_a_group_too_large_for_one_transaction_takes_several(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.audit.group._MOST_AT_ONCE", 7)
    recorder = GroupRecorder(database, clock)
    await recorder.start()
    await asyncio.gather(*(recorder.record(deed(number)) for number in range(50)))
    await recorder.stop()
    assert await rows(database) == 50


async def test_before_start_and_after_stop_each_deed_is_kept_alone(
    database: Database, clock: FixedClock
) -> None:
    recorder = GroupRecorder(database, clock)
    await recorder.record(deed(1))
    await recorder.start()
    await recorder.stop()
    await recorder.record(deed(2))
    assert await rows(database) == 2


async def test_a_running_recorder_is_one_named_task_and_a_stopped_one_is_none(
    database: Database, clock: FixedClock
) -> None:
    def running() -> int:
        return sum(task.get_name() == GroupRecorder.name for task in asyncio.all_tasks())

    recorder = GroupRecorder(database, clock)
    await recorder.stop()
    await recorder.start()
    assert running() == 1
    await recorder.stop()
    assert running() == 0


async def test_without_a_recorder_of_the_node_each_deed_is_written_by_itself(
    database: Database, clock: FixedClock
) -> None:
    given = GroupRecorder(database, clock)
    assert GroupRecorder.unless(given, database, clock) is given
    await GroupRecorder.unless(None, database, clock).record(deed(1))
    assert await rows(database) == 1


async def test_a_stop_answers_those_who_wait(database: Database, clock: FixedClock) -> None:
    recorder = GroupRecorder(database, clock)
    await recorder.start()
    waiting = [asyncio.create_task(recorder.record(deed(number))) for number in range(20)]
    await asyncio.sleep(0)
    await recorder.stop()
    await asyncio.wait_for(asyncio.gather(*waiting), 5)
    assert await rows(database) == 20


async def test_a_request_that_is_given_up_takes_no_other_along(
    database: Database, clock: FixedClock
) -> None:
    recorder = GroupRecorder(database, clock)
    await recorder.start()
    tasks = [asyncio.create_task(recorder.record(deed(number))) for number in range(10)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert [one for one in done[1::2] if one is not None] == []
    await recorder.stop()
    assert await rows(database) >= 5


async def full_disk(database: Database) -> None:
    """SQLite answers as it does when no page is left: on every connection of the pool."""
    async with database.read() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.mark.sqlite
async def test_a_disk_that_takes_nothing_fails_every_waiter_and_keeps_what_was_kept(
    database: Database, clock: FixedClock
) -> None:
    recorder = GroupRecorder(database, clock)
    await recorder.start()
    await recorder.record(deed(0))
    await full_disk(database)
    big = [
        Entry(kind=TrailKind.SIGN_IN_FAILED, actor=f"per_{number}", body={"x": "x" * 900})
        for number in range(200)
    ]
    answers = await asyncio.gather(*(recorder.record(one) for one in big), return_exceptions=True)
    assert {type(one) for one in answers} == {TrailUnwritable}
    assert all(one.kind is Kind.UNAVAILABLE for one in answers if isinstance(one, TrailUnwritable))
    assert await rows(database) == 1
    async with database.read() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    await recorder.record(deed(2))
    await recorder.stop()
    assert await rows(database) == 2
