"""Nothing of an exercise reaches a viewer who is not in it: no screen, no vehicle, no linked system, no figure, no other
centre; whatever those who are in it do, in whatever order."""

import json
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.identity.people import Organisation, OrganisationKind, Role
from bongsu.incidents.listen import Listening
from bongsu.incidents.screen import Screen
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.store import calls_under, grants_of, running_under
from tests.incidents.stage import said_to
from tests.services.drills.test_drills import WORD, begun, join, played
from tests.services.letters import letter
from tests.web.door_rows import CONSOLE
from tests.web.house import GILEUM, House

DOOR = "/link/v1/incidents"
READS = sorted(
    {door.asked for door in CONSOLE if door.method == "GET" and door.then == 200}
    | {"/api/incidents", "/api/ledger", "/api/policy", "/api/agreements/SB-2023-08/versions/1"}
)
IN_IT = {"POLICE_ROOM", "SHIFT_LEAD"}
# the assigned car's own crew has not joined, a second room of the same station has not either
OUTSIDERS = (*sorted(role.value for role in Role if role.value not in IN_IT), "jongam room")
READERS_AFTER = ("OPERATOR", "CENTRE_HEAD", "AUDITOR", "POLICE_CAR", "jongam room")
# the two books that prove what was shown to whom hold exercises too, flagged, for those who examine
PROVES = {"/api/audit", "/api/ledger"}
EXAMINE = {"CPO", "AUDITOR"}
BODIES = [POLICE_SEONGBUK, POLICE_JONGAM]


class Played:
    """An exercise with one call, and everybody's screens beside it."""

    def __init__(self, house: House, drill_id: str, told: dict[str, Any]) -> None:
        self.house, self.drill_id, self.told = house, drill_id, told
        self.incident_id: str = told["incident_id"]
        self.words = (drill_id, self.incident_id, WORD, f"112-{drill_id}", "상반기 합동훈련")
        self.screens: dict[str, Screen] = {}
        self.heard: dict[str, list[str]] = {}

    async def look_on(self, *who: str) -> None:
        for one in who:
            signed_in = await self.house.identity.session_of(self.house.template.tokens[one])
            assert signed_in is not None
            await self.attend(one, Viewer.of(signed_in, self.house.desk.drills))

    async def attend(self, name: str, viewer: Viewer) -> None:
        screen = Screen(viewer, name, "localhost", self.house.state["tickets"])
        await self.house.feed.join(screen, None)
        self.screens[name] = screen

    async def told_on(self) -> None:
        await self.house.told()
        for name, screen in self.screens.items():
            self.heard.setdefault(name, []).extend(map(json.dumps, said_to(screen)))

    def leaked(self, name: str, words: Sequence[str]) -> list[str]:
        return [one for text in self.heard.get(name, []) for one in words if one in text]

    async def marks(self) -> tuple[str, ...]:
        """Every id that stands for it."""
        async with self.house.database.read() as connection:
            grants = await grants_of(connection, self.incident_id)
        return (*self.words, *(one.grant_id for one in grants))

    async def says(self, msg_type: str, number: str, **more: Any) -> None:
        body = letter(msg_type, number, drill=self.drill_id, **more)
        body["ext_incident_no"] = f"112-{self.drill_id}"
        answer = await self.house.ask("seoul-112", DOOR, body, from_console=False)
        assert answer.status_code == 200, answer.text


@pytest.fixture
async def drill(house: House) -> Played:
    drill_id = await begun(house, organisations=BODIES)
    await join(house, drill_id, "POLICE_ROOM")
    return Played(house, drill_id, (await played(house, drill_id)).json())


async def test_no_door_of_the_console_tells_of_it(drill: Played) -> None:
    """Every door that answers anything, as every role, before and after the exercise ends."""
    words = (await drill.marks())[1:-1]
    words = tuple(one for one in words if one != "상반기 합동훈련")
    for is_over in (False, True):
        if is_over:
            await drill.house.ask("SHIFT_LEAD", f"/api/drills/{drill.drill_id}/end", {})
        for who in READERS_AFTER if is_over else OUTSIDERS:
            for path in READS:
                if path.split("?")[0] in PROVES and who in EXAMINE:
                    continue
                answer = await drill.house.ask(who, path)
                for word in words:
                    assert word not in answer.text, (who, path, word)


Deed = Callable[[Played, int], Awaitable[None]]


async def moves(drill: Played, number: int) -> None:
    drill.house.clock.advance(6)
    here = {**GILEUM, "lat": GILEUM["lat"] + number * 1e-4, "method": "GPS"}
    await drill.says("LOCATION", f"move-{number}", incident=None, location=here)


