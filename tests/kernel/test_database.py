"""One transaction, one writer, nothing told before commit."""

import asyncio
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bongsu.kernel.database import Database
from bongsu.kernel.events import Event
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.kernel.outbox import OutboxRelay
from bongsu.kernel.tables import outbox


class BeaconLit(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "test.beacon_lit"
    hill: str


@pytest.mark.sqlite
async def test_the_settings_that_keep_rows_through_a_power_cut_hold(database: Database) -> None:
    async with database.read() as connection:
        mode = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar()
        synchronous = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar()
    assert (mode, synchronous) == ("wal", 2)


async def test_a_failed_work_leaves_and_tells_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.work() as work:
            work.tell(BeaconLit(hill="목멱산"))
            raise RuntimeError
    async with database.read() as connection:
        assert (await connection.execute(select(outbox))).all() == []


async def test_a_fault_says_nothing_of_what_was_to_be_written(database: Database) -> None:
    with pytest.raises(IntegrityError) as fault:
        async with database.work() as work:
            for _ in range(2):
                row = {"id": 1, "subject": "목멱산", "body": b"secret"}
                await work.connection.execute(outbox.insert(), row)
    assert "목멱산" not in str(fault.value)
    assert "secret" not in str(fault.value)


def held(database: Database, what: bytes) -> list[str]:
    """Which files of the database hold it."""
    file = Path(database.url.database or "")
    return sorted(one.name for one in file.parent.glob(f"{file.name}*") if what in one.read_bytes())


async def written(database: Database, what: bytes) -> None:
    async with database.work() as work:
        row = {"subject": "목멱산", "body": what * 400}
        await work.connection.execute(outbox.insert(), row)


async def destroy(database: Database) -> None:
    async with database.work() as work:
        await work.connection.execute(outbox.delete())


@pytest.mark.sqlite
async def test_what_is_destroyed_is_in_no_file_of_the_database(database: Database) -> None:
    await written(database, b"a beacon's secret")
    assert held(database, b"a beacon's secret") != []
    await destroy(database)
    await database.leave_no_copy()
    assert held(database, b"a beacon's secret") == []


@pytest.mark.sqlite
async def test_who_reads_is_not_disturbed_and_it_is_done_afterwards(database: Database) -> None:
    await written(database, b"a beacon's secret")
    async with database.read() as connection:
        await connection.execute(select(outbox))
        await destroy(database)
        await database.leave_no_copy()
        assert len((await connection.execute(select(outbox))).all()) == 1
    await database.leave_none_left()
    assert held(database, b"a beacon's secret") == []


@pytest.mark.sqlite
async def test_whoever_reads_for_a_moment_leaves_no_copy_behind(database: Database) -> None:
    await written(database, b"a beacon's secret")
    async with database.read() as connection:
        await connection.execute(select(outbox))
        await destroy(database)
        leaving = asyncio.create_task(database.leave_no_copy())
        await asyncio.sleep(0.02)
        assert not leaving.done()
    await leaving
    assert held(database, b"a beacon's secret") == []


async def test_what_is_destroyed_meanwhile_is_cleared_once_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[asyncio.Future[bool]] = []

    async def asks(_engine: object) -> bool:
        asked.append(asyncio.get_running_loop().create_future())
        return await asked[-1]

    monkeypatch.setattr(database._dialect, "leave_no_copy", asks)
    first = asyncio.create_task(database.leave_no_copy())
    await asyncio.sleep(0.01)
    second = asyncio.create_task(database.leave_no_copy())
    await asyncio.sleep(0.01)
    asked[0].set_result(True)
    await first
    assert not second.done(), "what the first one cleared was begun before"
    asked[1].set_result(True)
    await second
    await database.leave_none_left()
    assert len(asked) == 2


async def test_leaving_no_copy_changes_no_row(database: Database) -> None:
    await written(database, b"stays")
    await database.leave_none_left()
    await database.leave_no_copy()
    await database.leave_no_copy()
    async with database.read() as connection:
        assert len((await connection.execute(select(outbox))).all()) == 1


async def test_a_bell_is_rung_by_the_commit_and_by_no_rollback(database: Database) -> None:
    bell = database.bell("beacon")
    async with database.work() as work:
        work.ring("beacon")
        assert not bell.is_set()
    assert bell.is_set()
    bell.clear()
    with pytest.raises(RuntimeError):
        async with database.work() as work:
            work.ring("beacon")
            raise RuntimeError
    assert not bell.is_set()
    assert not database.bell("another").is_set()


async def test_a_part_that_fails_alone_is_undone_alone(database: Database) -> None:
    async with database.work() as work:
        work.tell(BeaconLit(hill="목멱산"))
        with pytest.raises(RuntimeError):
            async with database.attempt(work):
                work.tell(BeaconLit(hill="무악"))
                work.ring("beacon")
                work.after_commit(lambda: pytest.fail("it was undone"))
                await work.connection.execute(insert(outbox), {"subject": "undone", "body": b""})
                raise RuntimeError
        async with database.attempt(work):
            work.tell(BeaconLit(hill="아차산"))
    async with database.read() as connection:
        kept = await connection.scalars(select(outbox.c.body).order_by(outbox.c.id))
        assert list(kept) == ['{"hill":"목멱산"}'.encode(), '{"hill":"아차산"}'.encode()]
    assert not database.bell("beacon").is_set()


async def test_events_leave_in_order_and_only_after_commit(database: Database) -> None:
    bus = MemoryBus()
    relay = OutboxRelay(database, bus)
    async with database.work() as work:
        work.tell(BeaconLit(hill="목멱산"))
        work.tell(BeaconLit(hill="아차산"))
        assert await relay.relay() == 0
    assert await relay.relay() == 2
    assert [body for _, body in bus.published] == [
        '{"hill":"목멱산"}'.encode(),
        '{"hill":"아차산"}'.encode(),
    ]
    assert await relay.relay() == 0


async def test_what_a_crash_left_behind_goes_out_at_the_next_start(database: Database) -> None:
    async with database.work() as work:
        work.tell(BeaconLit(hill="목멱산"))
    bus = MemoryBus()
    heard = asyncio.Event()

    async def hear(_body: bytes) -> None:
        heard.set()

    await bus.subscribe("bongsu.test.beacon_lit", hear)
    relay = OutboxRelay(database, bus)
    await relay.start()
    await asyncio.wait_for(heard.wait(), 5)
    await relay.stop()


async def test_many_writers_wait_for_each_other_and_none_fails(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.work() as work:
            count = len((await work.connection.execute(select(outbox))).all())
            await asyncio.sleep(0)
            work.tell(BeaconLit(hill=f"{count}-{number}"))

    await asyncio.gather(*(write(number) for number in range(30)))
    async with database.read() as connection:
        rows = (await connection.execute(select(outbox))).all()
    counts = sorted(int(row.body.split(b'"')[3].split(b"-")[0]) for row in rows)
    assert counts == list(range(30))
