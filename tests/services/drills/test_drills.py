"""An exercise over HTTP: begun, joined, played, ended with its score; and nothing of it reaches who has not joined."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeAlias  # Any: JSON

import httpx
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.incidents.drills import DrillBook
from bongsu.incidents.store import open_incidents
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.letters import letter
from tests.web.house import GILEUM, House

Asked: TypeAlias = asyncio.Task[httpx.Response]
DOOR = "/link/v1/incidents"
HERE = {**GILEUM, "method": "GPS"}
WORD = "훈련요지"


def wanted(house: House, **more: object) -> dict[str, Any]:
    now = house.clock.now()
    return {
        "title": "상반기 합동훈련",
        "reason": "2026년 하반기 훈련계획 3호",
        "services": ["P112_DISPATCH"],
        "organisations": [POLICE_SEONGBUK],
        "starts": now.isoformat(),
        "ends": (now + timedelta(hours=2)).isoformat(),
        **more,
    }


async def begun(house: House, **more: object) -> str:
    answer = await house.ask("SHIFT_LEAD", "/api/drills", wanted(house, **more))
    assert answer.status_code == 201, answer.text
    drill_id = answer.json()["drill_id"]
    assert isinstance(drill_id, str)
    return drill_id


async def join(house: House, drill_id: str, *people: str) -> None:
    for who in people:
        answer = await house.ask(who, f"/api/drills/{drill_id}/join", {})
        assert answer.status_code == 204, answer.text


async def played(house: House, drill_id: str | None, **more: object) -> httpx.Response:
    said = {"location": HERE, "drill": drill_id, **more}
    body = letter("NEW", f"msg-{drill_id}", **said)
    body["ext_incident_no"] = f"112-{drill_id}"
    body["incident"]["summary_ko"] = WORD
    return await house.ask("seoul-112", DOOR, body, from_console=False)


async def test_who_has_joined_sees_it_like_a_real_call_and_flagged(house: House) -> None:
    drill_id = await begun(house)
    await join(house, drill_id, "OPERATOR", "POLICE_ROOM")
    answer = await played(house, drill_id)
    assert (answer.status_code, answer.json()["status"]) == (201, "GRANTED")
    for who in ("OPERATOR", "POLICE_ROOM"):
        [view] = (await house.ask(who, "/api/incidents")).json()
        assert (view["drill_id"], view["summary"]) == (drill_id, WORD)
        assert view["tiles"]


async def test_a_room_that_is_not_invited_cannot_join_and_does_not_see_that_it_runs(
    house: House,
) -> None:
    drill_id = await begun(house)
    assert (await house.ask("FIRE_ROOM", "/api/drills")).json() == []
    assert (await house.ask("jongam room", "/api/drills")).json() == []
    assert (await house.ask("FIRE_ROOM", f"/api/drills/{drill_id}/join", {})).status_code == 404


@pytest.mark.parametrize("who", ["OPERATOR", "POLICE_ROOM", "CPO"])
async def test_an_exercise_is_begun_by_the_shift_lead_or_the_head(house: House, who: str) -> None:
    assert (await house.ask(who, "/api/drills", wanted(house))).status_code == 403


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"services": ["NOPE"]}, "services"),
        ({"organisations": ["NOBODY"]}, "organisations"),
        ({"ends": "2026-11-21T05:00:00+00:00"}, "ends"),
        ({"ends": "2026-11-23T05:00:00+00:00"}, "ends"),
        ({"ends": "2026-11-21T07:00:00"}, "ends"),
        ({"title": ""}, "title"),
        ({"services": []}, "services"),
        ({"reason": "x" * 401}, "reason"),
    ],
)
async def test_what_makes_no_exercise_is_refused_by_its_field(
    house: House, more: dict[str, object], field: str
) -> None:
    answer = await house.ask("SHIFT_LEAD", "/api/drills", wanted(house, **more))
    assert answer.status_code == 400
    assert field in answer.json()["field"]


async def test_a_message_of_no_running_exercise_opens_nothing(house: House) -> None:
    drill_id = await begun(house)
    refused = await played(house, "dr_unknown")
    assert (refused.status_code, refused.json()["code"]) == (403, "no_such_drill")
    house.clock.advance(7200)
    assert (await played(house, drill_id)).status_code == 403
    assert (await house.ask("OPERATOR", "/api/incidents")).json() == []


async def test_a_call_cannot_change_between_real_and_exercise(house: House) -> None:
    drill_id = await begun(house)
    await played(house, drill_id)
    body = letter("UPDATE", "next", incident=None)
    body["ext_incident_no"] = f"112-{drill_id}"
    answer = await house.ask("seoul-112", DOOR, body, from_console=False)
    assert (answer.status_code, answer.json()["field"]) == (400, "drill")


async def test_at_its_end_what_runs_ends_and_the_score_stands(house: House) -> None:
    drill_id = await begun(house)
    await join(house, drill_id, "OPERATOR", "POLICE_ROOM")
    told = (await played(house, drill_id)).json()
    house.clock.advance(7)
    seen = {"incident_id": told["incident_id"]}
    assert (await house.ask("OPERATOR", f"/api/drills/{drill_id}/seen", seen)).status_code == 204
    house.clock.advance(60)
    assert (await house.ask("OPERATOR", f"/api/drills/{drill_id}/seen", seen)).status_code == 204
    ended = (await house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})).json()
    score = ended["score"]
    assert (score["people"], score["recognised"], score["recognised_median_s"]) == (3, 1, 7.0)
    assert (score["lent"], score["used"], score["pictured"]) == (1, 0, 0)
    assert (await house.ask("OPERATOR", "/api/incidents")).json() == []
    again = (await house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})).json()
    assert again["ended_at"] == ended["ended_at"]
    assert (await house.ask("OPERATOR", f"/api/drills/{drill_id}/join", {})).status_code == 409


async def test_a_message_behind_the_end_in_the_row_opens_nothing(house: House) -> None:
    """The end closes what runs; one that had waited for its turn would run on, seen by nobody."""
    drill_id = await begun(house)
    row = house.database._one_writer

    async def waits(asked: Coroutine[Any, Any, httpx.Response], place: int) -> Asked:
        task = asyncio.create_task(asked)
        while len(row._waiters or ()) < place:
            await asyncio.sleep(0)
        return task

    async with house.database.work():
        end = house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
        ending = await waits(end, 1)
        playing = await waits(played(house, drill_id), 2)
    assert (await ending).status_code == 200
    assert (await playing).json()["code"] == "no_such_drill"
    async with house.database.read() as connection:
        assert await open_incidents(connection) == []


async def test_it_ends_by_itself(house: House) -> None:
    drill_id = await begun(house)
    await played(house, drill_id)
    desk = house.state["drill_desk"]
    assert await desk.end_due() == 7200.0
    house.clock.advance(7200)
    assert await desk.end_due() is None
    [kept] = (await house.ask("SHIFT_LEAD", "/api/drills")).json()
    assert kept["score"]["lent"] == 1
    [kept] = (await house.ask("OPERATOR", "/api/drills")).json()
    assert kept["score"] is None


async def test_it_is_known_again_after_a_restart(house: House) -> None:
    drill_id = await begun(house)
    await join(house, drill_id, "OPERATOR")
    book: DrillBook = house.desk.drills
    book.keep(())
    await house.state["drill_desk"].load()
    assert (await played(house, drill_id)).status_code == 201
    assert len((await house.ask("OPERATOR", "/api/incidents")).json()) == 1


async def test_joining_late_shows_what_already_runs(house: House) -> None:
    drill_id = await begun(house)
    await played(house, drill_id)
    assert (await house.ask("POLICE_ROOM", "/api/incidents")).json() == []
    await join(house, drill_id, "POLICE_ROOM")
    assert len((await house.ask("POLICE_ROOM", "/api/incidents")).json()) == 1


async def test_each_deed_stands_in_the_trail_with_the_exercise(house: House) -> None:
    drill_id = await begun(house)
    await join(house, drill_id, "OPERATOR")
    await played(house, drill_id)
    await house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
    for kind in ("BEGIN_DRILL", "JOIN_DRILL", "OPEN_INCIDENT", "END_DRILL"):
        row, *_ = await list_trail(house.database, limit=9, only=Only(kind=TrailKind[kind]))
        assert drill_id in row.body


async def test_the_ledger_flags_it_and_the_published_list_has_none_of_it(house: House) -> None:
    drill_id = await begun(house)
    await played(house, drill_id)
    [row] = (await house.ask("CPO", "/api/ledger")).json()["rows"]
    assert (row["exercise"], row["published"]) == (True, False)


async def test_its_bodies_services_and_reasons_are_named_for_whoever_is_invited(
    house: House,
) -> None:
    """A room reads neither agreements nor the list of services; no code stands there without its word."""
    drill_id = await begun(house)
    await join(house, drill_id, "POLICE_ROOM")
    await played(house, drill_id)
    other = letter("NEW", "msg-none", location=HERE, drill=drill_id)
    other["ext_incident_no"], other["incident"]["category"] = "112-none", "NOISE"
    assert (await house.ask("seoul-112", DOOR, other, from_console=False)).status_code == 201
    await house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
    [read] = (await house.ask("POLICE_ROOM", "/api/drills")).json()
    assert read["organisations"] == [
        {"code": POLICE_SEONGBUK, "name_ko": "성북경찰서", "name_en": "Seongbuk police station"}
    ]
    assert [one["code"] for one in read["services"]] == ["P112_DISPATCH"]
    assert read["services"][0]["name_ko"] not in {"", "P112_DISPATCH"}
    lines = read["score"]["incidents"]
    assert next(one["category"]["name_ko"] for one in lines) == "강도"
    (reason,) = next(one["reasons"] for one in lines if one["reasons"])
    assert (reason["code"], reason["name_ko"]) == (
        "category_not_listed",
        "제공 대상 유형이 아닙니다",
    )
