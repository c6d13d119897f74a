"""One contract for the line in memory and the real one: hub, two districts, three link servers."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bongsu.federation.line import LARGEST_BODY, Line, PeerRefused, PeerUnreachable
from bongsu.federation.memory_line import MemoryCity
from bongsu.kernel.failures import Invalid
from tests.federation.link.centre import HUB, City


@dataclass(frozen=True)
class Three:
    """Three ends; `Line.answer` comes before the line starts, so the handlers are here."""

    hub: Line
    north: Line
    south: Line


NORTH, SOUTH = "GANGBUK", "SEONGBUK"


async def says_who(peer: str, body: bytes) -> bytes:
    return peer.encode() + b":" + body


async def refuses(_peer: str, _body: bytes) -> bytes:
    raise Invalid("the call has no place", field="place")


async def never(_peer: str, _body: bytes) -> bytes:
    await asyncio.Event().wait()
    return b""


async def too_much(_peer: str, _body: bytes) -> bytes:
    return bytes(LARGEST_BODY + 1)


def answering(line: Line) -> None:
    for topic, handler in {
        "who": says_who,
        "refuses": refuses,
        "never": never,
        "too_much": too_much,
    }.items():
        line.answer(topic, handler)


@pytest.fixture(params=["memory", "nats"])
async def three(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Three]:
    if request.param == "memory":
        air = MemoryCity()
        lines: list[Line] = [air.line(code) for code in (HUB, NORTH, SOUTH)]
        for line in lines:
            answering(line)
        yield Three(*lines)
        return
    city = City(tmp_path, NORTH, SOUTH)
    for centre in city.centres:
        answering(centre.line)
    await city.start()
    try:
        await city.linked()
        yield Three(*(centre.line for centre in city.centres))
    finally:
        await city.stop()


async def test_every_centre_asks_every_other_and_is_known_by_its_code(three: Three) -> None:
    for code, line in ((HUB, three.hub), (NORTH, three.north), (SOUTH, three.south)):
        for peer in {HUB, NORTH, SOUTH} - {code}:
            assert await line.ask(peer, "who", b"x", 5) == f"{code}:x".encode()


async def test_the_largest_body_passes_both_ways(three: Three) -> None:
    body = bytes(LARGEST_BODY - len(NORTH) - 1)
    answer = await three.north.ask(SOUTH, "who", body, 10)
    assert len(answer) == LARGEST_BODY


async def test_a_larger_body_is_refused_here(three: Three) -> None:
    with pytest.raises(PeerRefused, match="too large") as refused:
        await three.north.ask(SOUTH, "who", bytes(LARGEST_BODY + 1), 5)
    assert refused.value.field == "who"


async def test_a_larger_answer_is_refused_there(three: Three) -> None:
    with pytest.raises(PeerRefused, match="too large"):
        await three.north.ask(SOUTH, "too_much", b"", 5)


async def test_a_refusal_travels_with_its_sentence_and_field(three: Three) -> None:
    with pytest.raises(PeerRefused, match="the call has no place") as refused:
        await three.hub.ask(SOUTH, "refuses", b"", 5)
    assert refused.value.field == "place"


async def test_an_unknown_topic_is_refused(three: Three) -> None:
    with pytest.raises(PeerRefused) as refused:
        await three.hub.ask(SOUTH, "nothing", b"", 5)
    assert refused.value.field == "nothing"


async def test_a_peer_that_does_not_answer_in_time_is_unreachable(three: Three) -> None:
    with pytest.raises(PeerUnreachable):
        await three.north.ask(HUB, "never", b"", 0.2)


async def test_a_peer_nobody_knows_is_unreachable(three: Three) -> None:
    with pytest.raises(PeerUnreachable):
        await three.north.ask("NOBODY", "who", b"", 0.5)


async def test_questions_to_one_peer_do_not_wait_for_each_other(three: Three) -> None:
    waiting = asyncio.create_task(three.north.ask(HUB, "never", b"", 30))
    assert await three.north.ask(HUB, "who", b"1", 5) == b"GANGBUK:1"
    assert await three.hub.ask(NORTH, "who", b"2", 5) == b"SEOUL:2"
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_many_questions_at_once_are_all_answered(three: Three) -> None:
    """More than a peer may have under way: the rest waits on this side."""
    bodies = [str(number).encode() for number in range(100)]
    answers = await asyncio.gather(*(three.north.ask(SOUTH, "who", body, 10) for body in bodies))
    assert answers == [b"GANGBUK:" + body for body in bodies]
