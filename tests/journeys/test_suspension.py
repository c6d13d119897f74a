"""협약 정지 on real processes: one press ends every picture of two rooms and a car, and nothing comes after it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable

import pytest

from tests.journeys.client import District, Feed, Json, Person
from tests.journeys.places import GIREUM1, JONGAM
from tests.media.stand import LiveViewer

AGREEMENT = "/api/agreements/SB-2023-08"
WHY = {"reason": "목적 외 이용이 의심됨"}


@pytest.fixture
async def head(district: District) -> AsyncIterator[Person]:
    """The node is shared by all journeys: whatever happens here, its agreement is in force afterwards."""
    head = await district.person("head")
    yield head
    _, body = await head.get("/api/agreements")
    if any(one["state"] == "suspended" for one in json.loads(body)):
        assert await head.post(f"{AGREEMENT}/resume", {"reason": "시험 끝"}) == 204


def has_tiles(view: Json) -> bool:
    return len(view["tiles"]) >= 2


async def playing(district: District, feed: Feed, number: str, pictures: int) -> list[LiveViewer]:
    """So many tiles of one screen, each showing moving pictures."""
    grant = (await feed.incident(number, has_tiles))["tiles"][0]["grant_id"]

    def enough() -> list[Json] | None:
        found = feed.tickets(grant)
        return found if len(found) >= pictures else None

    tickets = await feed.until(enough)
    viewers = [await district.watch(ticket) for ticket in tickets[:pictures]]
    for viewer in viewers:
        await viewer.fragments(2, within_s=15)
    return viewers


async def test_suspending_ends_every_picture_of_two_rooms_and_a_car(
    district: District, head: Person, record_property: Callable[[str, object], None]
) -> None:
    seongbuk, car = await district.feed("seongbuk-room"), await district.feed("car31")
    jongam = await district.feed("jongam-room")
    west, _ = await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    east, _ = await district.police.call("ROBBERY", "C0", JONGAM)
    viewers = [
        *await playing(district, seongbuk, west.number, 2),
        *await playing(district, car, west.number, 1),
        *await playing(district, jongam, east.number, 2),
    ]
    pressed_s = time.monotonic()
    assert await head.post(f"{AGREEMENT}/suspend", WHY) == 200
    ended = await asyncio.gather(*(viewer.text("ended") for viewer in viewers))
    assert {one["reason"] for one in ended} == {"suspended"}
    assert await asyncio.gather(*(viewer.closed() for viewer in viewers)) == [4410] * len(viewers)
    for viewer in viewers:
        texts = [message.text for message in viewer.messages if message.text]
        assert texts[-1]["type"] == "ended"
        assert viewer.messages[-1].text, "no picture comes after the word that it has ended"
    last_s = max(viewer.messages[-1].at_s for viewer in viewers)
    record_property("suspend_to_last_picture_ms", round((last_s - pressed_s) * 1000))
    for screen, call in ((seongbuk, west), (car, west), (jongam, east)):
        closed = await screen.lending(call.number, "closed")
        assert "정지" in closed["reason_text_ko"]
        assert (await screen.incident(call.number, lambda view: not view["tiles"]))["tiles"] == []


async def test_what_was_minted_before_the_suspension_opens_nothing_after_it(
    district: District, head: Person
) -> None:
    """Tickets in hand, one of them used before: replayed or kept back, neither shows a picture."""
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1)
    grant = (await room.incident(call.number, has_tiles))["tiles"][0]["grant_id"]
    kept = await room.ticket(grant)
    used = (await room.until(lambda: room.tickets(grant)))[0]
    (await (await district.watch(used)).fragments(1, within_s=15))
    assert await head.post(f"{AGREEMENT}/suspend", WHY) == 200
    await room.lending(call.number, "closed")
    for ticket, reasons in ((kept, {"ended"}), (used, {"used", "ended"})):
        viewer = await district.watch(ticket)
        refused = await viewer.text("refused")
        assert refused["reason"] in reasons
        assert await viewer.closed() == 4403
    late, answer = await district.police.call("ROBBERY", "C0", GIREUM1)
    assert answer["status"] != "GRANTED"
    assert "정지" in (await room.lending(late.number, "refused"))["reason_text_ko"]


async def test_resuming_lends_running_calls_anew(district: District, head: Person) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1)
    before = (await room.lending(call.number, "active"))["grant_id"]
    assert await head.post(f"{AGREEMENT}/suspend", WHY) == 200
    await room.lending(call.number, "closed")
    assert await head.post(f"{AGREEMENT}/resume", {"reason": "확인 끝"}) == 204
    again = await room.lending(call.number, "active")
    assert again["grant_id"] != before
    viewer = await district.watch(await room.ticket(again["grant_id"]))
    await viewer.fragments(2, within_s=15)
