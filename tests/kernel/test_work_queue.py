"""Work given out in leases: the same promises of the queue in memory and of JetStream in a real nats-server."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.bus_users import BusUser, token_for
from bongsu.kernel.memory_work_queue import MemoryWorkQueue
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer
from bongsu.kernel.nats_work_queue import NatsWorkQueue, NatsWorkTaker
from bongsu.kernel.work_queue import Delivered, WorkQueue, WorkTaker

TOKEN = "for-this-test"
STREAM, SUBJECT, CONSUMER = "WORK", "bongsu.work.", "workers"
TAKER = BusUser(
    "taker",
    says=(f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{CONSUMER}", f"$JS.ACK.{STREAM}.{CONSUMER}.>"),
    hears=(),
)
LEASE_S = 0.3
Both = tuple[WorkQueue, WorkTaker]


@pytest.fixture(params=["memory", "nats"])
async def both(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Both]:
    if request.param == "memory":
        queue = MemoryWorkQueue(LEASE_S)
        yield queue, queue
        return
    server = NatsServer(tmp_path / "bus", TOKEN, users=(TAKER,), gives_work=True)
    await server.start()
    giver = NatsBus(server.url, TOKEN, "giver")
    taker = NatsBus(server.url, token_for(TOKEN, TAKER.name), "taker")
    await giver.start()
    await taker.start()
    yield (
        NatsWorkQueue(giver, STREAM, SUBJECT, CONSUMER, LEASE_S),
        NatsWorkTaker(taker, STREAM, SUBJECT, CONSUMER),
    )
    await taker.stop()
    await giver.stop()
    await server.stop()


async def taken(taker: WorkTaker, most: int = 1, within_s: float = 2.0) -> list[Delivered]:
    found: list[Delivered] = []
    await taker.take(most, within_s, found.append)
    return found


async def test_what_is_put_is_given_to_one(both: Both) -> None:
    queue, taker = both
    assert await queue.open(0)
    assert not await queue.open(0)
    number = await queue.put("a", b"look")
    (held,) = await taken(taker)
    assert (held.key, held.body, held.number, held.delivery) == ("a", b"look", number, 1)
    assert await taken(taker, within_s=0.05) == []


async def test_a_silent_holders_work_goes_to_another_with_a_higher_delivery(both: Both) -> None:
    queue, taker = both
    await queue.open(0)
    await queue.put("a", b"")
    (first,) = await taken(taker)
    (second,) = await taken(taker)
    assert (second.number, second.delivery) == (first.number, first.delivery + 1)


async def test_who_says_that_he_is_at_it_keeps_it(both: Both) -> None:
    queue, taker = both
    await queue.open(0)
    await queue.put("a", b"")
    (held,) = await taken(taker)

    async def keep() -> None:
        while True:
            await taker.keep(held)
            await asyncio.sleep(LEASE_S / 6)

    keeping = asyncio.create_task(keep())
    try:
        assert await taken(taker, within_s=2 * LEASE_S) == []
    finally:
        keeping.cancel()


async def test_what_is_given_back_is_given_out_at_once(both: Both) -> None:
    queue, taker = both
    await queue.open(0)
    await queue.put("a", b"")
    (held,) = await taken(taker)
    await taker.give_back(held)
    (again,) = await taken(taker)
    assert again.delivery == 2


async def test_a_new_piece_takes_the_place_of_the_old_one(both: Both) -> None:
    queue, taker = both
    await queue.open(0)
    old = await queue.put("a", b"old")
    new = await queue.put("a", b"new")
    assert new > old
    assert dict(await queue.keys()) == {"a": 1}
    assert await queue.size() == 1
    assert [held.body for held in await taken(taker, 2, 0.05)] == [b"new"]


async def test_what_was_dropped_is_given_to_nobody(both: Both) -> None:
    queue, taker = both
    await queue.open(0)
    number = await queue.put("a", b"")
    await queue.drop(number)
    await queue.drop(number)
    assert dict(await queue.keys()) == {}
    assert await taken(taker, within_s=0.05) == []


async def test_numbers_begin_above_those_of_a_queue_that_was_lost(both: Both) -> None:
    queue, _ = both
    await queue.open(700)
    assert await queue.put("a", b"") == 701
