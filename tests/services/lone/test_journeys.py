"""A home device through the whole application: happy, refused, silent, and the no-response check."""

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.lone.scenes import SCENES
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.residents import (
    Resident,
    facts_of,
    resident_in,
    urgent_of,
)
from tests.web.house import GILEUM, House

SCENE = {one.name: one for one in SCENES}
HOME = {"lat": 37.60812345, "lon": 127.02098765, "accuracy_m": 5.0}
HALF_A_DAY = 43_200.0


@pytest.fixture
async def homes(house: House) -> Resident:
    path = "/link/v1/lone/messages"
    found = await resident_in(house, path, ("LONE_WOMAN",), "home-device", LinkSystem.WELFARE)
    await found.say("REGISTER", device_id="home_1", position=HOME)
    return found


async def to_call(homes: Resident) -> list[str]:
    called: list[str] = (await homes.read(homes.partner, "/link/v1/lone/calls"))["device_ids"]
    return called


async def test_a_button_at_the_door_shows_the_five_nearest_and_no_name_of_women(
    homes: Resident,
) -> None:
    await homes.perform(SCENE["happy"])
    incident = await homes.incident()
    assert incident["service_name_ko"] == "1인가구 안심"
    assert "독거" not in str(incident)
    assert len(incident["tiles"]) == 5
    assert "Says to be safe" in facts_of(incident)
    path = f"/api/lone/alarms/{incident['incident_id']}/answer"
    done = await homes.ask("OPERATOR", path, {"verdict": "mistake", "called_back": True})
    assert done.status_code == 204
    assert await homes.open_incidents() == []


async def test_an_unknown_device_is_refused_by_its_field(homes: Resident) -> None:
    (answer,) = await homes.perform(SCENE["refused"])
    assert (answer.status_code, answer.json()["field"]) == (404, "device_id")
    assert await homes.incidents() == []


async def test_a_home_that_says_no_more_is_no_end(homes: Resident) -> None:
    await homes.perform(SCENE["silent"])
    await homes.wait(600.0)
    assert {"Silent alarm", "Device silent"} <= urgent_of(await homes.incident())


async def test_a_missed_beat_and_an_unanswered_call_are_an_alarm(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    assert await to_call(homes) == ["home_1"]
    assert await homes.incidents() == []
    answer = await homes.say("CALLED", device_id="home_1", answered=False)
    assert answer.json()["state"] == "alarm"
    incident = await homes.incident()
    assert incident["category_ko"] == "응답 없음"
    assert incident["place"]["lat"] == HOME["lat"]
    assert await to_call(homes) == []


async def test_a_call_that_nobody_made_is_an_alarm_too(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    await homes.wait(1799.0)
    assert await homes.incidents() == []
    await homes.wait(2.0)
    assert (await homes.incident())["category"] == "NO_RESPONSE"


async def test_an_answered_call_or_a_beat_is_the_end_of_it(homes: Resident) -> None:
    await homes.wait(HALF_A_DAY)
    await homes.say("CALLED", device_id="home_1", answered=True)
    assert await to_call(homes) == []
    await homes.wait(HALF_A_DAY)
    assert await to_call(homes) == ["home_1"]
    await homes.say("BEAT", device_id="home_1")
    await homes.wait(3600.0)
    assert await homes.incidents() == []


async def test_an_unanswered_call_alone_is_no_alarm(homes: Resident) -> None:
    await homes.perform(SCENE["no-answer"])
    assert await homes.incidents() == []


async def test_one_missed_beat_is_one_alarm_however_long_it_lasts(homes: Resident) -> None:
    for _ in range(6):
        await homes.wait(HALF_A_DAY)
        await homes.wait(1800.0)
    assert len(await homes.incidents()) == 1


async def test_the_police_see_a_home_only_when_it_is_handed_over(homes: Resident) -> None:
    await homes.agree("LONE_WOMAN")
    await homes.perform(SCENE["silent"])
    assert await homes.incidents("POLICE_ROOM") == []
    incident = await homes.incident()
    path = f"/api/incidents/{incident['incident_id']}/hand-over"
    said = {"organisation": POLICE_SEONGBUK, "reason": "응답 없음"}
    await homes.ask("OPERATOR", path, said)
    (seen,) = await homes.open_incidents("POLICE_ROOM")
    assert seen["lendings"][0]["clause"] == "3.1"


async def test_a_home_lies_sealed_and_is_gone_when_the_device_is_withdrawn(
    homes: Resident,
) -> None:
    kept = await homes.everything()
    assert "home_1" in kept
    assert str(HOME["lon"]) not in kept
    await homes.say("WITHDRAW", device_id="home_1")
    assert await homes.query("SELECT * FROM resident_devices") == []


async def test_a_device_that_nobody_registers_anew_is_gone_after_a_year(homes: Resident) -> None:
    for _ in range(2):
        homes.clock.advance(364 * 86_400.0)
        await homes.say("REGISTER", device_id="home_1", position=HOME)
        await homes.do_what_is_due()
    assert len(await homes.query("SELECT * FROM resident_devices")) == 1
    await homes.wait(366 * 86_400.0)
    assert await homes.query("SELECT * FROM resident_devices") == []


async def test_what_was_where_is_wiped_when_the_incident_ends(homes: Resident) -> None:
    await homes.perform(SCENE["happy"])
    incident = await homes.incident()
    path = f"/api/lone/alarms/{incident['incident_id']}/answer"
    await homes.ask("OPERATOR", path, {"verdict": "mistake", "called_back": True})
    (row,) = await homes.query("SELECT body FROM incidents")
    assert str(GILEUM["lon"]) not in row[0]
    assert "DOOR" not in row[0]


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        ("REGISTER", {"device_id": "01012345678", "position": HOME}, "device_id"),
        ("REGISTER", {"device_id": "home_2"}, "position"),
        ("REGISTER", {"device_id": "home_2", "position": HOME, "name": "김"}, "name"),
        ("SOS", {"device_id": "home_1", "number": "1", "how": "WINDOW"}, "how"),
        ("CALLED", {"device_id": "home_1"}, "answered"),
    ],
)
async def test_what_a_home_may_not_say_is_refused_by_its_field(
    homes: Resident, kind: str, change: dict[str, object], field: str
) -> None:
    answer = await homes.say(kind, **change)
    assert answer.status_code == 400
    assert field in f"{answer.json()['field']} {answer.json()['detail']}"
