"""The demo's day: every linked service appears within a quarter of an hour, with credentials that the demo makes."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bongsu.demo.accounts import ORGANISATIONS, PARTNERS, PEOPLE, Credentials, PartnerToken
from bongsu.demo.day import AT_ONCE, DAY_S, PLACES, Player, Turn, day
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.geometry import Point
from bongsu.registry.load_areas import load_areas
from bongsu.services.plugins import find_services
from bongsu.services.shared.scenes import Said, Scene, Spot, Stage
from bongsu.sharing.agreements.texts import service_texts

SPOT = Spot(37.6, 127.02)
TURNS = day(find_services().scenes)


def made(service: str, expects: str = "granted", name: str = "happy", messages: int = 1) -> Scene:
    def play(_stage: Stage) -> list[Said]:
        return [Said(0.0, {"service": service}) for _ in range(messages)]

    return Scene(name, service, "someone", "장면", "A scene", expects, play)


def test_every_service_with_a_scene_that_shows_something_appears_within_the_quarter_hour() -> None:
    shown = {
        one.service
        for one in find_services().scenes
        if one.expects in {"granted", "asks", "own"}
        and not one.service.startswith(("P112", "F119"))
    }
    assert {turn.scene.service for turn in TURNS} == shown
    assert shown >= {"ANKLET", "MILITARY", "DISASTER", "SOS_APP", "LONE_WOMAN", "BELL", "ESCORT"}
    assert max(turn.after_s for turn in TURNS) < DAY_S


def test_never_more_than_three_scenes_run_at_once_by_the_plan() -> None:
    for turn in TURNS:
        running = [
            one for one in TURNS if one.after_s <= turn.after_s < one.after_s + one.scene.lasts_s
        ]
        assert len(running) <= AT_ONCE


def test_a_service_plays_what_shows_most_of_it() -> None:
    [turn] = day([made("MILITARY", "asks"), made("MILITARY", name="terror")])
    assert turn.scene.name == "terror"
    assert day([made("X", "refused"), made("P112_VIDEO"), made("Y", "nothing")]) == ()


def test_every_partner_of_a_scene_has_a_credential_for_its_service() -> None:
    may = {name: services for name, _, _, services in PARTNERS}
    for scene in find_services().scenes:
        assert scene.service in may[scene.partner], scene


def test_every_party_of_a_services_agreement_is_at_the_demo_and_every_room_has_somebody() -> None:
    known = {one.code for one in ORGANISATIONS}
    parties = {one.organisation for text in service_texts("SEONGBUK") for one in text.parties}
    # who is told in words and shown no picture (경찰청의 수배차량) has no room here
    shown = {one for one in parties if "." in one or one == "SEONGBUK"}
    assert shown <= known
    assert {person[3] for person in PEOPLE} >= shown


@pytest.mark.parametrize("name", sorted(PLACES))
def test_the_places_lie_in_the_district(name: str) -> None:
    areas = load_areas(None)
    dong = areas.dong_of(Point(PLACES[name].lat, PLACES[name].lon))
    assert dong is not None
    assert dong.code.startswith("11290")


class Door:
    """Holds each message until it is let go, and counts those that wait."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self.taken = 0
        self.let_go = asyncio.Event()
        self.came = asyncio.Event()

    async def take(self, _request: web.Request) -> web.Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.came.set()
        await self.let_go.wait()
        self.inside -= 1
        self.taken += 1
        self.came.set()
        return web.json_response({})

    async def until(self, inside: int = 0, taken: int = 0) -> None:
        async with asyncio.timeout(10):
            while self.inside < inside or self.taken < taken:
                self.came.clear()
                await self.came.wait()


async def test_a_fourth_scene_waits_until_one_has_ended_and_a_stranger_is_left_out() -> None:
    door = Door()
    app = web.Application()
    app.router.add_post("/link/v1/incidents", door.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    turns = [Turn(0.0, made(f"S{number}"), SPOT) for number in range(5)]
    turns.append(Turn(0.0, Scene("x", "Z", "nobody", "", "", "own", lambda _: []), SPOT))
    known = Credentials([], [PartnerToken("someone", "token")])
    async with aiohttp.ClientSession() as session:
        player = Player(session, origin, known, SystemClock())
        playing = asyncio.create_task(player.day(turns))
        await door.until(inside=AT_ONCE)
        door.let_go.set()
        await door.until(taken=5)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
    await runner.cleanup()
    assert door.most <= AT_ONCE