async def changes(drill: Played, number: int) -> None:
    code = "C1" if number % 2 else "C0"
    await drill.says("UPDATE", f"update-{number}", incident={"category": "ROBBERY", "code": code})


async def directs(drill: Played, number: int) -> None:
    path = f"/api/incidents/{drill.incident_id}/direct"
    await drill.house.ask("POLICE_ROOM", path, {"line": f"{WORD} {number}"})


async def cuts(drill: Played, _number: int) -> None:
    async with drill.house.database.read() as connection:
        grants = await grants_of(connection, drill.incident_id)
    for grant in grants:
        await drill.house.ask("SHIFT_LEAD", f"/api/grants/{grant.grant_id}/withdraw", {})
        await drill.house.ask("SHIFT_LEAD", f"/api/grants/{grant.grant_id}/undo", {})


async def renews(drill: Played, _number: int) -> None:
    path = f"{DOOR}/{drill.incident_id}/renew"
    await drill.house.ask("seoul-112", path, {}, from_console=False)


async def confirms(drill: Played, _number: int) -> None:
    path = f"/api/drills/{drill.drill_id}/seen"
    await drill.house.ask("POLICE_ROOM", path, {"incident_id": drill.incident_id})


DEEDS: tuple[Deed, ...] = (moves, changes, directs, cuts, renews, confirms)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_is_done_in_it_no_screen_of_an_outsider_hears_of_it(
    drill: Played, seed: int
) -> None:
    pick = Random(seed)
    await drill.look_on(*OUTSIDERS, *IN_IT)
    for number in range(8):
        await pick.choice(DEEDS)(drill, number)
        await drill.told_on()
    await drill.house.ask("SHIFT_LEAD", f"/api/drills/{drill.drill_id}/end", {})
    await drill.told_on()
    marks = await drill.marks()
    for who in OUTSIDERS:
        assert not drill.leaked(who, marks), who
    for who in IN_IT:
        assert drill.leaked(who, (drill.incident_id,)), who


async def test_who_watches_in_it_is_told_to_those_in_it_alone(drill: Played) -> None:
    house, feed, bus = drill.house, drill.house.feed, MemoryBus()
    listening = Listening(house.desk, feed, bus)
    await listening.start()
    async with house.database.read() as connection:
        (grant, *_) = (
            one
            for one in await grants_of(connection, drill.incident_id)
            if one.organisation == POLICE_SEONGBUK
        )
    await drill.look_on("OPERATOR", "SHIFT_LEAD")
    who = {
        "grant_id": grant.grant_id,
        "camera_id": grant.lent[0].camera_id,
        "session_id": "se_1",
        "viewer": "성북서 상황실-02",
    }
    at = house.clock.now()
    watching = {**who, "watching": True, "at": at, "process": "media-1"}
    await bus.publish("bongsu.media.watching", msgspec.json.encode(watching))
    viewings = {"process": "media-2", "viewings": [{**who, "since": at}]}
    await bus.publish("bongsu.media.viewings", msgspec.json.encode(viewings))
    await drill.told_on()
    for name, watchers in (("OPERATOR", 0), ("SHIFT_LEAD", 2)):
        told = [json.loads(one) for one in drill.heard[name]]
        last = [one for one in told if one["kind"] == "watching"][-1]
        assert len(last["watchers"]) == watchers
    assert not drill.leaked("OPERATOR", (grant.grant_id, "상황실-02"))
    # who joins later is told at once, and no more once it is over
    await join(house, drill.drill_id, "OPERATOR")
    await drill.told_on()
    assert drill.leaked("OPERATOR", (grant.grant_id,))
    await listening.stop()


@pytest.mark.parametrize("who", ["OPERATOR", "POLICE_CAR", "jongam room", "FIRE_ROOM"])
async def test_no_ticket_of_it_is_minted_for_an_outsider(drill: Played, who: str) -> None:
    await drill.look_on(who, "POLICE_ROOM")
    async with drill.house.database.read() as connection:
        grants = await grants_of(connection, drill.incident_id)
    for grant in grants:
        for camera in grant.lent[:2]:
            screen = drill.screens[who]
            assert not await drill.house.feed.ticket(screen, grant.grant_id, camera.camera_id)
    assert "ticket" not in {one["kind"] for one in said_to(drill.screens[who])}
    assert "ticket" in {one["kind"] for one in said_to(drill.screens["POLICE_ROOM"])}


