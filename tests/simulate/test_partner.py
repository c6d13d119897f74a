"""A partner's simulator speaks over HTTP: in order, with its credential, and says when nobody answers."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any  # Any: JSON

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bongsu.services.shared.scenes import Said, Scene, Spot, Stage, location, message
from bongsu.simulate.partner import Line, NoCredential, NotAnswered

STAGE = Stage(now=datetime(2026, 11, 21, 3, tzinfo=UTC), spot=Spot(37.608, 127.02), number="1")


class Centre:
    """A centre that writes down what it is told and refuses what it does not know."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, bytes, str]] = []
        self.ways: list[str] = []

    async def take(self, request: web.Request) -> web.Response:
        self.ways.append(request.method)
        who = request.headers["Authorization"]
        self.heard.append((request.path, who, await request.read(), request.content_type))
        return web.json_response({}, status=201 if request.path.endswith("incidents") else 403)


@pytest.fixture
def centre() -> Centre:
    return Centre()


@pytest.fixture
async def line(centre: Centre) -> AsyncIterator[Line]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", centre.take)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        origin = str(server.make_url("")).rstrip("/")
        tokens = {"moj": "secret", "other": "other secret", "door": "steering"}
        yield Line(session, origin, tokens, {"door": f"{origin}/elsewhere"}, faster=1e6)


def scene(*said: Said) -> Scene:
    return Scene("x", "ANKLET", "moj", "가", "x", "granted", lambda _stage: said)


async def test_messages_are_said_in_the_order_of_their_times(line: Line, centre: Centre) -> None:
    later, sooner = Said(60.0, {"n": 2}), Said(0.0, {"n": 1})
    heard = [one async for one in line.play(scene(later, sooner), STAGE)]
    assert [body for _, _, body, _ in centre.heard] == [b'{"n":1}', b'{"n":2}']
    assert [one.after_s for one in heard] == [0.0, 60.0]
    assert {who for _, who, _, _ in centre.heard} == {"Bearer secret"}
    assert all(one.is_taken for one in heard)


async def test_a_body_in_bytes_goes_as_it_is_to_its_own_door(line: Line, centre: Centre) -> None:
    cap = Said(0.0, b"<alert/>", "/link/v1/disaster/cap", "application/cap+xml")
    [heard] = [one async for one in line.play(scene(cap), STAGE)]
    assert (heard.status, heard.is_taken) == (403, False)
    [(path, _, body, kind)] = centre.heard
    assert (path, body, kind) == ("/link/v1/disaster/cap", b"<alert/>", "application/cap+xml")


async def test_another_partner_speaks_with_its_own_credential(line: Line, centre: Centre) -> None:
    mine, theirs = Said(0.0, {"n": 1}), Said(1.0, {"n": 2}, by="other")
    assert [one.is_taken async for one in line.play(scene(mine, theirs), STAGE)] == [True, True]
    assert [who for _, who, _, _ in centre.heard] == ["Bearer secret", "Bearer other secret"]


async def test_what_only_asks_is_a_get_without_a_body(line: Line, centre: Centre) -> None:
    [heard] = [one async for one in line.play(scene(Said(0.0, None)), STAGE)]
    assert heard.is_taken
    assert centre.ways == ["GET"]
    assert centre.heard[0][2] == b""


async def test_a_simulated_door_is_steered_where_it_stands(line: Line, centre: Centre) -> None:
    await line.say(Said(0.0, {"says": "silent"}, "/says"), "door")
    [(path, who, _, _)] = centre.heard
    assert (path, who) == ("/elsewhere/says", "Bearer steering")


async def test_nobody_speaks_without_a_credential(line: Line, centre: Centre) -> None:
    with pytest.raises(NoCredential, match="stranger"):
        await line.say(Said(0.0, {}, by="stranger"), "moj")
    assert centre.heard == []


async def test_a_centre_that_is_not_there_is_named() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(NotAnswered, match="localhost:1 did not answer"):
            line = Line(session, "http://localhost:1", {"moj": "x"})
            await line.say(Said(0.0, {}), "moj")


def test_a_message_has_what_every_message_has_and_nothing_that_is_not_said() -> None:
    body: dict[str, Any] = message(
        STAGE, "ANKLET", "MOJ", "MOJ.ANKLET", "NEW", location=location(STAGE.spot), details=None
    )
    assert (body["ext_incident_no"], body["sender"]["system"]) == ("MOJ-1", "MOJ")
    assert {"details", "drill"}.isdisjoint(body)
    assert body["location"]["lat"] == 37.608
