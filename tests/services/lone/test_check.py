"""The no-response check through the node: who is to be called, what an answer changes, what is open already."""

from datetime import timedelta
from typing import Any  # Any: JSON

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.incidents.drills import Drill
from tests.services.residents import Resident, facts_of, resident_in, urgent_of
from tests.web.house import NOW, House

HOME = {"lat": 37.60812345, "lon": 127.02098765, "accuracy_m": 5.0}
HALF_A_DAY, HALF_AN_HOUR = 43_200.0, 1_800.0
PATH = "/link/v1/lone/messages"


async def homes_in(house: House, name: str = "home-device") -> Resident:
    return await resident_in(house, PATH, ("LONE_WOMAN",), name, LinkSystem.WELFARE)


@pytest.fixture
async def homes(house: House) -> Resident:
    found = await homes_in(house)
    await found.say("REGISTER", device_id="home_1", position=HOME)
    return found


async def to_call(homes: Resident) -> list[str]:
    found: list[str] = (await homes.read(homes.partner, "/link/v1/lone/calls"))["device_ids"]
    return found


async def press(homes: Resident, number: str = "n-1", **more: Any) -> str:
    said = {"device_id": "home_1", "number": number, "how": "DOOR", **more}
    state: str = (await homes.say("SOS", **said)).json()["state"]
    return state


async def test_each_partner_is_told_of_its_own_homes_alone(homes: Resident, house: House) -> None:
    others = await homes_in(house, "other-homes")
    await others.say("REGISTER", device_id="home_9", position=HOME)
    await homes.wait(HALF_A_DAY)
    assert await to_call(homes) == ["home_1"]
    assert await to_call(others) == ["home_9"]


async def test_a_list_of_calls_names_pseudonyms_and_nothing_else(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    assert await homes.read(homes.partner, "/link/v1/lone/calls") == {"device_ids": ["home_1"]}


async def test_who_is_withdrawn_is_called_by_nobody(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    await homes.say("WITHDRAW", device_id="home_1")
    assert await to_call(homes) == []
    await homes.wait(HALF_AN_HOUR + 1)
    assert await homes.incidents() == []


async def test_a_button_is_a_sign_of_life(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY - 60)
    await press(homes)
    await homes.wait(120.0)
    assert await to_call(homes) == []


async def test_a_home_that_called_for_help_gets_no_second_alarm(homes: Resident) -> None:
    await press(homes)
    await homes.wait(HALF_A_DAY)
    await homes.say("CALLED", device_id="home_1", answered=False)
    (only,) = await homes.incidents()
    assert only["category"] == "DOOR"


async def test_two_homes_are_two_alarms(homes: Resident) -> None:
    await homes.say("REGISTER", device_id="home_2", position=HOME)
    await homes.wait(HALF_A_DAY)
    await homes.wait(HALF_AN_HOUR + 1)
    assert [one["category"] for one in await homes.open_incidents()] == ["NO_RESPONSE"] * 2


async def test_a_beat_before_the_call_is_due_is_the_end_of_it(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    await homes.wait(HALF_AN_HOUR - 60)
    assert (await homes.say("BEAT", device_id="home_1")).json()["state"] == "heard"
    await homes.wait(120.0)
    assert await homes.incidents() == []


async def test_the_same_unanswered_call_told_twice_is_one_alarm(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    for _ in range(2):
        await homes.say("CALLED", device_id="home_1", answered=False)
    assert len(await homes.incidents()) == 1


async def test_an_answer_after_the_alarm_does_not_end_it(homes: Resident) -> None:
    """Somebody else may have taken the telephone: the operator calls back."""
    await homes.wait(HALF_A_DAY)
    await homes.say("CALLED", device_id="home_1", answered=False)
    await homes.say("CALLED", device_id="home_1", answered=True)
    assert (await homes.incident())["category"] == "NO_RESPONSE"


async def test_a_no_response_is_answered_like_a_call_for_help(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    await homes.say("CALLED", device_id="home_1", answered=False)
    key = (await homes.incident())["answers"]["keys"][0]
    assert (await homes.ask("OPERATOR", key["path"], key["body"])).status_code == 204
    (over,) = await homes.incidents()
    assert (over["answered"]["label_en"], over["place"]) == ("Real", None)


async def test_after_its_answer_the_next_missed_beat_is_another_alarm(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    await homes.say("CALLED", device_id="home_1", answered=False)
    key = (await homes.incident())["answers"]["keys"][2]
    await homes.ask("OPERATOR", key["path"], key["body"])
    await homes.wait(HALF_A_DAY)
    await homes.say("CALLED", device_id="home_1", answered=False)
    assert len(await homes.incidents()) == 2
    assert (await homes.incident())["category"] == "NO_RESPONSE"


async def test_nobodys_word_about_an_unknown_home_is_taken(homes: Resident) -> None:
    for kind, more in (("BEAT", {}), ("CALLED", {"answered": False}), ("SAFE", {"number": "n"})):
        answer = await homes.say(kind, device_id="home_404", **more)
        assert (answer.status_code, answer.json()["field"]) == (404, "device_id")


async def test_a_word_that_all_is_well_about_no_alarm_is_refused_by_its_number(
    homes: Resident,
) -> None:
    answer = await homes.say("SAFE", device_id="home_1", number="n-404")
    assert (answer.status_code, answer.json()["field"]) == (404, "number")


async def test_pressed_on_and_on_it_is_one_alarm_with_a_count(homes: Resident) -> None:
    assert [await press(homes, f"n-{one}") for one in range(4)] == ["raised"] * 4
    assert facts_of(await homes.incident())["Pressed again"] == "2 times"
    (line,) = await homes.read("OPERATOR", "/api/lone/alarms")
    assert line["presses"] == 4


async def test_a_silent_button_warns_and_a_button_at_home_is_named(homes: Resident) -> None:
    await press(homes, how="BELL", quiet=True)
    incident = await homes.incident()
    assert incident["category_ko"] == "실내 비상벨"
    assert "Silent alarm" in urgent_of(incident)


async def test_a_home_in_an_exercise_is_shown_to_nobody_who_has_not_joined(
    homes: Resident,
) -> None:
    begins, ends = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    drill = Drill("drl_1", "훈련", frozenset({"LONE_WOMAN"}), begins, ends)
    homes.house.desk.drills.keep([drill])
    assert await press(homes, drill="drl_1") == "raised"
    assert await homes.incidents() == []
    # what is real is not hidden behind what is practised
    assert await press(homes, "n-2") == "raised"
    assert (await homes.incident())["drill_id"] is None


async def test_an_exercise_that_does_not_run_calls_nobody(homes: Resident) -> None:
    answer = await homes.say("SOS", device_id="home_1", number="n-1", how="DOOR", drill="drl_404")
    assert (answer.status_code, answer.json()["field"]) == (403, "drill")
    assert await homes.incidents() == []
