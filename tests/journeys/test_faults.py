"""Cameras fail and processes die: what viewers are told, and that they come back."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest

from bongsu.simulate.control import SimulatorControl
from tests.journeys.client import District, Feed, Json
from tests.journeys.node import CONTROL, Node
from tests.journeys.places import DONGSEON, GIREUM1, JEONGNEUNG
from tests.media.stand import until

Fault = Callable[[str, str], Awaitable[None]]


def has_tiles(view: Json) -> bool:
    return bool(view["tiles"])


def cameras_of(view: Json) -> list[str]:
    return [tile["camera_id"] for tile in view["tiles"]]


@pytest.fixture
async def fault(node: Node) -> AsyncIterator[Fault]:
    """`await fault("kill", camera_id)`; every camera is well again afterwards."""
    harmed: list[SimulatorControl] = []
    numbers: list[int] = []

    async def act(word: str, camera_id: str) -> None:
        port, number = node.simulated(camera_id)
        harmed.append(SimulatorControl(port, CONTROL))
        numbers.append(number)
        await harmed[-1].command(word, number)

    yield act
    for control, number in zip(harmed, numbers, strict=True):
        await control.command("revive", number)


async def watched(district: District, feed: Feed, number: str) -> tuple[Json, str]:
    """The incident's view and its grant, once there are tiles."""
    view = await feed.incident(number, has_tiles)
    return view, view["tiles"][0]["grant_id"]


async def test_a_camera_that_is_dead_when_chosen_gives_its_tile_to_the_next_best(
    district: District, fault: Fault
) -> None:
    room = await district.feed("seongbuk-room")
    first, chosen = await district.police.call("ROBBERY", "C0", JEONGNEUNG)
    best = chosen["cameras"][0]["camera_id"]
    view, _ = await watched(district, room, first.number)
    await is_pulled(district.node, best)
    await first.send("CLOSE")
    await is_pulled(district.node, best, is_so=False)
    await fault("kill", best)
    second, answer = await district.police.call("ROBBERY", "C0", JEONGNEUNG)
    assert best in [camera["camera_id"] for camera in answer["cameras"]]

    def is_swapped(view: Json) -> bool:
        return has_tiles(view) and best not in cameras_of(view)

    swapped = await room.incident(second.number, is_swapped)
    assert len(swapped["tiles"]) == len(view["tiles"])
    heir = swapped["tiles"][0]["camera_id"]
    viewer = await district.watch(await room.ticket(swapped["tiles"][0]["grant_id"], heir))
    await viewer.fragments(2, within_s=10)


async def is_pulled(node: Node, camera_id: str, *, is_so: bool = True) -> None:
    """A call's cameras are pulled ahead, and a while longer: this one is killed with no pull standing or to come."""
    port, number = node.simulated(camera_id)
    control = SimulatorControl(port, CONTROL)
    async with asyncio.timeout(30):
        while bool(await control.pulls(number)) is not is_so:
            await asyncio.sleep(0.05)


async def test_a_frozen_camera_is_told_on_its_tile_and_on_the_feed(
    district: District, fault: Fault
) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON)
    view, grant_id = await watched(district, room, call.number)
    camera_id = cameras_of(view)[1]
    viewer = await district.watch(await room.ticket(grant_id, camera_id))
    await viewer.fragments(2, within_s=10)
    await fault("freeze", camera_id)
    await viewer.state("frozen", within_s=8)
    last = max(m.at_s for m in viewer.messages if m.kind == 2)
    told = next(m for m in viewer.messages if m.text.get("state") == "frozen")
    assert told.at_s - last < 5.5, "within five seconds, and a little for this machine"

    def said() -> list[Json]:
        states = room.of("camera_state")
        return [m for m in states if (m["camera_id"], m["state"]) == (camera_id, "frozen")]

    await room.until(said)
    await fault("thaw", camera_id)
    before = len(viewer.of_kind(2))  # type: ignore[arg-type] # a kind is its number
    await until(lambda: len(viewer.of_kind(2)) > before, within_s=10)  # type: ignore[arg-type]


async def test_an_h265_only_camera_says_why_it_shows_nothing(
    district: District, fault: Fault
) -> None:
    operator = await district.person("operator")
    status, body = await operator.get("/api/registry/cameras?limit=1&search=SB-0100")
    assert status == 200
    camera_id = body.split(b'"camera_id":"')[1].split(b'"')[0].decode()
    await fault("h265_only", camera_id)
    url = f"http://127.0.0.1:{district.node.port}/api/cameras/{camera_id}/watch"
    async with district.session.post(url, headers=operator.headers | {"X-Bongsu": "1"}) as answer:
        viewer = await district.watch(await answer.json())
    await viewer.state("unsupported", within_s=10)


async def test_a_killed_media_process_comes_back_and_shows_pictures_to_new_tickets(
    district: District, node: Node
) -> None:
    room, operator = await district.feed("seongbuk-room"), await district.feed("operator")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1)
    view, grant_id = await watched(district, room, call.number)
    viewer = await district.watch(await room.ticket(grant_id))
    await viewer.fragments(2, within_s=10)
    await operator.until(lambda: watchers(operator, grant_id))
    os.kill(node.process_of("media"), signal.SIGKILL)
    await viewer.closed(10)
    await is_up(district, node.media_port)
    again = await district.watch(await room.ticket(grant_id, cameras_of(view)[1]))
    await again.fragments(2, within_s=15)
    assert again.decoded()

    def only_the_new_one() -> bool:
        """Whoever was cut by the crash is not shown as watching for ever."""
        return [w["camera_id"] for w in watchers(operator, grant_id)] == [cameras_of(view)[1]]

    await operator.until(only_the_new_one, within_s=20)


def watchers(feed: Feed, grant_id: str) -> list[Json]:
    told = feed.of("watching")
    return [one for one in told[-1]["watchers"] if one["grant_id"] == grant_id] if told else []


async def is_up(district: District, port: int, within_s: float = 60) -> None:
    async with asyncio.timeout(within_s):
        while True:
            try:
                async with district.session.get(f"http://127.0.0.1:{port}/health") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)


async def test_video_goes_on_while_the_node_is_dead_and_the_feed_comes_back(
    district: District, node: Node
) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON)
    view, grant_id = await watched(district, room, call.number)
    viewer = await district.watch(await room.ticket(grant_id))
    await viewer.fragments(2, within_s=10)
    os.kill(node.process_of("node"), signal.SIGKILL)
    await room.closed(10)
    before = len(viewer.messages)
    await until(lambda: len(viewer.messages) > before + 10, within_s=10)
    await is_up(district, node.port)
    back = await district.feed("seongbuk-room")
    again = await back.incident(call.number, has_tiles)
    assert cameras_of(again) == cameras_of(view)
    assert back.of("hello")[0]["resumed"] is False
    operator = await district.feed("operator")
    await operator.until(lambda: watchers(operator, grant_id), within_s=20)
    fresh = await district.watch(await back.ticket(grant_id))
    await fresh.fragments(2, within_s=10)
    assert not viewer.texts("ended"), "the running picture never stopped"
    await call.send("CLOSE")
    assert (await viewer.text("ended"))["reason"] == "closed"
