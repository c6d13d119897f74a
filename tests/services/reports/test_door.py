"""The node's side of the line to a text door: what counts as received, as refused, and as nothing heard at all."""

from collections.abc import Callable

import httpx
import msgspec
import pytest

from bongsu.services.reports.door import DoorAt, DoorRefused, DoorSilent, HttpDoor, Outgoing

REPORT = Outgoing("rep_1", "FIRE", "연기", 37.608, 127.02, b"\xff\xd8\xff\xd9")
URL = "http://door.test/119"
Answers = Callable[[httpx.Request], httpx.Response]


def door(answers: Answers, key: str = "") -> HttpDoor:
    return HttpDoor({"119": DoorAt(URL, key)}, httpx.MockTransport(answers))


def always(status: int, body: bytes = b"") -> Answers:
    return lambda _request: httpx.Response(status, content=body)


@pytest.mark.parametrize("status", [200, 201, 202])
async def test_a_receipt_is_its_number(status: int) -> None:
    body = b'{"receipt_no":"119-0001","more":1}'
    assert await door(always(status, body)).send("119", REPORT) == "119-0001"


async def test_a_number_of_any_length_fits_its_row() -> None:
    body = msgspec.json.encode({"receipt_no": "9" * 500})
    assert len(await door(always(200, body)).send("119", REPORT)) == 60


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422])
async def test_what_the_door_will_never_take_is_refused(status: int) -> None:
    with pytest.raises(DoorRefused, match=str(status)):
        await door(always(status)).send("119", REPORT)


@pytest.mark.parametrize("status", [301, 302, 408, 425, 429, 500, 502, 503, 504])
async def test_what_may_yet_be_taken_is_tried_again(status: int) -> None:
    with pytest.raises(DoorSilent):
        await door(always(status)).send("119", REPORT)


@pytest.mark.parametrize(
    "body", [b"", b"ok", b"{}", b"[]", b'{"receipt_no":null}', b'{"receipt_no":1}', b"\xff"]
)
async def test_an_answer_without_a_number_is_no_receipt(body: bytes) -> None:
    with pytest.raises(DoorSilent):
        await door(always(200, body)).send("119", REPORT)


@pytest.mark.parametrize(
    "problem", [httpx.ConnectError, httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError]
)
async def test_a_line_that_breaks_is_silence(problem: type[httpx.TransportError]) -> None:
    def breaks(_request: httpx.Request) -> httpx.Response:
        raise problem("broken")

    with pytest.raises(DoorSilent):
        await door(breaks).send("119", REPORT)


@pytest.mark.parametrize("doors", [{}, {"119": DoorAt("")}, {"112": DoorAt(URL)}])
async def test_a_door_that_nobody_has_set_is_silent_and_nothing_leaves(
    doors: dict[str, DoorAt],
) -> None:
    asked: list[httpx.Request] = []

    def hear(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    with pytest.raises(DoorSilent):
        await HttpDoor(doors, httpx.MockTransport(hear)).send("119", REPORT)
    assert asked == []


@pytest.mark.parametrize(("key", "shown"), [("", None), ("secret", "Bearer secret")])
async def test_the_key_is_shown_where_one_is_set(key: str, shown: str | None) -> None:
    heard: list[httpx.Request] = []

    def hear(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return httpx.Response(200, content=b'{"receipt_no":"1"}')

    await door(hear, key).send("119", REPORT)
    [request] = heard
    assert request.headers.get("Authorization") == shown
    assert request.headers["Content-Type"] == "application/json"
    assert str(request.url) == URL


async def test_what_crosses_is_the_report_and_nothing_else() -> None:
    bodies: list[bytes] = []

    def hear(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content)
        return httpx.Response(200, content=b'{"receipt_no":"1"}')

    await door(hear).send("119", REPORT)
    told = msgspec.json.decode(bodies[0])
    assert set(told) == {"report_id", "kind", "text", "lat", "lon", "still"}
    assert msgspec.json.decode(bodies[0], type=Outgoing) == REPORT
