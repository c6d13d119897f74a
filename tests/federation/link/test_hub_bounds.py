"""What one district costs the hub's link server ends at a bound: connections, subscriptions, what waits for it."""

import asyncio

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg

from bongsu.federation.link.server_text import USER
from tests.federation.link.centre import HUB, City

MALICIOUS, OTHER = "SEONGBUK", "GANGBUK"
STRANGERS = 400


async def answered(_peer: str, _body: bytes) -> bytes:
    return b"answered"


async def in_the_log(city: City, words: str) -> str:
    """Of the hub's server."""
    async with asyncio.timeout(15):
        while words not in city.hub.server_log:
            await asyncio.sleep(0.02)
    return city.hub.server_log


async def test_a_district_that_subscribes_without_end_is_cut_off_and_the_others_are_not(
    city: City,
) -> None:
    for centre in city.centres:
        centre.line.answer("events", answered)

    async def nothing(_message: Msg) -> None:
        return

    district, client = city.districts[MALICIOUS], Client()
    await client.connect(district.server.url, user=USER, password=district.server.password)
    try:
        # its own server lets it do no more than ours; a malicious one has no bound, so it comes by two connections
        for number in range(900):
            await client.subscribe(f"mine.{number}", cb=nothing)
        second = Client()
        await second.connect(district.server.url, user=USER, password=district.server.password)
        for number in range(900):
            await second.subscribe(f"more.{number}", cb=nothing)
        await in_the_log(city, "aximum subscriptions exceeded")
        assert await city.districts[OTHER].line.ask(HUB, "events", b"x", 5) == b"answered"
        await second.close()
    finally:
        await client.close()


async def test_a_district_that_opens_line_after_line_keeps_no_more_than_two(city: City) -> None:
    """It has its key and certificate, and starts as many servers as it likes."""
    own = city.districts[MALICIOUS]
    for number in range(3):
        twin = city.centre(MALICIOUS)
        twin.nkey = own.nkey
        twin.certify(city.authority)
        twin.plan = msgspec.structs.replace(own.plan, code=f"TWIN_{number}")
        city.extra.append(twin)
    await asyncio.gather(*(twin.start() for twin in city.extra))
    await in_the_log(city, "aximum account")
    city.hub.line.answer("events", answered)
    assert await city.districts[OTHER].line.ask(HUB, "events", b"x", 5) == b"answered"


async def test_hundreds_of_strangers_who_say_nothing_are_sent_away_and_hold_up_nobody(
    city: City,
) -> None:
    """No certificate, no word: the handshake has a time limit, and districts are answered meanwhile."""
    city.hub.line.answer("events", answered)
    opened = await asyncio.gather(
        *(asyncio.open_connection("127.0.0.1", city.hub.port) for _ in range(STRANGERS))
    )
    try:
        assert await city.districts[OTHER].line.ask(HUB, "events", b"x", 5) == b"answered"
        async with asyncio.timeout(20):
            ends = await asyncio.gather(
                *(reader.read(100) for reader, _ in opened), return_exceptions=True
            )
        assert all(isinstance(end, BaseException) or b"INFO" not in end for end in ends)
        assert await city.districts[OTHER].line.ask(HUB, "events", b"x", 5) == b"answered"
    finally:
        for _, writer in opened:
            writer.transport.abort()
