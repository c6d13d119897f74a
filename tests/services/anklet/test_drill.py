"""An alarm as an exercise: its own room and whoever has joined, each as of a real one; the score sheet tells no kind."""

import json
from datetime import timedelta

import pytest

from bongsu.services.anklet.scenes import ORG, PARTNER, alarm, said
from bongsu.services.shared.scenes import Stage
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.incidents.stage import said_to
from tests.services.anklet.linked import HERE, ROOM, Linked
from tests.services.linked_house import SPOT
from tests.web.house import House

KIND = ("CURFEW", "외출제한", "Curfew", "CONTACT_LOST", "연락두절", "category_not_listed", "목록")


@pytest.fixture
async def drill_id(house: House) -> str:
    now = house.clock.now()
    wanted = {
        "title": "하반기 합동훈련",
        "reason": "훈련계획 4호",
        "services": ["ANKLET"],
        "organisations": [ORG, POLICE_SEONGBUK],
        "starts": now.isoformat(),
        "ends": (now + timedelta(hours=2)).isoformat(),
    }
    begun = await house.ask("SHIFT_LEAD", "/api/drills", wanted)
    assert begun.status_code == 201, begun.text
    return str(begun.json()["drill_id"])


async def played(linked: Linked, drill_id: str, trigger: str = "CURFEW") -> str:
    stage = Stage(linked.clock.now(), SPOT, f"drill-{trigger}", drill=drill_id)
    answer = await linked.send(said(stage, "NEW", **alarm(trigger), location=HERE))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["incident_id"])


async def joins(linked: Linked, drill_id: str, *people: str) -> None:
    for who in people:
        answer = await linked.house.ask(who, f"/api/drills/{drill_id}/join", {})
        assert answer.status_code == 204, answer.text


async def test_the_room_that_joined_sees_the_dot_and_the_operator_who_joined_the_line(
    linked: Linked, drill_id: str
) -> None:
    await joins(linked, drill_id, ROOM, "OPERATOR")
    await played(linked, drill_id)
    room, operator = await linked.newest(ROOM), await linked.newest("OPERATOR")
    assert (room["drill_id"], room["category_ko"]) == (drill_id, "외출제한 위반")
    assert room["tiles"]
    assert (operator["drill_id"], operator["discreet"], operator["tiles"]) == (drill_id, True, [])
    told = json.dumps(operator, ensure_ascii=False)
    assert not [word for word in KIND if word in told]


@pytest.mark.parametrize("who", [ROOM, "OPERATOR", "CENTRE_HEAD", "POLICE_ROOM", "MOJ_CENTRE"])
async def test_who_has_not_joined_hears_nothing(linked: Linked, drill_id: str, who: str) -> None:
    incident_id = await played(linked, drill_id)
    assert await linked.incidents(who) == []
    assert incident_id not in json.dumps(said_to(await linked.screen(who)))


async def test_the_score_sheet_tells_nobody_but_its_own_room_kind_and_reason(
    linked: Linked, drill_id: str
) -> None:
    await joins(linked, drill_id, ROOM, "OPERATOR", "POLICE_ROOM")
    incident_id = await played(linked, drill_id)
    await played(linked, drill_id, "CONTACT_LOST")
    seen = {"incident_id": incident_id}
    for who in ("OPERATOR", ROOM):
        path = f"/api/drills/{drill_id}/seen"
        assert (await linked.house.ask(who, path, seen)).status_code == 204
    ended = await linked.house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
    own = await linked.house.ask("OPERATOR", "/api/drills")
    police = await linked.house.ask("POLICE_ROOM", "/api/drills")
    for text in (ended.text, own.text, police.text):
        assert not [word for word in KIND if word in text]
        assert "법무부 대응 건" in text
    [read] = own.json()
    assert (read["score"]["recognised"], read["score"]["refused"]) == (1, 1)
    # the partner's own room knows what it sent, and why it was refused
    [theirs] = (await linked.house.ask(ROOM, "/api/drills")).json()
    assert [one["name_ko"] for line in theirs["score"]["incidents"] for one in line["reasons"]] == [
        "제공 대상 유형이 아닙니다"
    ]


async def test_it_is_wiped_at_the_end_of_the_exercise(linked: Linked, drill_id: str) -> None:
    await played(linked, drill_id)
    await linked.house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
    for table in ("incidents", "incident_timeline", "drills"):
        assert "CURFEW" not in str(await linked.rows(table)), table


async def test_of_no_exercise_that_runs_it_opens_nothing(linked: Linked) -> None:
    stage = Stage(linked.clock.now(), SPOT, "drill-none", drill="dr_none")
    refused = await linked.send(said(stage, "NEW", **alarm("CURFEW"), location=HERE))
    assert (refused.status_code, refused.json()["code"]) == (403, "no_such_drill")
    assert PARTNER not in str(await linked.rows("incidents"))
