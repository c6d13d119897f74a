"""What was committed leaves in order and at least once, whatever becomes of the bus and of the process."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from sqlalchemy import select

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.database import Database
from bongsu.kernel.events import Event
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer
from bongsu.kernel.outbox import OutboxRelay
from bongsu.kernel.tables import outbox


class BeaconLit(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "test.beacon_lit"
    hill: int


class MoodyBus(MemoryBus):
    """Takes a message only when its mood says so."""

    def __init__(self, mood: Callable[[int], Exception | None]) -> None:
        super().__init__()
        self._mood = mood
        self.tries = 0

    async def publish(self, subject: str, body: bytes) -> None:
        self.tries += 1
        problem = self._mood(self.tries)
        if problem is not None:
            raise problem
        await super().publish(subject, body)

    @property
    def hills(self) -> list[int]:
        return [msgspec.json.decode(body)["hill"] for _, body in self.published]


async def light(database: Database, *hills: int) -> None:
    async with database.work() as work:
        for hill in hills:
            work.tell(BeaconLit(hill=hill))


async def waiting(database: Database) -> list[int]:
    async with database.read() as connection:
        rows = await connection.execute(select(outbox.c.body).order_by(outbox.c.id))
        return [msgspec.json.decode(row.body)["hill"] for row in rows]


async def emptied(database: Database) -> None:
    async with asyncio.timeout(10):
        while await waiting(database):
            await asyncio.sleep(0.01)


async def test_while_the_bus_is_away_everything_waits_and_then_leaves_in_order(
    database: Database,
) -> None:
    bus = MoodyBus(lambda tries: BusUnavailable("away") if tries <= 3 else None)
    relay = OutboxRelay(database, bus)
    await relay.start()
    for hill in range(10):
        await light(database, hill)
    await emptied(database)
    await relay.stop()
    assert relay.failures >= 3
    assert bus.hills == list(range(10))


async def test_a_bus_that_fails_in_the_middle_gets_all_again_and_none_is_lost(
    database: Database,
) -> None:
    bus = MoodyBus(lambda tries: BusUnavailable("away") if tries == 4 else None)
    relay = OutboxRelay(database, bus)
    await light(database, *range(6))
    with pytest.raises(BusUnavailable):
        await relay.relay()
    assert await waiting(database) == list(range(6)), "not one is forgotten before all have left"
    await relay.relay()
    assert bus.hills == [0, 1, 2, 0, 1, 2, 3, 4, 5], "twice rather than never"


async def test_a_fault_of_ours_ends_the_relay_no_more_than_the_bus_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = MoodyBus(lambda tries: RuntimeError("a fault") if tries == 1 else None)
    relay = OutboxRelay(database, bus)
    await light(database, 1)
    await relay.start()
    await emptied(database)
    await relay.stop()
    assert (bus.hills, relay.failures) == ([1], 1)


async def test_a_crash_between_publishing_and_forgetting_publishes_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = MoodyBus(lambda _: None)
    await light(database, 1, 2)

    def crash() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(database, "work", crash)
        with pytest.raises(KeyboardInterrupt):
            await OutboxRelay(database, bus).relay()
    assert await waiting(database) == [1, 2]
    assert await OutboxRelay(database, bus).relay() == 2
    assert bus.hills == [1, 2, 1, 2]


async def test_what_is_told_while_others_leave_is_not_forgotten(database: Database) -> None:
    bus = MoodyBus(lambda _: None)
    relay = OutboxRelay(database, bus)

    async def hear(body: bytes) -> None:
        hill = msgspec.json.decode(body)["hill"]
        if hill < 20:
            await light(database, hill + 10)

    await bus.subscribe("bongsu.test.beacon_lit", hear)
    await relay.start()
    await light(database, 1, 2, 3)
    async with asyncio.timeout(10):
        while len(bus.hills) < 9:
            await asyncio.sleep(0.01)
    await emptied(database)
    await relay.stop()
    assert sorted(bus.hills) == [1, 2, 3, 11, 12, 13, 21, 22, 23]


async def test_a_bus_that_is_killed_loses_nothing_that_was_committed(
    database: Database, tmp_path: Path
) -> None:
    """The client's own buffer is no safe place: rows wait in the database until the server has them."""
    server = NatsServer(tmp_path / "bus", "t")
    await server.start()
    teller, hearer = NatsBus(server.url, "t", "teller"), NatsBus(server.url, "t", "hearer")
    heard: list[int] = []

    async def hear(body: bytes) -> None:
        heard.append(msgspec.json.decode(body)["hill"])

    await teller.start()
    await hearer.start()
    await hearer.subscribe("bongsu.test.beacon_lit", hear)
    relay = OutboxRelay(database, teller)
    assert server._process is not None
    os.kill(server._process.pid, signal.SIGSTOP)
    await light(database, *range(20))
    with pytest.raises(BusUnavailable):
        await relay.relay()
    assert await waiting(database) == list(range(20)), "nobody has them yet"
    os.kill(server._process.pid, signal.SIGKILL)
    await relay.start()
    async with asyncio.timeout(20):
        while set(heard) != set(range(20)):
            await asyncio.sleep(0.05)
    await emptied(database)
    assert list(dict.fromkeys(heard)) == list(range(20)), "in order"
    for part in (relay, hearer, teller, server):
        await part.stop()


async def test_what_another_process_commits_leaves_too(database: Database) -> None:
    """`bongsu people disable` beside a running node: its sessions must end though nobody told this process."""
    bus = MoodyBus(lambda _: None)
    relay = OutboxRelay(database, bus)
    await relay.start()
    await light(database, 1)
    await emptied(database)
    beside = Database(database.url)
    await light(beside, 2, 3)
    await emptied(database)
    await relay.stop()
    await beside.close()
    assert bus.hills == [1, 2, 3]


async def test_the_number_of_commits_changes_with_those_of_others_and_stands_still_else(
    database: Database,
) -> None:
    beside = Database(database.url)
    async with database.commits() as commits:
        first = await commits()
        async with database.read() as connection:
            await connection.execute(select(outbox.c.id))
        assert await commits() == first
        await light(beside, 1)
        second = await commits()
        assert second != first
        await light(database, 2)
        assert await commits() != second
    await beside.close()


async def test_a_work_that_told_nothing_and_one_that_failed_are_no_commits(
    database: Database,
) -> None:
    async with database.commits() as commits:
        before = await commits()
        async with database.work():
            pass
        with pytest.raises(RuntimeError):
            async with database.work() as work:
                work.tell(BeaconLit(hill=1))
                raise RuntimeError
        assert await commits() == before


async def test_a_relay_that_is_stopped_as_something_is_committed_stops(database: Database) -> None:
    relay = OutboxRelay(database, MemoryBus())
    await relay.start()
    async with asyncio.timeout(10):
        while not database.committed._waiters:
            await asyncio.sleep(0)
        database.committed.set()
        await relay.stop()
