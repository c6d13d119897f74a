"""A linked centre that lies about numbers, floods or never acknowledges: our trail, disk and loops stay bounded."""

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from bongsu.federation.exchange import courier, mailroom, store
from bongsu.federation.exchange.mailroom import MalformedBatch, TooMuchMail
from bongsu.federation.exchange.wire import Applied, Batch, Message
from bongsu.federation.memory_line import MemoryCity, MemoryLine
from tests.federation.exchange.two_centres import NOON, Centre, until

EMPTY = "box-of-a-liar"


def batch(epoch: str, after: int, *ids: str, at: datetime = NOON, kind: str = "nothing") -> bytes:
    messages = [Message(after + place, one, kind, b"", at) for place, one in enumerate(ids, 1)]
    return msgspec.msgpack.encode(Batch(epoch, after, messages))


async def test_who_begins_anew_with_every_batch_does_not_fill_the_trail(gangbuk: Centre) -> None:
    await gangbuk.mailroom.answer("GURO", batch("box-0", 0))
    for number in range(1, mailroom.MOST_MENDS + 1):
        await gangbuk.mailroom.answer("GURO", batch(f"box-{number}", 0))
    with pytest.raises(TooMuchMail):
        await gangbuk.mailroom.answer("GURO", batch("box-again", 0))
    assert len(await gangbuk.trail()) == mailroom.MOST_MENDS
    async with gangbuk.database.read() as connection:
        box = await store.inbox(connection, "GURO")
    assert box is not None
    assert box.epoch == f"box-{mailroom.MOST_MENDS}", "what was refused is not written either"
    await gangbuk.mailroom.answer("SEONGBUK", batch("box-1", 7))
    assert len(await gangbuk.trail()) == mailroom.MOST_MENDS + 1, "another centre is not touched"


async def test_who_says_ever_higher_numbers_does_not_fill_the_trail(gangbuk: Centre) -> None:
    for number in range(1, mailroom.MOST_MENDS + 1):
        await gangbuk.mailroom.answer("GURO", batch(EMPTY, number * 1000))
    with pytest.raises(TooMuchMail):
        await gangbuk.mailroom.answer("GURO", batch(EMPTY, 2**53 - 300))
    assert len(await gangbuk.trail()) == mailroom.MOST_MENDS


async def test_a_flood_of_messages_that_nobody_knows_is_bounded(
    gangbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailroom, "MOST_AT_ONCE", 250)
    flooded = mailroom.Mailroom(gangbuk.database, gangbuk.line, gangbuk.clock, {})
    many = [f"msg-{number}" for number in range(200)]
    await flooded.answer("GURO", batch(EMPTY, 0, *many))
    with pytest.raises(TooMuchMail):
        await flooded.answer("GURO", batch(EMPTY, 200, *(f"{one}b" for one in many)))
    assert len(await gangbuk.taken()) == 200
    await flooded.answer("SEONGBUK", batch(EMPTY, 0, *many))
    assert len(await gangbuk.taken()) == 400


async def test_of_each_centre_no_more_than_so_many_numbers_stay_listed(
    gangbuk: Centre,
) -> None:
    for centre in ("GURO", "SEONGBUK"):
        some = [f"msg-{number}" for number in range(10 if centre == "GURO" else 3)]
        await gangbuk.mailroom.answer(centre, batch(EMPTY, 0, *some))
    async with gangbuk.database.work() as work:
        await store.forget_beyond(work.connection, 4)
    assert [seq for seq, _ in await gangbuk.taken()] == [1, 2, 3, 7, 8, 9, 10]


@pytest.mark.parametrize(
    "at",
    [
        datetime.max.replace(tzinfo=UTC) - timedelta(days=1),
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
async def test_a_time_far_away_decides_nothing_and_stays_in_its_row(
    gangbuk: Centre, at: datetime
) -> None:
    await gangbuk.mailroom.answer("GURO", batch(EMPTY, 0, "msg-1", at=at))
    assert len(await gangbuk.taken()) == 1


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
async def test_a_time_that_is_none_here_is_refused_by_name(gangbuk: Centre, at: str) -> None:
    said = {"epoch": EMPTY, "after": 0, "messages": [[1, "msg-1", "said", b"", at]]}
    with pytest.raises(MalformedBatch):
        await gangbuk.mailroom.answer("GURO", msgspec.msgpack.encode(said))


class Liar:
    """Answers every batch with the same lie, and counts how often it is asked."""

    def __init__(self, city: MemoryCity, lie: Applied) -> None:
        self.line: MemoryLine = city.line("GANGBUK")
        self.asked = 0
        self._lie = msgspec.msgpack.encode(lie)
        self.line.answer("events", self.answer)

    async def answer(self, _peer: str, _body: bytes) -> bytes:
        self.asked += 1
        return self._lie


async def asked_while_others_are_served(liar: Liar, seongbuk: Centre) -> int:
    """How often it was asked in the time in which the courier has been through its first pause."""
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "one")

    async def twice() -> bool:
        return liar.asked >= 2

    await until(twice)
    before = asyncio.get_running_loop().time()

    async def paused() -> bool:
        return asyncio.get_running_loop().time() > before + courier.FIRST_PAUSE_S

    await until(paused)
    return liar.asked


@pytest.mark.parametrize("lie", [Applied(0, 0), Applied(2**53, 0, ahead=True)])
async def test_an_answer_that_moves_nothing_is_not_asked_for_without_pause(
    city: MemoryCity, seongbuk: Centre, lie: Applied
) -> None:
    assert await asked_while_others_are_served(Liar(city, lie), seongbuk) < 10
    box = await seongbuk.box("GANGBUK")
    assert (box.last, box.acknowledged) == (1, 0), "the mail waits, under its own number"
    assert await seongbuk.trail() == []


async def test_who_is_always_ahead_does_not_fill_the_trail(
    city: MemoryCity, seongbuk: Centre
) -> None:
    liar = Liar(city, Applied(5, 0, ahead=True))
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "one")

    async def all_were_taken() -> bool:
        return liar.asked > courier.MOST_MENDS

    await until(all_were_taken)
    assert len(await seongbuk.trail()) <= courier.MOST_MENDS


async def test_who_takes_no_answer_asks_no_more_when_too_many_wait(
    gangbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailroom, "MOST_WAITING", 3)
    await gangbuk.say("GURO", "one", "two", "three")
    await gangbuk.mailroom.answer("GURO", batch(EMPTY, 0, "msg-1"))
    await gangbuk.say("GURO", "four")
    with pytest.raises(TooMuchMail):
        await gangbuk.mailroom.answer("GURO", batch(EMPTY, 1, "msg-2"))
    await gangbuk.mailroom.answer("SEONGBUK", batch(EMPTY, 0, "msg-1"))
    async with gangbuk.database.work() as work:
        await store.acknowledge(work.connection, "GURO", 4, NOON)
    await gangbuk.mailroom.answer("GURO", batch(EMPTY, 1, "msg-2"))
