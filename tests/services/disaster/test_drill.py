"""A disaster as an exercise: the city's request runs like a real one for who has joined, and exists for nobody else."""

from datetime import timedelta
from typing import Any  # Any: JSON

from bongsu.kernel.memory_bus import MemoryBus
from bongsu.services.disaster.scenes import CITY, CITY_ROOM, request_body
from bongsu.services.disaster.tell_areas import TellAreas
from tests.services.disaster.rooms import CITY_PERSON, OWN, STAGE, Rooms, state_of


async def begun(rooms: Rooms, *join: str) -> str:
    now = rooms.clock.now()
    wish = {
        "title": "풍수해 합동훈련",
        "reason": "2026년 하반기 계획",
        "services": ["DISASTER"],
        "organisations": [CITY],
        "starts": now.isoformat(),
        "ends": (now + timedelta(hours=2)).isoformat(),
    }
    answer = await rooms.ask("SHIFT_LEAD", "/api/drills", wish)
    assert answer.status_code == 201, answer.text
    drill_id = str(answer.json()["drill_id"])
    for who in join:
        joined = await rooms.ask(who, f"/api/drills/{drill_id}/join", {})
        assert joined.status_code == 204, joined.text
    return drill_id


async def asked(rooms: Rooms, drill_id: str) -> dict[str, Any]:
    body = request_body(STAGE, drill=drill_id)
    answer = await rooms.ask(CITY_ROOM, "/link/v1/incidents", body)
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def approve(rooms: Rooms, view: dict[str, Any]) -> None:
    (waiting,) = [one for one in view["lendings"] if one["state"] == "waiting"]
    path = f"/api/grants/{waiting['grant_id']}/decide"
    assert (await rooms.ask("SHIFT_LEAD", path, {"approve": True})).status_code == 204


async def test_it_asks_the_approver_and_opens_for_who_has_joined(rooms: Rooms) -> None:
    drill_id = await begun(rooms, "SHIFT_LEAD", CITY_PERSON)
    assert (await asked(rooms, drill_id))["status"] == "PENDING"
    await approve(rooms, await rooms.only("SHIFT_LEAD"))
    seen = await rooms.only(CITY_PERSON)
    assert (seen["drill_id"], state_of(seen, CITY)) == (drill_id, "active")
    assert seen["tiles"]


async def test_who_has_not_joined_does_not_see_that_it_runs(rooms: Rooms) -> None:
    await asked(rooms, await begun(rooms, "SHIFT_LEAD"))
    for who in (CITY_PERSON, OWN, "OPERATOR", "CENTRE_HEAD", "FIRE_ROOM"):
        assert await rooms.incidents(who) == [], who


async def test_it_stands_on_no_list_of_received_alerts(rooms: Rooms) -> None:
    await asked(rooms, await begun(rooms, "SHIFT_LEAD"))
    heard = await rooms.ask(OWN, "/api/disaster/heard")
    assert heard.json() == {"alerts": [], "refused": []}


async def test_an_exercises_flood_turns_no_real_engine_away(rooms: Rooms) -> None:
    drill_id = await begun(rooms, "SHIFT_LEAD", CITY_PERSON)
    await asked(rooms, drill_id)
    areas = rooms.house.state["running_areas"]
    await TellAreas(rooms.house.desk, MemoryBus(), areas).look()
    assert {one.drill_id for one in areas.areas} <= {drill_id}


async def test_its_end_ends_it(rooms: Rooms) -> None:
    drill_id = await begun(rooms, "SHIFT_LEAD", CITY_PERSON)
    await asked(rooms, drill_id)
    ended = await rooms.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
    assert ended.status_code == 200
    assert await rooms.incidents(CITY_PERSON) == []
