"""A district is malicious and owns its link server: what it can reach of the others is nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import NoRespondersError

from bongsu.federation.link.frames import Frame, write
from bongsu.federation.link.server_text import USER
from tests.federation.link.centre import HUB, City

MALICIOUS, OTHER = "SEONGBUK", "GANGBUK"
SECRET = b"a grant of another district"


@pytest.fixture
async def intruder(city: City) -> AsyncIterator[Client]:
    """At the server of its own district, with everything that district's gateway may do."""
    district = city.districts[MALICIOUS]
    client = Client()
    await client.connect(district.server.url, user=USER, password=district.server.password)
    yield client
    await client.close()


class Told:
    """What one centre heard, and of whom."""

    def __init__(self) -> None:
        self.all: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    async def hear(self, peer: str, body: bytes) -> bytes:
        self.all.put_nowait((peer, body))
        return SECRET + b" answered"


@pytest.fixture
def told(city: City) -> dict[str, Told]:
    found = {centre.code: Told() for centre in city.centres}
    for centre in city.centres:
        centre.line.answer("events", found[centre.code].hear)
    return found


def frame(city: City, body: bytes) -> bytes:
    gateway = city.hub.part.gateway
    return write(Frame(clock_ms=gateway.wall_ms(), within_ms=1000, body=body))


async def test_listening_to_everything_hears_nothing_of_others(
    city: City, intruder: Client, told: dict[str, Told]
) -> None:
    heard: asyncio.Queue[Msg] = asyncio.Queue()
    await intruder.subscribe(">", cb=heard.put)
    await intruder.subscribe("in.>", cb=heard.put)
    await intruder.subscribe("_R_.>", cb=heard.put)
    await intruder.flush()
    assert await city.districts[OTHER].line.ask(HUB, "events", SECRET, 5)
    assert await city.hub.line.ask(OTHER, "events", SECRET, 5)
    assert await city.hub.line.ask(MALICIOUS, "events", b"the last one", 5)
    while b"the last one" not in (message := await asyncio.wait_for(heard.get(), 5)).data:
        assert SECRET not in message.data
    assert (await told[MALICIOUS].all.get())[0] == HUB


@pytest.mark.parametrize(
    "subject",
    [
        f"in.{OTHER}.events",
        f"in.{HUB}.events",
        f"out.{MALICIOUS}.events",
        f"{OTHER}.out.{HUB}.events",
        f"$SYS.REQ.ACCOUNT.{OTHER}.CONNZ",
        "$SYS.REQ.SERVER.PING",
        "$JS.API.INFO",
    ],
)
async def test_speaking_for_another_is_heard_by_nobody_else(
    city: City, intruder: Client, told: dict[str, Told], subject: str
) -> None:
    await intruder.publish(subject, frame(city, b"forged"), reply="in.nowhere.answer")
    await intruder.flush()
    assert await city.districts[MALICIOUS].line.ask(HUB, "events", b"in my own name", 5)
    assert await city.districts[MALICIOUS].line.ask(OTHER, "events", b"in my own name", 5)
    for code in (HUB, OTHER):
        assert told[code].all.get_nowait() == (MALICIOUS, b"in my own name")
        assert told[code].all.empty()


async def test_a_subject_of_more_words_than_a_topic_leads_nowhere(
    city: City, intruder: Client, told: dict[str, Told]
) -> None:
    for subject in (f"out.{OTHER}.events.more", f"out.{OTHER}", f"out.{OTHER}.{HUB}.events"):
        with pytest.raises(NoRespondersError):
            await intruder.request(subject, frame(city, b"forged"), timeout=5)
    assert told[OTHER].all.empty()


async def test_answering_for_another_reaches_nobody(
    city: City, intruder: Client, told: dict[str, Told]
) -> None:
    """It serves, in its own account, every subject at which the others are asked."""

    async def forge(message: Msg) -> None:
        await message.respond(b"forged")

    for subject in (f"out.{HUB}.*", f"out.{OTHER}.*", f"in.{OTHER}.*", f"in.{HUB}.*"):
        await intruder.subscribe(subject, queue="forgers", cb=forge)
    await intruder.flush()
    for asking, peer in ((city.hub, OTHER), (city.districts[OTHER], HUB)):
        assert await asking.line.ask(peer, "events", b"x", 5) == SECRET + b" answered"


async def test_a_real_flood_is_cut_off_and_the_others_are_answered(
    city: City, intruder: Client, told: dict[str, Told]
) -> None:
    """Ten times what a peer may send, as fast as it can, while another district goes on asking."""
    body = frame(city, b"flood")

    async def flood() -> None:
        for _ in range(40):
            for _ in range(200):
                await intruder.publish(f"out.{HUB}.events", body, reply="nowhere.answer")
            await intruder.flush()

    flooding = asyncio.create_task(flood())
    answered = 0
    while not flooding.done():
        assert await city.districts[OTHER].line.ask(HUB, "events", b"calm", 5)
        answered += 1
    await flooding
    assert answered
    state = await city.hub.states.until(MALICIOUS, "refused", "flood")
    assert state.refused_last
    last = city.hub.states.last(OTHER)
    assert last is not None
    assert (last.state, last.refused) == ("up", 0)
    assert told[HUB].all.qsize() < 2000, "what was over its bound reached no node"
