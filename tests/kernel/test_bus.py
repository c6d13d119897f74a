"""One contract for both buses."""

import asyncio
from itertools import count
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.nats_bus import NatsBus, fairly
from bongsu.kernel.nats_server import NatsServer


async def test_what_is_published_is_heard_in_order(bus: Bus) -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    await bus.subscribe("bongsu.test", heard.put)
    for number in range(20):
        await bus.publish("bongsu.test", str(number).encode())
    assert [await asyncio.wait_for(heard.get(), 5) for _ in range(20)] == [
        str(number).encode() for number in range(20)
    ]


async def test_a_question_gets_its_answer(bus: Bus) -> None:
    async def double(body: bytes) -> bytes:
        return body * 2

    await bus.serve("bongsu.double", double)
    assert await bus.request("bongsu.double", b"ab", 5) == b"abab"


async def test_a_question_nobody_answers_fails_by_name(bus: Bus) -> None:
    with pytest.raises(BusUnavailable):
        await bus.request("bongsu.nobody", b"", 0.5)


async def test_a_slow_answer_fails_by_name(bus: Bus) -> None:
    async def never(_body: bytes) -> bytes:
        await asyncio.Event().wait()
        return b""

    await bus.serve("bongsu.never", never)
    with pytest.raises(BusUnavailable):
        await bus.request("bongsu.never", b"", 0.1)


async def test_questions_side_by_side_do_not_wait_for_each_other(bus: Bus) -> None:
    both = asyncio.Barrier(2)

    async def meet(body: bytes) -> bytes:
        await both.wait()
        return body

    await bus.serve("bongsu.meet", meet, at_once=2)
    asked = (bus.request("bongsu.meet", body, 5) for body in (b"a", b"b"))
    assert await asyncio.gather(*asked) == [b"a", b"b"]


async def test_no_more_questions_are_under_way_than_named(bus: Bus) -> None:
    under_way, most = 0, 0

    async def count(body: bytes) -> bytes:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return body

    await bus.serve("bongsu.count", count, at_once=3)
    await asyncio.gather(*(bus.request("bongsu.count", b"", 5) for _ in range(20)))
    assert 1 <= most <= 3


async def test_a_stopped_subscription_hears_nothing_more(bus: Bus) -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    other: asyncio.Queue[bytes] = asyncio.Queue()
    subscription = await bus.subscribe("bongsu.test", heard.put)
    await bus.subscribe("bongsu.test", other.put)
    await subscription.stop()
    await bus.publish("bongsu.test", b"late")
    assert await asyncio.wait_for(other.get(), 5) == b"late"
    assert heard.empty()


async def test_a_client_without_the_token_is_refused(tmp_path: Path) -> None:
    server = NatsServer(tmp_path / "nats", token="right")
    await server.start()
    thief = NatsBus(server.url, "wrong", "thief")
    try:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(thief.start(), 1)
    finally:
        await thief.stop()
        await server.stop()


async def test_a_flood_of_words_lets_others_take_their_turn() -> None:
    """Nothing in the handler waits: without a pause nobody else would run until the flood is over."""
    others = 0

    async def others_work() -> None:
        nonlocal others
        while True:
            others += 1
            await asyncio.sleep(0)

    async def heard(_message: Msg) -> None:
        return

    task = asyncio.create_task(others_work())
    milliseconds = count()
    hear = fairly(heard, lambda: next(milliseconds) / 1000)
    for _ in range(100):
        await hear(Msg(Client()))
    assert others >= 10
    task.cancel()
