"""119 over HTTP: what opens by itself and for whom, what is asked, what is refused, and that it ends whoever is silent."""

from typing import Any  # Any: JSON

import httpx
import pytest

from bongsu.incidents.expire import do_what_is_due
from bongsu.services.fire119.service import CATEGORIES
from bongsu.sharing.agreements.seongbuk import DISASTER_ROOM, FIRE_SEONGBUK
from tests.services.letters import fire_letter
from tests.web.house import GILEUM, JONGAM, House

DOOR = "/link/v1/incidents"
PLACE = {**GILEUM, "method": "GPS"}
ENGINE = {"unit_id": "성북펌프1", "kind": "ENGINE", **{k: JONGAM[k] for k in ("lat", "lon")}}


async def say(house: House, msg_type: str = "NEW", **changes: Any) -> httpx.Response:
    whole = {"location": PLACE, "responders": [ENGINE], "msg_id": f"m-{msg_type}", **changes}
    return await house.ask("seoul-119", DOOR, fire_letter(msg_type, **whole), from_console=False)


async def opened(house: House, category: str, **changes: Any) -> dict[str, Any]:
    answer = await say(house, incident={"category": category}, **changes)
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def seen(house: House, who: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await house.ask(who, "/api/incidents/")).json()
    return listed


async def state(house: House, organisation: str, who: str = "SHIFT_LEAD") -> str | None:
    (one,) = await seen(house, who)
    found = [each for each in one["lendings"] if each["organisation"] == organisation]
    return str(found[-1]["state"]) if found else None


async def decide(house: House, *, approve: bool) -> None:
    (one,) = await seen(house, "SHIFT_LEAD")
    waiting = next(each for each in one["lendings"] if each["state"] == "waiting")
    path = f"/api/grants/{waiting['grant_id']}/decide"
    answer = await house.ask("SHIFT_LEAD", path, {"approve": approve})
    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("category", ["FIRE", "RESCUE", "DISASTER"])
async def test_these_open_by_themselves_for_the_room_and_the_engine(
    house: House, category: str
) -> None:
    said = await opened(house, category)
    assert said["status"] == "GRANTED"
    for who in ("FIRE_ROOM", "FIRE_CAR"):
        (one,) = await seen(house, who)
        assert one["tiles"], who
        assert (one["room_kind"], one["category"]) == ("fire", category)


@pytest.mark.parametrize(
    ("category", "beside"), [("FIRE", True), ("DISASTER", True), ("RESCUE", False), ("EMS", False)]
)
async def test_the_districts_own_disaster_room_is_told_of_fires_and_disasters(
    house: House, category: str, beside: bool
) -> None:
    await opened(house, category)
    assert bool(await seen(house, "DISASTER_ROOM")) is beside
    assert (await state(house, DISASTER_ROOM) == "active") is beside


async def test_no_police_room_sees_it(house: House) -> None:
    await opened(house, "FIRE")
    for who in ("POLICE_ROOM", "jongam room", "POLICE_CAR", "MOJ_CENTRE", "MIL_ROOM"):
        assert await seen(house, who) == [], who


async def test_an_ambulance_waits_for_the_approver_and_then_opens(house: House) -> None:
    said = await opened(house, "EMS")
    assert (said["status"], said["cameras"]) == ("PENDING", [])
    assert await state(house, FIRE_SEONGBUK) == "waiting"
    await decide(house, approve=True)
    assert await state(house, FIRE_SEONGBUK) == "active"
    assert (await seen(house, "FIRE_ROOM"))[0]["tiles"]


async def test_what_the_approver_refuses_stays_refused(house: House) -> None:
    await opened(house, "EMS")
    await decide(house, approve=False)
    assert await state(house, FIRE_SEONGBUK) == "refused"
    assert (await seen(house, "FIRE_ROOM"))[0]["tiles"] == []


async def test_no_answer_is_a_refusal_that_says_so(house: House) -> None:
    await opened(house, "EMS")
    house.clock.advance(61)
    await do_what_is_due(house.desk)
    (one,) = await seen(house, "FIRE_ROOM")
    (mine,) = [each for each in one["lendings"] if each["mine"]]
    assert (mine["state"], one["tiles"]) == ("refused", [])


@pytest.mark.parametrize("category", ["LIFE_SAFETY", "OTHER"])
async def test_what_no_clause_names_is_refused(house: House, category: str) -> None:
    said = await opened(house, category)
    assert (said["status"], said["cameras"]) == ("REJECTED", [])
    assert said["reason_code"]


