"""What the other centre has taken is noted while the next batch is on its way: nothing waits, and no number changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from bongsu.federation.exchange import store
from bongsu.federation.exchange.courier import AT_ONCE, Courier
from bongsu.federation.memory_line import MemoryCity
from bongsu.kernel.database import DatabaseUnwritable
from tests.federation.exchange.two_centres import Centre, delivered, until

WORDS = [f"word {number}" for number in range(1, AT_ONCE * 3 + 1)]


@asynccontextmanager
async def two_batches_taken_and_none_noted(
    city: MemoryCity, sender: Centre, taker: Centre
) -> AsyncIterator[None]:
    """Inside it somebody else holds the sender's turn to write."""
    await sender.courier.start()
    await sender.say(taker.code, WORDS[0])
    await delivered(sender, taker.code)
    city.cut.add(taker.code)
    await sender.say(taker.code, *WORDS[1:])

    async def two_batches_are_there() -> bool:
        return len(await taker.words()) == 1 + AT_ONCE * 2

    async with sender.database.work():
        city.cut.clear()
        sender.courier.poke(taker.code)
        await until(two_batches_are_there)
        yield


async def test_the_next_batch_does_not_wait_until_the_last_one_is_noted(
    city: MemoryCity, seongbuk: Centre, gangbuk: Centre
) -> None:
    """Whoever applies another centre's batch holds the turn to write, and ours need not wait for it."""
    async with two_batches_taken_and_none_noted(city, seongbuk, gangbuk):
        assert (await seongbuk.box("GANGBUK")).acknowledged == 1
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == WORDS


async def test_a_sender_killed_before_it_noted_two_batches_goes_on_by_the_same_numbers(
    city: MemoryCity, seongbuk: Centre, gangbuk: Centre
) -> None:
    """The other centre is further than the batch that is sent again, and no further than what was ever sent."""
    async with two_batches_taken_and_none_noted(city, seongbuk, gangbuk):
        await seongbuk.courier.stop()
    assert (await seongbuk.box("GANGBUK")).acknowledged == 1
    again = Courier(seongbuk.database, seongbuk.line, seongbuk.clock)
    await again.start()
    await delivered(seongbuk, "GANGBUK")
    await again.stop()
    assert await gangbuk.words() == WORDS
    assert await gangbuk.taken() == [(number, "") for number in range(1, AT_ONCE * 3 + 1)]
    assert await seongbuk.trail() == []


async def test_what_could_not_be_noted_is_sent_again_and_doubles_nothing(
    seongbuk: Centre, gangbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, refused = store.acknowledge, list[int]()

    async def full(connection: store.Connection, peer: str, applied: int, now: datetime) -> None:
        if not refused:
            refused.append(applied)
            raise DatabaseUnwritable("the disk is full")
        await note(connection, peer, applied, now)

    monkeypatch.setattr(store, "acknowledge", full)
    await seongbuk.say("GANGBUK", *WORDS[:25])
    await seongbuk.courier.start()
    await delivered(seongbuk, "GANGBUK")
    assert refused == [AT_ONCE]
    assert await gangbuk.words() == WORDS[:25]
