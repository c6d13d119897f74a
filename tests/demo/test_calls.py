"""The scripted calls are messages that partners could send, and units that really approach their scene."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp import web

from bongsu.demo.accounts import Credentials, PartnerToken
from bongsu.demo.calls import Sending, play, towards
from bongsu.demo.script import CALLS, ROUND_S, ScriptedCall, Unit
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.geometry import Point, distance_m
from bongsu.services.intake.message import CanonicalMessage, check
from bongsu.services.plugins import load_services

TOKENS = Credentials([], [PartnerToken("seoul-112", "one"), PartnerToken("seoul-119", "two")])
SCENE = Point(37.6047, 127.0227)
CAR = Unit("순31", "PATROL_CAR", 37.5935, 127.0170, speed_kmh=36.0)


class FakeDoor:
    """Takes messages as `/link/v1/incidents` does, and keeps them."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, Any]]] = []
        self.came = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        self.taken.append((request.headers["Authorization"], await request.json()))
        self.came.set()
        return web.json_response({}, status=201)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.taken) < count:
                self.came.clear()
                await self.came.wait()


async def played(script: tuple[ScriptedCall, ...], count: int) -> FakeDoor:
    door = FakeDoor()
    app = web.Application()
    app.router.add_post("/link/v1/incidents", door.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession() as session:
        playing = asyncio.create_task(play(Sending(session, origin, TOKENS, SystemClock()), script))
        await door.until(count)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
    await runner.cleanup()
    return door


def at_once(call: ScriptedCall, lasts_s: float = 300.0) -> ScriptedCall:
    return replace(call, after_s=0.0, lasts_s=lasts_s)


async def test_every_scripted_call_is_a_message_that_the_door_takes() -> None:
    door = await played(tuple(at_once(call) for call in CALLS), len(CALLS))
    services = load_services()
    tokens = {"112": "Bearer one", "119": "Bearer two"}
    for bearer, said in door.taken:
        message = msgspec.json.decode(json.dumps(said), type=CanonicalMessage)
        check(message, services[message.service])
        assert message.opens
        assert bearer == tokens[message.sender.system]
    numbers = [said["ext_incident_no"] for _, said in door.taken]
    assert len(set(numbers)) == len(numbers)


async def test_a_call_ends_with_its_close() -> None:
    door = await played((at_once(CALLS[0], lasts_s=0.1),), 2)
    assert [said["msg_type"] for _, said in door.taken] == ["NEW", "CLOSE"]
    assert len({said["ext_incident_no"] for _, said in door.taken}) == 1


def test_the_script_shows_each_kind_of_answer_within_its_round() -> None:
    codes = {call.code for call in CALLS}
    assert codes >= {"C0", "C1", "C2", None}
    assert any(call.accuracy_m > 300 for call in CALLS)
    assert {call.system for call in CALLS} == {"112", "119"}
    assert all(call.after_s + call.lasts_s <= ROUND_S for call in CALLS)


def test_a_unit_drives_to_its_scene_and_stops_before_it() -> None:
    start = Point(CAR.lat, CAR.lon)
    whole_m = distance_m(start, SCENE)
    assert towards(CAR, SCENE, 0) == start
    after_ten_s = distance_m(start, towards(CAR, SCENE, 10))
    assert after_ten_s == pytest.approx(100.0, rel=0.01)
    assert distance_m(towards(CAR, SCENE, 1e6), SCENE) == pytest.approx(15.0, rel=0.05)
    assert whole_m > 1000


def test_a_unit_at_the_scene_stays_there() -> None:
    there = Unit("순31", "PATROL_CAR", SCENE.lat, SCENE.lon)
    assert distance_m(towards(there, SCENE, 60), SCENE) < 1.0
