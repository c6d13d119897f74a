"""The client's feed over a real socket: typed messages, tickets on a wish, a line that is lost and found."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from websockets.asyncio.server import ServerConnection, serve

from bongsu.client import (
    Away,
    Bongsu,
    Hello,
    IncidentGone,
    IncidentTold,
    Message,
    Other,
    Refused,
    Summary,
    Ticket,
    Unreachable,
)
from bongsu.client.messages import read_message
from tests.incidents.routes.calls import call
from tests.web.house import House

T = TypeVar("T")
WALL = "wall"
WITHIN_S = 10.0


async def first(feed: AsyncIterator[Message], kind: type[T]) -> T:
    async with asyncio.timeout(WITHIN_S):
        async for told in feed:
            if isinstance(told, kind):
                return told
    raise AssertionError("the feed ended")


async def test_it_tells_what_is_lent_and_brings_a_ticket(house: House, origin: str) -> None:
    await call(house)
    async with Bongsu(origin, house.template.bearers[WALL]) as centre:
        feed = centre.feed()
        assert (await first(feed, Hello)).watermark == "system:wall"
        told = await first(feed, IncidentTold)
        tile = told.incident.tiles[0]
        ticket = await centre.ticket(tile.grant_id, tile.camera_id)
        assert (ticket.camera_id, ticket.grant_id) == (tile.camera_id, tile.grant_id)
        assert ticket.ticket not in repr(ticket)


async def test_a_wish_that_is_refused_has_its_word(house: House, origin: str) -> None:
    async with Bongsu(origin, house.template.bearers[WALL]) as centre:
        with pytest.raises(Refused) as refused:
            await centre.ticket("gr_none", "SB-none")
    assert refused.value.code == "not_lent"


@pytest.mark.parametrize(("who", "code"), [("map", "right_not_given"), (None, "unknown_partner")])
async def test_who_may_not_listen_is_told_once_and_for_all(
    house: House, origin: str, who: str | None, code: str
) -> None:
    token = house.template.bearers[who] if who else "guess"
    async with Bongsu(origin, token) as centre:
        with pytest.raises(Refused) as refused:
            await first(centre.feed(), Hello)
        assert refused.value.code == code
        with pytest.raises(Refused):
            await centre.ticket("gr", "cam")


SUMMARY = '{"kind": "summary", "seq": 1, "cameras": 1, "cameras_dead": 0}'
HELLO = '{"kind": "hello", "seq": 1, "now": "2026-11-21T00:00:00Z", "watermark": "system:x"}'


def incident(number: str) -> str:
    lists = '"lendings": [], "tiles": []'
    words = ", ".join(
        f'"{name}": "{number}"'
        for name in (
            "incident_id", "ext_incident_no", "service", "category", "code", "state", "summary", "address"
        )
    )  # fmt: skip
    return f'{{"kind": "incident", "incident": {{{words}, "exercise": false, {lists}}}}}'


async def test_after_a_lost_line_what_was_not_told_again_has_gone() -> None:
    greetings = [[HELLO, incident("a"), incident("b"), SUMMARY], [HELLO, incident("b"), SUMMARY]]

    async def greet(socket: ServerConnection) -> None:
        for text in greetings.pop(0):
            await socket.send(text)
        if greetings:
            return
        await socket.wait_closed()

    async with serve(greet, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with Bongsu(f"http://127.0.0.1:{port}", "t") as centre:
            feed = centre.feed()
            assert (await first(feed, IncidentTold)).incident.incident_id == "a"
            await first(feed, Away)
            assert (await first(feed, IncidentGone)).incident_id == "a"
            await first(feed, Summary)
            late = centre.feed()
            assert (await first(late, IncidentTold)).incident.incident_id == "b"


async def test_a_ticket_that_does_not_come_is_unreachable() -> None:
    async def mute(socket: ServerConnection) -> None:
        await socket.send(SUMMARY)
        await socket.wait_closed()

    async with serve(mute, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with Bongsu(f"http://127.0.0.1:{port}", "t", within_s=0.2) as centre:
            with pytest.raises(Unreachable):
                await centre.ticket("gr", "cam")


def test_a_kind_of_a_newer_centre_does_no_harm() -> None:
    told = read_message('{"kind": "weather", "seq": 9}')
    assert isinstance(told, Other)
    assert told.kind == "weather"


SOON = datetime(2026, 11, 21, tzinfo=UTC)


async def picture(*frames: str | bytes, code: int = 1000) -> list[bytes]:
    """What `watch` yields of these frames."""

    async def show(socket: ServerConnection) -> None:
        assert socket.request is not None
        assert "Origin" not in socket.request.headers
        await socket.recv()
        for frame in frames:
            await socket.send(frame)
        await socket.close(code)

    async with serve(show, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        ticket = Ticket(
            grant_id="gr",
            camera_id="cam",
            ticket="secret",
            url=f"ws://127.0.0.1:{port}/live",
            expires_at=SOON,
        )
        async with Bongsu("http://127.0.0.1:9", "t") as centre:
            return [piece async for piece in centre.watch(ticket)]


async def test_a_picture_is_its_header_and_fragments_without_stills() -> None:
    at = b"\x00" * 8
    shown = await picture(
        '{"type": "accepted"}', b"\x03" + at + b"jpeg", b"\x01" + at + b"head",
        b"\x02" + at + b"one", '{"type": "state"}', b"\x02" + at + b"two",
        '{"type": "ended", "reason": "closed"}', code=4410,
    )  # fmt: skip
    assert shown == [b"head", b"one", b"two"]


async def test_a_refused_ticket_says_why() -> None:
    with pytest.raises(Refused) as refused:
        await picture('{"type": "refused", "reason": "used", "detail": "shown"}', code=4403)
    assert refused.value.code == "used"


async def test_a_picture_that_breaks_off_is_no_end() -> None:
    with pytest.raises(Unreachable):
        await picture('{"type": "accepted"}', code=1011)