async def test_the_car_it_names_is_on_nobodys_map_unless_its_crew_takes_part(
    drill: Played,
) -> None:
    async with drill.house.database.read() as connection:
        incident = await incident_by_id(connection, drill.incident_id)
        grants = await grants_of(connection, drill.incident_id)
    assert incident is not None
    for joins in (False, True):
        if joins:
            await join(drill.house, drill.drill_id, "POLICE_CAR")
        await drill.look_on("POLICE_CAR")
        assert drill.screens["POLICE_CAR"].viewer.is_sent(incident, grants) is joins


async def test_no_linked_system_is_told_of_it(drill: Played) -> None:
    """`/link/v1` and the catalogue, read by a station's wall, the city's map and another partner; and the feed."""
    house = drill.house
    partner = await house.identity.partner_of(house.template.bearers["wall"])
    assert partner is not None
    station = Organisation(POLICE_SEONGBUK, "성북경찰서", "Seongbuk", OrganisationKind.POLICE)
    viewer = Viewer.of_system(partner, station, "se_wall")
    assert viewer is not None
    await drill.attend("wall", viewer)
    marks = await drill.marks()
    reads = [f"{DOOR}/{drill.incident_id}", "/link/v1/cameras", "/ogc/v1/collections/cameras/items"]
    for who in ("wall", "map", "other-112", "seoul-119"):
        for path in reads:
            answer = await house.ask(who, path, from_console=False)
            assert answer.status_code in {200, 403, 404}, (who, path, answer.text)
            assert not [one for one in marks[:4] if one in answer.text.replace(path, "")]
        renewed = await house.ask(who, f"{reads[0]}/renew", {}, from_console=False)
        assert renewed.status_code in {403, 404}
    await moves(drill, 1)
    await drill.told_on()
    assert not drill.leaked("wall", marks)


async def test_no_deed_of_an_outsider_touches_it(drill: Played) -> None:
    async with drill.house.database.read() as connection:
        grants = await grants_of(connection, drill.incident_id)
    asks: list[tuple[str, object]] = [
        (f"/api/incidents/{drill.incident_id}/close", {}),
        (f"/api/incidents/{drill.incident_id}/move", {"lat": 37.6, "lon": 127.0}),
        (f"/api/incidents/{drill.incident_id}/direct", {"line": "북쪽"}),
        (f"/api/incidents/{drill.incident_id}/remark", {"rating": 3, "text": "좋음"}),
        (
            f"/api/incidents/{drill.incident_id}/hand-over",
            {"organisation": POLICE_SEONGBUK, "reason": "인계"},
        ),
        (f"/api/drills/{drill.drill_id}/seen", {"incident_id": drill.incident_id}),
        *((f"/api/grants/{one.grant_id}/withdraw", {}) for one in grants),
        *((f"/api/grants/{one.grant_id}/decide", {"approve": True}) for one in grants),
        *((f"/api/grants/{one.grant_id}/renew", {}) for one in grants),
    ]
    for who in ("OPERATOR", "CENTRE_HEAD", "jongam room", "FIRE_ROOM", "POLICE_CAR"):
        for path, body in asks:
            answer = await drill.house.ask(who, path, body)
            assert answer.status_code in {403, 404}, (who, path, answer.text)
    async with drill.house.database.read() as connection:
        assert await grants_of(connection, drill.incident_id) == grants


async def test_it_counts_in_no_figure(drill: Played) -> None:
    """What runs under an agreement, what a pilot may still let through, its report, who stands in the ledger."""
    house = drill.house
    async with house.database.read() as connection:
        now = house.clock.now()
        assert await running_under(connection, CENTRE, now) == {}
        before = now.replace(hour=0)
        assert await calls_under(connection, "SB-2023-08", CENTRE, before, "inc_zz") == (0, 0)
    page = (await house.ask("CENTRE_HEAD", "/api/ledger")).json()
    assert (page["rows"], page["recipients"], page["in_all"]) == ([], [], 0)
    report = await house.ask("OPERATOR", "/api/agreements/SB-2023-08/versions/1/pilot-report")
    assert report.status_code == 200, report.text
    assert report.json()["calls"] == 0, report.json()
    # a real one counts, so that the figures are known to be figures
    real = await house.ask("seoul-112", DOOR, letter(location=GILEUM), from_console=False)
    assert real.status_code == 201
    async with house.database.read() as connection:
        assert await running_under(connection, CENTRE, now) == {"SB-2023-08": 1}
        assert await calls_under(connection, "SB-2023-08", CENTRE, before, "inc_zz") == (1, 1)
