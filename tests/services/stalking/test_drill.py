"""A watch's call inside an exercise: the room that has joined sees it, and no real victim's cameras open for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.services.stalking.message import CODE
from bongsu.services.stalking.scenes import said, set_homes, sos
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.linked_house import LEAD, OPERATOR, OTHER_ROOM, ROOM, LinkedHouse


async def begun(police: LinkedHouse) -> LinkedHouse:
    """The house, and a stage whose messages belong to an exercise of this service."""
    wish = {
        "title": "스마트워치 대응 훈련",
        "reason": "2026년 하반기 계획",
        "services": [CODE],
        "organisations": [POLICE_SEONGBUK],
        "starts": police.clock.now().isoformat(),
        "ends": (police.clock.now() + timedelta(hours=2)).isoformat(),
    }
    answer = await police.ask(LEAD, "/api/drills", wish)
    assert answer.status_code == 201, answer.text
    drill_id = answer.json()["drill_id"]
    return replace(police, stage=replace(police.stage, drill=drill_id))


async def join(police: LinkedHouse, *people: str) -> None:
    for who in people:
        path = f"/api/drills/{police.stage.drill}/join"
        assert (await police.ask(who, path, {})).status_code == 204


async def test_the_room_that_has_joined_sees_it_flagged_and_nobody_else_at_all(
    police: LinkedHouse,
) -> None:
    here = await begun(police)
    await join(here, ROOM)
    assert (await here.send(sos(here.stage))).status_code == 201
    seen = await here.newest(ROOM)
    assert (seen["drill_id"], bool(seen["tiles"])) == (here.stage.drill, True)
    for who in (OPERATOR, "CENTRE_HEAD", OTHER_ROOM):
        assert await here.incidents(who) == [], who


async def test_a_real_victims_cameras_are_not_opened_by_an_exercise(police: LinkedHouse) -> None:
    """Who is practised with lives nowhere."""
    rows = police.house.catalogue.rows.values()
    homes = [
        one.camera_id for one in rows if one.lat < 37.600 and one.purpose == "crime_prevention"
    ][:1]
    assert (await police.send(set_homes(police.stage, *homes))).status_code == 200
    here = await begun(police)
    await join(here, ROOM)
    await here.send(sos(here.stage))
    assert set(homes).isdisjoint(await here.pictures(ROOM))


async def test_its_close_ends_it(police: LinkedHouse) -> None:
    here = await begun(police)
    await join(here, ROOM)
    await here.send(sos(here.stage))
    assert (await here.send(said(here.stage, "CLOSE"))).status_code == 200
    assert (await here.newest(ROOM))["state"] == "closed"


@pytest.mark.parametrize("drill", ["dr_unknown", "x"])
async def test_an_exercise_that_does_not_run_takes_nothing(police: LinkedHouse, drill: str) -> None:
    stage = replace(police.stage, drill=drill)
    assert (await police.send(sos(stage))).status_code >= 400
    assert await police.rows("incidents") == []
