"""The register of devices: a pseudonym, its partner and nothing of its owner; what is not in it calls nobody."""

from datetime import timedelta

import pytest

from tests.services.residents import Resident, resident_in
from tests.web.house import GILEUM, House

PLACE = {name: GILEUM[name] for name in ("lat", "lon")}
ELSEWHERE = {"lat": GILEUM["lat"] + 0.004, "lon": GILEUM["lon"]}


@pytest.fixture
async def bells(house: House) -> Resident:
    return await resident_in(house, "/link/v1/bell/messages", ("BELL",), "bells")


async def registered(bells: Resident, pole_id: str = "pole_1", **more: object) -> None:
    said = {"pole_id": pole_id, "position": PLACE, **more}
    assert (await bells.say("REGISTER", **said)).json()["state"] == "registered"


async def test_twice_is_once_and_begins_its_year_anew(bells: Resident) -> None:
    await registered(bells)
    first = await bells.query("SELECT registered_at FROM resident_devices")
    bells.clock.advance(60.0)
    await registered(bells)
    again = await bells.query("SELECT registered_at FROM resident_devices")
    assert len(first) == len(again) == 1
    assert again[0][0] > first[0][0]


async def test_what_is_told_anew_replaces_what_was_told(bells: Resident) -> None:
    await registered(bells)
    await registered(bells, position=ELSEWHERE, address="성북구 새 자리")
    await bells.say("PRESS", pole_id="pole_1", number="b-1")
    incident = await bells.incident()
    assert incident["place"]["lat"] == ELSEWHERE["lat"]
    assert incident["address"] == "성북구 새 자리"


async def test_a_place_lies_sealed(bells: Resident) -> None:
    await registered(bells, position={"lat": 37.60812345, "lon": 127.0209876})
    assert "37.60812345" not in await bells.everything()


async def test_of_whom_it_is_the_trail_says_nothing_and_not_which(bells: Resident) -> None:
    await registered(bells)
    await bells.say("WITHDRAW", pole_id="pole_1")
    rows = await bells.query(
        "SELECT actor, body FROM trail WHERE kind = 'change_register' ORDER BY sequence"
    )
    assert [row[0] for row in rows] == ["bells", "bells"]
    assert "registered" in rows[0][1]
    assert "withdrawn" in rows[1][1]
    assert not any("pole_1" in row[1] for row in rows)


async def test_another_partners_device_is_not_ours_to_press(bells: Resident, house: House) -> None:
    await registered(bells)
    other = await resident_in(house, "/link/v1/bell/messages", ("BELL",), "other-bells")
    answer = await other.say("PRESS", pole_id="pole_1", number="b-1")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_device")
    await other.say("WITHDRAW", pole_id="pole_1")
    assert (await bells.say("PRESS", pole_id="pole_1", number="b-2")).json()["state"] == "raised"


async def test_presses_of_unknown_devices_are_one_line_with_a_count(bells: Resident) -> None:
    for number in range(5):
        await bells.say("PRESS", pole_id=f"stranger_{number}", number=f"b-{number}")
    (line,) = await bells.read("OPERATOR", "/api/bell/alarms")
    assert (line["stands"], line["presses"], line["incident_id"]) == ("refused", 5, None)
    # an id that nobody registered may be anything, a name too
    assert "stranger" not in await bells.everything()


async def test_what_is_withdrawn_twice_is_gone_once(bells: Resident) -> None:
    await registered(bells)
    for _ in range(2):
        assert (await bells.say("WITHDRAW", pole_id="pole_1")).json()["state"] == "withdrawn"
    assert await bells.query("SELECT * FROM resident_devices") == []


async def test_who_is_registered_anew_after_a_withdrawal_is_heard(bells: Resident) -> None:
    await registered(bells)
    await bells.say("WITHDRAW", pole_id="pole_1")
    await registered(bells)
    assert (await bells.say("PRESS", pole_id="pole_1", number="b-1")).json()["state"] == "raised"


async def test_a_withdrawal_ends_no_alarm(bells: Resident) -> None:
    await registered(bells)
    await bells.say("PRESS", pole_id="pole_1", number="b-1")
    await bells.say("WITHDRAW", pole_id="pole_1")
    assert (await bells.incident())["tiles"]


async def test_a_device_lives_a_year_from_its_last_word_of_registration(bells: Resident) -> None:
    await registered(bells)
    bells.clock.advance(timedelta(days=364).total_seconds())
    await bells.do_what_is_due()
    assert len(await bells.query("SELECT * FROM resident_devices")) == 1
    await bells.wait(timedelta(days=2).total_seconds())
    assert await bells.query("SELECT * FROM resident_devices") == []
