"""The demo's day: every linked service appears within a quarter of an hour, with credentials that the demo makes."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web

from bongsu.demo.accounts import ORGANISATIONS, PARTNERS, PEOPLE
from bongsu.demo.day import AT_ONCE, DAY_S, PLACES, Cast, Player, Turn, day
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.geometry import Point
from bongsu.registry.load_areas import load_areas
from bongsu.services.plugins import find_services
from bongsu.services.reports.scenes import PARTNER as TEXT_DOOR
from bongsu.services.shared.scenes import Said, Scene, Spot, Stage
from bongsu.sharing.agreements.texts import service_texts

SPOT = Spot(37.6, 127.02)
TURNS = day(find_services().scenes)


def made(service: str, expects: str = "granted", name: str = "happy", messages: int = 1) -> Scene:
    def play(_stage: Stage) -> list[Said]:
        return [Said(0.0, {"service": service}) for _ in range(messages)]

    return Scene(name, service, "someone", "장면", "A scene", expects, play)


def test_every_service_appears_within_the_quarter_hour() -> None:
    # an alarm becomes an incident by an operator's hand: no scene plays that
    played = set(find_services().linked) - {"SELECT"}
    assert {turn.scene.service for turn in TURNS} == played
    assert max(turn.after_s for turn in TURNS) < DAY_S


def test_every_service_has_its_happy_its_refused_and_its_silent_scene() -> None:
    names: dict[str, set[str]] = {}
    for one in find_services().scenes:
        names.setdefault(one.service, set()).add(one.name)
    for service, of_it in names.items():
        if service == "ESCORT":
            # a trip's own: an arrival is its happy end, a way that is left its alarm
            assert of_it >= {"arrival", "deviation"}
        else:
            assert of_it >= {"happy", "refused", "silent"}, service


def test_never_more_than_three_scenes_run_at_once_by_the_plan() -> None:
    for turn in TURNS:
        running = [
            one for one in TURNS if one.after_s <= turn.after_s < one.after_s + one.scene.lasts_s
        ]
        assert len(running) <= AT_ONCE


def test_a_service_plays_what_shows_most_of_it() -> None:
    [turn] = day([made("MILITARY", "asks"), made("MILITARY", name="terror")])
    assert turn.scene.name == "terror"
    assert day([made("X", "refused"), made("Y", "nothing"), made("Z", "silent")]) == ()


def test_every_partner_of_a_scene_has_a_credential_for_its_service() -> None:
    may = {name: services for name, _, _, services in PARTNERS}
    stage = Stage(SystemClock().now(), SPOT, cameras=("SB-1", "SB-2"))
    for scene in find_services().scenes:
        speakers = {said.by or scene.partner for said in scene.play(stage)}
        for speaker in speakers - {TEXT_DOOR}:
            assert scene.service in may[speaker], scene


def test_every_party_of_a_services_agreement_is_at_the_demo_and_every_room_has_somebody() -> None:
    known = {one.code for one in ORGANISATIONS}
    parties = {one.organisation for text in service_texts("SEONGBUK") for one in text.parties}
    # who is told in words or by one still (수배차량의 경찰청, 다매체 신고의 서울경찰청·서울소방) has no room here
    shown = parties - {"KNPA", "KNPA.SEOUL", "NFA.SEOUL"}
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
    turns.append(Turn(0.0, replace(made("Z"), partner="nobody"), SPOT))
    cast = Cast(origin, {"someone": "token"}, SystemClock())
    async with aiohttp.ClientSession() as session:
        player = Player(session, cast)
        playing = asyncio.create_task(player.day(turns))
        await door.until(inside=AT_ONCE)
        door.let_go.set()
        await door.until(taken=5)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
    await runner.cleanup()
    assert door.most <= AT_ONCE


def test_a_stage_of_the_cast_knows_the_cameras_of_its_place() -> None:
    elsewhere = Spot(37.61, 127.03)
    cast = Cast("", {}, SystemClock(), cameras={SPOT: ("SB-1", "SB-2")})
    assert cast.stage(SPOT).cameras == ("SB-1", "SB-2")
    assert cast.stage(elsewhere).cameras == ()
