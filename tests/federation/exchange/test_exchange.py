"""What is posted arrives once and in order, whatever is cut, killed, malformed or brought back from a copy."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from bongsu.audit.verify import verify
from bongsu.federation.exchange import store
from bongsu.federation.exchange.courier import AT_ONCE, Courier
from bongsu.federation.exchange.mailroom import MalformedBatch
from bongsu.federation.exchange.post import MessageTooLarge, give_up, post
from bongsu.federation.exchange.wire import Applied, Batch, Message
from bongsu.federation.line import PeerRefused
from bongsu.federation.memory_line import MemoryCity
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.databases import copied
from tests.federation.exchange.two_centres import NOON, Centre, Said, centre, delivered

WORDS = [f"word {number}" for number in range(1, 451)]


async def test_what_is_posted_arrives_in_order_and_once(seongbuk: Centre, gangbuk: Centre) -> None:
    await seongbuk.courier.start()
    assert await seongbuk.say("GANGBUK", *WORDS) == len(WORDS)
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == WORDS
    assert await gangbuk.taken() == [(number, "") for number in range(1, len(WORDS) + 1)]


async def test_nothing_is_sent_of_a_transaction_that_was_rolled_back(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    await seongbuk.courier.start()
    with pytest.raises(RuntimeError):
        async with seongbuk.database.work() as work:
            await post(work, "GANGBUK", "said", Said("never"))
            raise RuntimeError
    assert await seongbuk.say("GANGBUK", "after") == 1
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == ["after"]


async def test_what_was_heard_leaves_its_number_but_not_its_body(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "one")
    await delivered(seongbuk, "GANGBUK")
    async with seongbuk.database.read() as connection:
        row = await connection.exec_driver_sql(
            "SELECT seq, body, acknowledged_at FROM exchange_sent"
        )
        assert row.one() == (1, None, "2026-11-22T03:00:00.000000Z")


async def test_mail_waits_for_a_cut_line_and_goes_on_at_a_poke(
    city: MemoryCity, seongbuk: Centre, gangbuk: Centre
) -> None:
    city.cut.add("GANGBUK")
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", *WORDS)
    async with seongbuk.database.read() as connection:
        assert (await store.waiting(connection))["GANGBUK"].messages == len(WORDS)
    city.cut.clear()
    seongbuk.courier.poke("GANGBUK")
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == WORDS
    async with seongbuk.database.read() as connection:
        assert await store.waiting(connection) == {}


async def test_a_centre_that_is_away_holds_up_nobody_else(
    city: MemoryCity, seongbuk: Centre, gangbuk: Centre, tmp_path: Path
) -> None:
    guro = await centre(city, tmp_path, "GURO")
    city.cut.add("GURO")
    await seongbuk.courier.start()
    await seongbuk.say("GURO", "waits")
    await seongbuk.say("GANGBUK", "goes")
    await delivered(seongbuk, "GANGBUK")
    assert (await gangbuk.words(), await guro.words()) == (["goes"], [])
    await guro.database.close()


class LosesAnswers:
    """A line on which the other applies what it is told, and its first answers are lost."""

    def __init__(self, of: Centre, answers: int) -> None:
        self._line = of.line
        self._left = answers
        self.asked = 0

    async def ask(self, peer: str, topic: str, body: bytes, within_s: float) -> bytes:
        self.asked += 1
        answer = await self._line.ask(peer, topic, body, within_s)
        if self._left:
            self._left -= 1
            await asyncio.Event().wait()
        return answer

    def answer(self, topic: str, handler: object) -> None:
        """Nobody is answered here."""


async def test_a_lost_answer_doubles_nothing(seongbuk: Centre, gangbuk: Centre) -> None:
    line = LosesAnswers(seongbuk, 1)
    courier = Courier(seongbuk.database, line, seongbuk.clock)
    await courier.start()
    await seongbuk.say("GANGBUK", *WORDS)
    async with asyncio.timeout(20):
        while len(await gangbuk.words()) < AT_ONCE:
            await asyncio.sleep(0.01)
    courier.poke("GANGBUK")
    await delivered(seongbuk, "GANGBUK")
    await courier.stop()
    assert await gangbuk.words() == WORDS
    assert line.asked >= 4


async def test_a_courier_that_died_between_batches_is_followed_by_the_next(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    line = LosesAnswers(seongbuk, 1)
    first = Courier(seongbuk.database, line, seongbuk.clock)
    await first.start()
    await seongbuk.say("GANGBUK", *WORDS)
    async with asyncio.timeout(20):
        while len(await gangbuk.words()) < AT_ONCE:
            await asyncio.sleep(0.01)
    await first.stop()
    await seongbuk.courier.start()
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == WORDS


async def test_one_bad_message_is_written_down_and_the_line_goes_on(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "before", "bad", "after")
    async with seongbuk.database.work() as work:
        await post(work, "GANGBUK", "unheard_of", Said("?"))
        await post(work, "GANGBUK", "said", Applied(applied=1, refused=1))
        await post(work, "GANGBUK", "said", Said("last"))
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == ["before", "after", "last"]
    refusals = [refusal for _, refusal in await gangbuk.taken()]
    assert refusals[1] == "not_a_word: bad is no word"
    assert refusals[3] == "unknown kind unheard_of"
    assert refusals[4].startswith("malformed: ")
    assert [refusals[0], refusals[2], refusals[5]] == ["", "", ""]
    async with gangbuk.database.read() as connection:
        assert (await store.inboxes(connection))["SEONGBUK"].refused == 3
        assert (await store.last_refusal(connection, "SEONGBUK")).startswith("malformed")


async def test_a_value_that_the_database_does_not_keep_spoils_no_other_message(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "before", "x" * 199_500, "a\0b", "after")
    await delivered(seongbuk, "GANGBUK")
    heard = await gangbuk.words()
    assert (heard[0], heard[-1]) == ("before", "after")
    # PostgreSQL keeps neither; SQLite keeps both
    assert len(heard) == 4 - sum(1 for _, refusal in await gangbuk.taken() if refusal)


async def test_a_message_that_comes_at_a_bad_time_comes_again(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    await seongbuk.say("GANGBUK", "before", "later", "after")
    with pytest.raises(PeerRefused):
        await seongbuk.courier._carry("GANGBUK", asyncio.Event())
    assert await gangbuk.words() == []
    assert await gangbuk.taken() == []
    box = await seongbuk.box("GANGBUK")
    assert (box.last, box.acknowledged) == (3, 0)


async def test_a_sender_brought_back_from_a_copy_goes_on_beyond_what_was_heard(
    city: MemoryCity, seongbuk: Centre, gangbuk: Centre, tmp_path: Path
) -> None:
    await seongbuk.say("GANGBUK", "one", "two")
    await seongbuk.database.close()
    copy = copied(
        str(seongbuk.database.url.render_as_string(hide_password=False)), tmp_path, "copy"
    )
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "three", "four", "five")
    await delivered(seongbuk, "GANGBUK")
    await seongbuk.courier.stop()
    restored = Centre("SEONGBUK", Database(copy), seongbuk.line, FixedClock(NOON))
    await restored.say("GANGBUK", "six", "seven")
    await restored.courier.start()
    await delivered(restored, "GANGBUK")
    await restored.courier.stop()
    assert await gangbuk.words() == ["one", "two", "three", "four", "five", "six", "seven"]
    assert any("numbers_behind" in body for body in await restored.trail())
    async with restored.database.read() as connection:
        assert (await verify(connection)).ok
    await restored.database.close()


async def test_a_sender_with_a_new_database_begins_anew(
    city: MemoryCity, seongbuk: Centre, gangbuk: Centre, tmp_path: Path
) -> None:
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "old")
    await delivered(seongbuk, "GANGBUK")
    (tmp_path / "new").mkdir()
    fresh = await centre(city, tmp_path / "new", "SEONGBUK")
    await fresh.courier.start()
    await fresh.say("GANGBUK", "new")
    await delivered(fresh, "GANGBUK")
    await fresh.courier.stop()
    await fresh.database.close()
    assert await gangbuk.words() == ["old", "new"]
    assert any("numbers_begin_anew" in body for body in await gangbuk.trail())


async def test_a_receiver_brought_back_from_a_copy_says_what_it_missed(
    city: MemoryCity, seongbuk: Centre, gangbuk: Centre, tmp_path: Path
) -> None:
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "one")
    await delivered(seongbuk, "GANGBUK")
    (tmp_path / "new").mkdir()
    lost = await centre(city, tmp_path / "new", "GANGBUK")
    await seongbuk.say("GANGBUK", "two")
    await delivered(seongbuk, "GANGBUK")
    assert await lost.words() == ["two"]
    assert '{"first":1,"last":1,"what":"messages_missed"}' in await lost.trail()
    async with lost.database.read() as connection:
        told = await connection.exec_driver_sql("SELECT subject, body FROM outbox")
        assert told.one() == (
            "federation.messages_missed",
            b'{"peer":"SEONGBUK","first":1,"last":1}',
        )
    await lost.database.close()


async def test_nothing_more_is_told_to_a_centre_that_was_given_up(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    await seongbuk.say("GANGBUK", "one", "two")
    async with seongbuk.database.work() as work:
        await give_up(work, "GANGBUK")
    await seongbuk.say("GANGBUK", "three")
    await seongbuk.courier.start()
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == ["three"]


async def test_a_message_longer_than_one_may_be_is_refused_before_it_is_kept(
    seongbuk: Centre,
) -> None:
    with pytest.raises(MessageTooLarge):
        await seongbuk.say("GANGBUK", "x" * 200_001)


async def test_long_messages_go_in_several_batches(seongbuk: Centre, gangbuk: Centre) -> None:
    long = [letter * 199_000 for letter in "abcdef"]
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", *long)
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == long


def batch(*numbers: int, after: int = 0, same_id: bool = False) -> bytes:
    messages = [
        Message(one, "msg_1" if same_id else f"msg_{one}", "said", b"\x81\xa4word\xa1x", NOON)
        for one in numbers
    ]
    return msgspec.msgpack.encode(Batch("box_1", after, messages))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff" * 20,
        msgspec.msgpack.encode({"epoch": "box_1", "after": -1, "messages": []}),
        msgspec.msgpack.encode({"epoch": "box\n1", "after": 0, "messages": []}),
        msgspec.msgpack.encode(Batch("box_1", 2**53 + 1, [])),
        batch(1, 3),
        batch(2, 1),
        batch(5, after=3),
        batch(*range(1, 202)),
        batch(1, 2, same_id=True),
    ],
)
async def test_what_is_no_batch_is_refused_whole(gangbuk: Centre, body: bytes) -> None:
    with pytest.raises(MalformedBatch):
        await gangbuk.mailroom.answer("SEONGBUK", body)
    assert await gangbuk.taken() == []


async def test_a_liar_about_how_far_it_is_loses_nothing_of_ours(
    city: MemoryCity, seongbuk: Centre
) -> None:
    liar, heard = city.line("LIAR"), list[bytes]()

    async def lies(_peer: str, body: bytes) -> bytes:
        heard.append(body)
        seq = 70 if len(heard) == 1 else msgspec.msgpack.decode(body, type=Batch).messages[-1].seq
        return msgspec.msgpack.encode(Applied(applied=seq, refused=0))

    liar.answer("events", lies)
    await seongbuk.courier.start()
    await seongbuk.say("LIAR", "one", "two")
    await delivered(seongbuk, "LIAR")
    last = msgspec.msgpack.decode(heard[-1], type=Batch)
    assert [one.seq for one in last.messages] == [71, 72]


async def test_lists_older_than_thirty_days_are_forgotten_and_the_number_stays(
    seongbuk: Centre, gangbuk: Centre
) -> None:
    await seongbuk.courier.start()
    await seongbuk.say("GANGBUK", "one")
    await delivered(seongbuk, "GANGBUK")
    await seongbuk.courier.stop()
    seongbuk.clock.advance(31 * 86400)
    async with seongbuk.database.work() as work:
        await store.forget_before(work.connection, seongbuk.clock.now())
    async with gangbuk.database.work() as work:
        await store.forget_before(work.connection, seongbuk.clock.now())
    assert await gangbuk.taken() == []
    await seongbuk.courier.start()
    assert await seongbuk.say("GANGBUK", "two") == 2
    await delivered(seongbuk, "GANGBUK")
    assert await gangbuk.words() == ["one", "two"]
