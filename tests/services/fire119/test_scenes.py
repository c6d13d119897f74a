"""What the fire service's simulator says ends as its scene expects: seen by the station, asked about, or shut."""

from typing import Any  # Any: JSON

import pytest

from bongsu.services.fire119.scenes import CODE, ENGINE, PARTNER, SCENES
from bongsu.services.shared.scenes import Scene, Stage
from tests.services.partner_house import LEAD, OPERATOR, ROOM, SPOT, PartnerHouse
from tests.web.house import NOW, House

STATION = "FIRE_ROOM"


@pytest.fixture
def fire(house: House) -> PartnerHouse:
    return PartnerHouse(house, SCENES)


async def opened(fire: PartnerHouse, name: str) -> dict[str, Any]:
    """What the simulator's first message is answered."""
    first, *_ = next(one for one in SCENES if one.name == name).play(fire.stage)
    answer = await fire.say(first, PARTNER)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def tiles(fire: PartnerHouse, who: str = STATION) -> int:
    seen = await fire.incident(who, CODE)
    return len(seen["tiles"]) if seen else 0


async def test_a_fire_is_seen_by_station_and_centre_and_not_by_the_police(
    fire: PartnerHouse,
) -> None:
    assert (await opened(fire, "happy"))["status"] == "GRANTED"
    assert await tiles(fire)
    assert await tiles(fire, OPERATOR)
    assert await fire.incident(ROOM, CODE) is None


async def test_the_engine_drives_and_all_of_it_ends_with_the_close(fire: PartnerHouse) -> None:
    answers = await fire.play("happy")
    assert {one.status_code for one in answers} <= {200, 201}
    over = await fire.incident(STATION, CODE)
    assert over is not None
    assert (over["state"], over["tiles"]) == ("closed", [])


async def test_an_ambulance_waits_for_the_lead(fire: PartnerHouse) -> None:
    told = await opened(fire, "approval")
    assert (told["status"], told["reason_code"]) == ("PENDING", "approval")
    waiting = await fire.incident(LEAD, CODE)
    assert waiting is not None
    assert waiting["lendings"][0]["state"] == "waiting"
    assert await tiles(fire) == 0


async def test_what_no_article_lists_is_refused(fire: PartnerHouse) -> None:
    told = await opened(fire, "refused")
    assert (told["status"], told["reason_code"]) == ("REJECTED", "category_not_listed")
    assert await tiles(fire) == 0


async def test_what_nobody_closes_ends_by_the_clause(fire: PartnerHouse) -> None:
    await fire.play("silent")
    assert await tiles(fire)
    await fire.wait(3601)
    assert await tiles(fire) == 0


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
