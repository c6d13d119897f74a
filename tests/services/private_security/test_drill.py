"""A company's alarm inside an exercise: the same panel for who has joined, and nothing for anybody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.services.private_security.rules import CODE
from bongsu.services.private_security.scenes import alarm, said
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.linked_house import LEAD, OPERATOR, ROOM, LinkedHouse


async def begun(company: LinkedHouse) -> LinkedHouse:
    """The house, and a stage whose messages belong to an exercise of this service."""
    wish = {
        "title": "경비업체 인계 훈련",
        "reason": "2026년 하반기 계획",
        "services": [CODE],
        "organisations": [POLICE_SEONGBUK],
        "starts": company.clock.now().isoformat(),
        "ends": (company.clock.now() + timedelta(hours=2)).isoformat(),
    }
    answer = await company.ask(LEAD, "/api/drills", wish)
    assert answer.status_code == 201, answer.text
    drill_id = answer.json()["drill_id"]
    return replace(company, stage=replace(company.stage, drill=drill_id))


async def join(company: LinkedHouse, *people: str) -> None:
    for who in people:
        path = f"/api/drills/{company.stage.drill}/join"
        assert (await company.ask(who, path, {})).status_code == 204


async def test_who_has_joined_sees_it_flagged_and_nobody_else_at_all(
    company: LinkedHouse,
) -> None:
    here = await begun(company)
    await join(here, OPERATOR)
    assert (await here.send(alarm(here.stage))).status_code == 201
    seen = await here.newest(OPERATOR)
    assert (seen["drill_id"], bool(seen["tiles"])) == (here.stage.drill, True)
    for who in ("CENTRE_HEAD", ROOM):
        assert await here.incidents(who) == [], who


async def test_it_can_be_handed_to_a_room_that_is_in_it(company: LinkedHouse) -> None:
    here = await begun(company)
    await join(here, OPERATOR, ROOM)
    told = (await here.send(alarm(here.stage))).json()
    path = f"/api/incidents/{told['incident_id']}/hand-over"
    answer = await here.ask(OPERATOR, path, {"organisation": POLICE_SEONGBUK, "reason": "훈련"})
    assert answer.status_code in (200, 204), answer.text
    seen = await here.newest(ROOM)
    assert (seen["drill_id"], bool(seen["tiles"])) == (here.stage.drill, True)


async def test_its_end_is_the_exercises_or_the_companys(company: LinkedHouse) -> None:
    here = await begun(company)
    await join(here, OPERATOR)
    await here.send(alarm(here.stage))
    assert (await here.send(said(here.stage, "CLOSE"))).status_code == 200
    assert (await here.newest(OPERATOR))["state"] == "closed"


@pytest.mark.parametrize("drill", ["dr_unknown", "x"])
async def test_an_exercise_that_does_not_run_takes_nothing(
    company: LinkedHouse, drill: str
) -> None:
    stage = replace(company.stage, drill=drill)
    assert (await company.send(alarm(stage))).status_code >= 400
    assert await company.rows("incidents") == []
