"""What the fire service's simulator says ends as its scene expects: seen by the station, asked about, or shut."""

from typing import Any  # Any: JSON

import pytest

from bongsu.services.fire119.scenes import CODE, ENGINE, PARTNER, SCENES
from bongsu.services.shared.scenes import Scene, Stage
from tests.services.linked_house import LEAD, OPERATOR, ROOM, SPOT, LinkedHouse
from tests.web.house import NOW, House

STATION = "FIRE_ROOM"


@pytest.fixture
def fire(house: House) -> LinkedHouse:
    return LinkedHouse(house, partner=PARTNER, service=CODE, scenes=SCENES)


async def opened(fire: LinkedHouse, name: str) -> dict[str, Any]:
    """What the simulator's first message is answered."""
    first, *_ = next(one for one in SCENES if one.name == name).play(fire.stage)
    answer = await fire.send(first)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_fire_is_seen_by_station_and_centre_and_not_by_the_police(
    fire: LinkedHouse,
) -> None:
    assert (await opened(fire, "happy"))["status"] == "GRANTED"
    assert await fire.pictures(STATION)
    assert await fire.pictures(OPERATOR)
    assert await fire.incidents(ROOM) == []


async def test_the_engine_drives_and_all_of_it_ends_with_the_close(fire: LinkedHouse) -> None:
    answers = await fire.play("happy")
    assert {one.status_code for one in answers} <= {200, 201}
    over = await fire.newest(STATION)
    assert (over["state"], over["tiles"]) == ("closed", [])


async def test_an_ambulance_waits_for_the_lead(fire: LinkedHouse) -> None:
    told = await opened(fire, "approval")
    assert (told["status"], told["reason_code"]) == ("PENDING", "approval")
    waiting = await fire.newest(LEAD)
    assert waiting["lendings"][0]["state"] == "waiting"
    assert await fire.pictures(STATION) == []


async def test_what_no_article_lists_is_refused(fire: LinkedHouse) -> None:
    told = await opened(fire, "refused")
    assert (told["status"], told["reason_code"]) == ("REJECTED", "category_not_listed")
    assert await fire.pictures(STATION) == []


async def test_what_nobody_closes_ends_by_the_clause(fire: LinkedHouse) -> None:
    await fire.play("silent")
    assert await fire.pictures(STATION)
    await fire.wait(3601)
    assert await fire.pictures(STATION) == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one.name)
def test_its_messages_are_one_calls_in_the_order_of_their_times(scene: Scene) -> None:
    messages = scene.play(Stage(NOW, SPOT))
    assert [one.after_s for one in messages] == sorted(one.after_s for one in messages)
    bodies: list[Any] = [one.body for one in messages]
    assert len({one["ext_incident_no"] for one in bodies}) == 1
    assert {one["service"] for one in bodies} == {CODE}


def test_the_engine_comes_nearer() -> None:
    messages = next(one for one in SCENES if one.name == "happy").play(Stage(NOW, SPOT))
    bodies: list[Any] = [one.body for one in messages[:-1]]
    units = [one["responders"][0] for one in bodies]
    assert {one["unit_id"] for one in units} == {ENGINE}
    assert [one["eta_s"] for one in units] == sorted((one["eta_s"] for one in units), reverse=True)
