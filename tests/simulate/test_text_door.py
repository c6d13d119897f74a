"""The doors that are not there: one receipt for one report, the faults that they are told, and nobody without a key."""

import json
from collections.abc import AsyncIterator
from typing import Any  # Any: JSON

import aiohttp
import msgspec
import pytest

from bongsu.kernel.clock import SystemClock
from bongsu.services.reports.door import DoorAt, DoorRefused, DoorSilent, HttpDoor, Outgoing
from bongsu.services.reports.scenes import PARTNER, SCENES
from bongsu.services.shared.scenes import Spot, Stage
from bongsu.simulate.partner import Line
from bongsu.simulate.text_door import TextDoor, TextReports

REPORT = Outgoing("rep_1", "FIRE", "연기", 37.608, 127.02, b"\xff\xd8\xff\xd9")
STAGE = Stage(SystemClock().now(), Spot(37.608, 127.02))


@pytest.fixture
async def door() -> AsyncIterator[TextDoor]:
    made = TextDoor("shown", "steered")
    await made.start()
    yield made
    await made.stop()


def sender(door: TextDoor, key: str = "shown") -> HttpDoor:
    """The node's own."""
    return HttpDoor({to: DoorAt(f"{door.origin}/{to}", key) for to in ("112", "119")})


async def posted(url: str, body: object, key: str) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=content, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def told(door: TextDoor, scene: str) -> list[int]:
    """A scene of the panel, as the demo plays it: what the door is told at its begin."""
    played = next(one for one in SCENES if one.name == scene).play(STAGE)
    async with aiohttp.ClientSession() as session:
        line = Line(session, "http://centre.test", {PARTNER: "steered"}, {PARTNER: door.origin})
        return [(await line.say(one, PARTNER)).status for one in played[:1]]


async def test_each_report_gets_its_receipt_and_the_same_one_the_same(door: TextDoor) -> None:
    node = sender(door)
    assert await node.send("119", REPORT) == "119-0001"
    assert await node.send("119", REPORT) == "119-0001"
    other = Outgoing("rep_2", "CRIME", "폭행", 37.608, 127.02, b"")
    assert await node.send("112", other) == "112-0002"


async def test_a_stranger_is_not_listened_to(door: TextDoor) -> None:
    with pytest.raises(DoorRefused, match="401"):
        await sender(door, "guess").send("119", REPORT)
    assert door.reports.asked == 0
    assert (await posted(f"{door.origin}/says", {"says": "silent"}, "shown"))[0] == 401
    assert door.reports.says == "receipt"


async def test_a_silent_door_is_silent_until_it_is_told_otherwise(door: TextDoor) -> None:
    assert await told(door, "silent") == [200]
    with pytest.raises(DoorSilent):
        await sender(door).send("119", REPORT)
    assert await told(door, "happy") == [200]
    assert await sender(door).send("119", REPORT) == "119-0001"


async def test_a_door_that_refuses_says_so(door: TextDoor) -> None:
    await told(door, "refused")
    with pytest.raises(DoorRefused, match="422"):
        await sender(door).send("119", REPORT)


async def test_an_answer_that_is_lost_leaves_one_report(door: TextDoor) -> None:
    await told(door, "lost")
    with pytest.raises(DoorSilent):
        await sender(door).send("119", REPORT)
    await told(door, "happy")
    assert await sender(door).send("119", REPORT) == "119-0001"
    assert len(door.reports.receipts) == 1


@pytest.mark.parametrize("body", [{"says": "explode"}, {"says": "silent", "for": 1}, b"{"])
async def test_it_is_steered_by_words_that_it_knows(door: TextDoor, body: object) -> None:
    assert (await posted(f"{door.origin}/says", body, "steered"))[0] == 400


async def test_without_a_steering_token_it_cannot_be_steered() -> None:
    alone = TextDoor()
    await alone.start()
    try:
        assert (await posted(f"{alone.origin}/says", {"says": "silent"}, ""))[0] == 404
        assert await sender(alone, "").send("112", REPORT) == "112-0001"
    finally:
        await alone.stop()


@pytest.mark.parametrize("body", [b"", b"{", b'{"report_id":1}', b"[]"])
def test_what_is_no_report_is_refused_with_its_reason(body: bytes) -> None:
    doors = TextReports()
    answer = doors.take("119", body)
    assert answer is not None
    assert (answer[0], doors.receipts) == (400, {})


def test_nothing_of_a_report_is_kept_but_that_it_came() -> None:
    doors = TextReports()
    doors.take("119", msgspec.json.encode(REPORT))
    assert "연기" not in str(doors)


def test_a_scene_leaves_the_door_as_it_should_be() -> None:
    for scene in SCENES:
        last: Any = scene.play(STAGE)[-1].body
        assert last == {"says": "receipt"}, scene
