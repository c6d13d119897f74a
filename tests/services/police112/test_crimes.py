"""Crimes from the police's simulator: listed ones open at the competent station, the car comes nearer, others stay shut."""

from typing import Any  # Any: JSON

import pytest

from bongsu.services.police112.scenes import CAR as UNIT
from bongsu.services.police112.scenes import DISPATCH, SCENES, VIDEO
from bongsu.services.shared.scenes import Stage
from tests.services.linked_house import (
    CAR,
    LEAD,
    OPERATOR,
    OTHER_ROOM,
    ROOM,
    SPOT,
    LinkedHouse,
)
from tests.web.house import NOW


async def opened(police: LinkedHouse, name: str, service: str) -> dict[str, Any]:
    """What the simulator's first message is answered."""
    scene = next(one for one in SCENES if (one.name, one.service) == (name, service))
    first, *_ = scene.play(police.stage)
    answer = await police.send(first, scene.partner)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.parametrize("service", [DISPATCH, VIDEO])
async def test_a_listed_crime_opens_at_the_competent_station_alone(
    police: LinkedHouse, service: str
) -> None:
    told = await opened(police, "happy", service)
    assert told["status"] == "GRANTED"
    for who in (ROOM, OPERATOR):
        seen = await police.newest(who, service)
        assert seen["tiles"]
    assert await police.incidents(OTHER_ROOM, service) == []


async def test_the_car_comes_nearer_and_everything_ends_with_the_close(
    police: LinkedHouse,
) -> None:
    scene = next(one for one in SCENES if (one.name, one.service) == ("happy", DISPATCH))
    messages = scene.play(police.stage)
    bodies: list[Any] = [one.body for one in messages[:-1]]
    etas = [one["responders"][0]["eta_s"] for one in bodies]
    assert etas == sorted(etas, reverse=True)
    assert etas[0] > etas[-1]
    answers = await police.play("happy", DISPATCH)
    assert {one.status_code for one in answers} <= {200, 201}
    over = await police.newest(CAR, DISPATCH)
    assert (over["state"], over["tiles"]) == ("closed", [])
    assert UNIT in str(messages[0].body)


async def test_a_theft_of_code_two_waits_for_the_lead(police: LinkedHouse) -> None:
    told = await opened(police, "approval", DISPATCH)
    assert (told["status"], told["reason_code"]) == ("PENDING", "approval")
    waiting = await police.newest(LEAD, DISPATCH)
    assert waiting["lendings"][0]["state"] == "waiting"
    assert await police.pictures(ROOM, DISPATCH) == []


async def test_a_masts_circle_asks_where_it_is(police: LinkedHouse) -> None:
    told = await opened(police, "cell", VIDEO)
    assert (told["status"], told["reason_code"]) == ("PENDING", "place")


@pytest.mark.parametrize(
    ("service", "reason"), [(DISPATCH, "category_not_listed"), (VIDEO, "code_not_urgent")]
)
async def test_what_is_not_agreed_is_refused_with_its_reason(
    police: LinkedHouse, service: str, reason: str
) -> None:
    told = await opened(police, "refused", service)
    assert (told["status"], told["reason_code"]) == ("REJECTED", reason)
    assert await police.pictures(ROOM, service) == []


@pytest.mark.parametrize("service", [DISPATCH, VIDEO])
async def test_a_call_that_nobody_closes_ends_by_the_clause(
    police: LinkedHouse, service: str
) -> None:
    await police.play("silent", service)
    assert await police.pictures(ROOM, service)
    await police.wait(1801)
    assert await police.pictures(ROOM, service) == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: f"{one.service} {one.name}")
def test_every_message_is_of_its_scene_and_in_the_order_of_its_time(scene: Any) -> None:
    said = scene.play(Stage(NOW, SPOT))
    assert [one.after_s for one in said] == sorted(one.after_s for one in said)
    assert {one.body["service"] for one in said} == {scene.service}
    assert len({one.body["ext_incident_no"] for one in said}) == 1
