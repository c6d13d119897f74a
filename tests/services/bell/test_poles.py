"""Poles through the node: silent presses, unknown sites, hand-overs, another partner's number, exercises."""

from datetime import timedelta
from typing import Any  # Any: JSON

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.incidents.drills import Drill
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.residents import Resident, facts_of, resident_in, urgent_of
from tests.web.house import GILEUM, NOW, House

PLACE = {name: GILEUM[name] for name in ("lat", "lon")}
PATH = "/link/v1/bell/messages"


@pytest.fixture
async def bells(house: House) -> Resident:
    """One pole stands."""
    found = await resident_in(house, PATH, ("BELL",), "bells", LinkSystem.BELL)
    await found.say("REGISTER", pole_id="pole_1", position=PLACE, address="성북구 길음로 20")
    return found


async def press(bells: Resident, number: str = "b-1", **more: Any) -> str:
    answer = await bells.say("PRESS", **{"pole_id": "pole_1", "number": number, **more})
    state: str = answer.json()["state"]
    return state


async def handed(bells: Resident) -> None:
    incident = await bells.incident()
    path = f"/api/incidents/{incident['incident_id']}/hand-over"
    said = {"organisation": POLICE_SEONGBUK, "reason": "현장에 응답 없음"}
    assert (await bells.ask("OPERATOR", path, said)).status_code == 204


async def test_a_press_cannot_be_taken_back_and_is_shown_at_once(bells: Resident) -> None:
    assert await press(bells) == "raised"
    assert (await bells.incident())["address"] == "성북구 길음로 20"


async def test_a_silent_press_warns_before_anything_sounds(bells: Resident) -> None:
    await press(bells, quiet=True)
    incident = await bells.incident()
    assert urgent_of(incident) == {"Silent alarm"}
    assert "Announcement, light" not in facts_of(incident)


async def test_a_site_that_is_none_of_ours_shows_the_nearest(bells: Resident) -> None:
    await bells.say("REGISTER", pole_id="pole_2", position=PLACE, site_id="SITE-404")
    await press(bells, pole_id="pole_2")
    distances = [tile["distance_m"] for tile in (await bells.incident())["tiles"]]
    assert distances
    assert distances == sorted(distances)


async def test_only_cameras_against_crime_for_children_and_of_many_uses_are_shown(
    bells: Resident,
) -> None:
    await press(bells)
    rows = bells.house.catalogue.rows
    shown = {rows[one["camera_id"]].purpose.value for one in (await bells.incident())["tiles"]}
    assert shown <= {"crime_prevention", "children", "multi"}


async def test_the_police_read_pole_and_warning_once_it_is_handed_over(bells: Resident) -> None:
    await bells.agree("BELL")
    await press(bells, quiet=True)
    assert await bells.incidents("POLICE_ROOM") == []
    await handed(bells)
    (seen,) = await bells.incidents("POLICE_ROOM")
    facts = facts_of(seen)
    assert facts["Bell"] == "pole_1"
    assert "Silent alarm" in facts
    assert "Voice" not in facts
    assert (seen["own_view"], seen["answers"]) == (None, None)


async def test_a_room_that_has_it_neither_closes_nor_answers_it(bells: Resident) -> None:
    await bells.agree("BELL")
    await press(bells)
    await handed(bells)
    incident = await bells.incident()
    (seen,) = await bells.incidents("POLICE_ROOM")
    assert not seen["may_close"]
    close = f"/api/incidents/{incident['incident_id']}/close"
    assert (await bells.ask("POLICE_ROOM", close, {})).status_code == 403
    key = incident["answers"]["keys"][0]
    assert (await bells.ask("POLICE_ROOM", key["path"], key["body"])).status_code == 403


async def test_two_partners_may_give_the_same_number(bells: Resident, house: House) -> None:
    other = await resident_in(house, PATH, ("BELL",), "other-bells", LinkSystem.BELL)
    await other.say("REGISTER", pole_id="pole_1", position=PLACE)
    await press(bells, "b-1")
    await press(other, "b-1")
    assert len(await bells.open_incidents()) == 2


async def test_the_same_message_twice_gets_the_same_answer_and_one_incident(
    bells: Resident,
) -> None:
    said = bells.message("PRESS", pole_id="pole_1", number="b-1")
    first = await bells.post(said)
    bells.clock.advance(40.0)
    assert (await bells.post(said)).json() == first.json()
    assert len(await bells.incidents()) == 1


async def test_a_press_of_yesterday_calls_nobody(bells: Resident) -> None:
    long_ago = (bells.clock.now() - timedelta(hours=25)).isoformat()
    answer = await bells.say("PRESS", pole_id="pole_1", number="b-1", at=long_ago)
    assert (answer.status_code, answer.json()["field"]) == (400, "pressed_at")
    assert await bells.incidents() == []


async def test_a_pressed_pole_in_an_exercise_is_no_alarm_of_the_day(bells: Resident) -> None:
    begins, ends = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    drill = Drill("drl_1", "훈련", frozenset({"BELL"}), begins, ends)
    bells.house.desk.drills.keep([drill])
    assert await press(bells, drill="drl_1") == "raised"
    assert await bells.incidents() == []


async def test_what_was_pressed_where_outlives_the_pole_by_a_day_only(bells: Resident) -> None:
    await press(bells)
    key = (await bells.incident())["answers"]["keys"][0]
    await bells.ask("OPERATOR", key["path"], key["body"])
    (row,) = await bells.query("SELECT device_id FROM resident_alarms")
    assert row[0] == "pole_1"
    await bells.wait(25 * 3600.0)
    (row,) = await bells.query("SELECT device_id FROM resident_alarms")
    assert row[0] is None