@pytest.mark.parametrize("category", ["ROBBERY", "FLOOD", "", "fire"])
async def test_a_kind_that_119_does_not_know_is_refused_by_its_field(
    house: House, category: str
) -> None:
    answer = await say(house, incident={"category": category})
    assert (answer.status_code, answer.json()["field"]) == (400, "incident.category")
    assert await seen(house, "OPERATOR") == []


async def test_a_closed_call_takes_every_picture_with_it(house: House) -> None:
    await opened(house, "FIRE")
    answer = await say(house, "CLOSE", incident=None, location=None, responders=None)
    assert answer.status_code == 200
    for who in ("FIRE_ROOM", "FIRE_CAR", "DISASTER_ROOM", "OPERATOR"):
        assert all(one["tiles"] == [] for one in await seen(house, who)), who


async def test_a_station_that_never_closes_loses_its_pictures_at_the_clauses_end(
    house: House,
) -> None:
    await opened(house, "FIRE")
    house.clock.advance(3599)
    await do_what_is_due(house.desk)
    assert await state(house, FIRE_SEONGBUK) == "active"
    house.clock.advance(1)
    await do_what_is_due(house.desk)
    assert await state(house, FIRE_SEONGBUK) == "expired"
    assert (await seen(house, "FIRE_ROOM"))[0]["tiles"] == []


async def test_it_renews_three_times_and_no_more(house: House) -> None:
    said = await opened(house, "FIRE")
    path = f"{DOOR}/{said['incident_id']}/renew"
    codes = []
    for _ in range(4):
        house.clock.advance(1800)
        codes.append((await house.ask("seoul-119", path, {}, from_console=False)).status_code)
    assert codes[:3] == [200, 200, 200]
    assert codes[3] >= 400


async def test_another_system_neither_sees_nor_closes_it(house: House) -> None:
    said = await opened(house, "FIRE")
    path = f"{DOOR}/{said['incident_id']}"
    assert (await house.ask("seoul-112", path, from_console=False)).status_code == 404
    answer = await house.ask("seoul-112", DOOR, fire_letter("CLOSE"), from_console=False)
    assert answer.status_code == 403
    assert await state(house, FIRE_SEONGBUK) == "active"


async def test_a_test_call_opens_nothing(house: House) -> None:
    answer = await say(house, "TEST", incident={"category": "FIRE"})
    assert answer.json()["cameras"] == []
    for one in await seen(house, "FIRE_ROOM"):
        assert (one["exercise"], one["tiles"]) == (True, [])


async def drill(house: House, *, join: tuple[str, ...]) -> str:
    now = house.clock.now()
    wish = {
        "title": "소방 합동훈련",
        "reason": "2026년 하반기 계획",
        "services": ["F119_DISPATCH"],
        "organisations": [FIRE_SEONGBUK],
        "starts": now.isoformat(),
        "ends": now.replace(hour=now.hour + 2).isoformat(),
    }
    begun = await house.ask("SHIFT_LEAD", "/api/drills", wish)
    assert begun.status_code == 201, begun.text
    for who in join:
        path = f"/api/drills/{begun.json()['drill_id']}/join"
        assert (await house.ask(who, path, {})).status_code == 204
    return str(begun.json()["drill_id"])


async def test_as_an_exercise_it_runs_for_who_has_joined_and_for_nobody_else(house: House) -> None:
    drill_id = await drill(house, join=("FIRE_ROOM", "OPERATOR"))
    await opened(house, "FIRE", drill=drill_id)
    for who in ("FIRE_ROOM", "OPERATOR"):
        (one,) = await seen(house, who)
        assert (one["drill_id"], bool(one["tiles"])) == (drill_id, True), who
    for who in ("FIRE_CAR", "DISASTER_ROOM", "POLICE_ROOM", "CENTRE_HEAD"):
        assert await seen(house, who) == [], who


async def test_an_exercise_that_ends_takes_its_pictures_with_it(house: House) -> None:
    drill_id = await drill(house, join=("FIRE_ROOM",))
    await opened(house, "FIRE", drill=drill_id)
    ended = await house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
    assert ended.status_code == 200
    assert await seen(house, "FIRE_ROOM") == []


def test_every_kind_has_its_name_in_both_languages() -> None:
    assert all(ko and en for ko, en in CATEGORIES.values())
