"""Messages that come twice, late, in the wrong order, too often, or say what they may not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any  # Any: JSON

import pytest

from bongsu.services.shared.residents.settings import ResidentSettings
from tests.services.residents import Resident, facts_of, resident_in, urgent_of
from tests.web.house import GILEUM, House

SOMEWHERE = {name: GILEUM[name] for name in ("lat", "lon", "accuracy_m")}


def press(phone: Resident, number: str = "sos-1", **more: Any) -> dict[str, Any]:
    said = {"how": "BUTTON", "position": SOMEWHERE, "device_id": "phone_1", "number": number}
    return phone.message("SOS", **{**said, **more})


def cancel(phone: Resident, number: str = "sos-1", **more: Any) -> dict[str, Any]:
    return phone.message("CANCEL", **{"device_id": "phone_1", "number": number, **more})


def moment(phone: Resident, seconds: float) -> str:
    return (phone.clock.now() + timedelta(seconds=seconds)).isoformat()


async def test_the_same_message_gets_the_same_answer(phone: Resident) -> None:
    said = press(phone)
    first = await phone.post(said)
    await phone.wait(30.0)
    assert (await phone.post(said)).json() == first.json()
    assert len(await phone.incidents()) == 1


async def test_a_thousand_presses_are_one_incident(phone: Resident) -> None:
    await phone.post(press(phone))
    await phone.wait(12.0)
    for number in range(30):
        await phone.post(press(phone, f"sos-more-{number}"))
    incident = await phone.incident()
    assert len(await phone.incidents()) == 1
    assert len(await phone.query("SELECT * FROM resident_alarms")) == 1
    assert "Pressed again" in facts_of(incident)


async def test_a_cancel_that_comes_before_its_press_takes_it_back(phone: Resident) -> None:
    said = press(phone)
    phone.clock.advance(5.0)
    assert (await phone.post(cancel(phone))).json()["state"] == "cancelled"
    phone.clock.advance(1.0)
    assert (await phone.post(said)).json()["state"] == "cancelled"
    await phone.wait(60.0)
    assert await phone.incidents() == []


async def test_a_late_cancel_that_comes_before_its_press_is_told(phone: Resident) -> None:
    said = press(phone)
    phone.clock.advance(20.0)
    await phone.post(cancel(phone))
    assert (await phone.post(said)).json()["state"] == "raised"
    assert "Cancel" in urgent_of(await phone.incident())


async def test_a_cancel_of_another_press_takes_nothing_back(phone: Resident) -> None:
    await phone.post(cancel(phone, at=moment(phone, -60.0)))
    await phone.post(press(phone))
    await phone.wait(12.0)
    assert await phone.incident()


async def test_a_press_a_minute_on_its_way_opens_no_window_anew(phone: Resident) -> None:
    said = press(phone)
    phone.clock.advance(61.0)
    assert (await phone.post(said)).json()["state"] == "raised"
    assert "Came late" in urgent_of(await phone.incident())


async def test_a_cancel_in_time_by_the_phone_that_comes_late_ends_nothing(phone: Resident) -> None:
    await phone.post(press(phone))
    in_time = cancel(phone, at=moment(phone, 9.0))
    await phone.wait(40.0)
    assert (await phone.post(in_time)).json()["state"] == "raised"
    assert "Cancel" in urgent_of(await phone.incident())


async def test_a_cancel_after_eleven_seconds_by_the_phone_raises_what_still_waits(
    phone: Resident,
) -> None:
    await phone.post(press(phone))
    phone.clock.advance(3.0)
    late = cancel(phone, at=moment(phone, 8.0))
    assert (await phone.post(late)).json()["state"] == "raised"


async def test_a_press_of_the_day_before_is_refused(phone: Resident) -> None:
    said = press(phone)
    phone.clock.advance(86_500.0)
    answer = await phone.post(said)
    assert (answer.status_code, answer.json()["field"]) == (400, "pressed_at")
    assert await phone.incidents() == []


async def test_an_sos_after_the_arrival_is_an_sos(phone: Resident) -> None:
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    await phone.say("ARRIVED", number="trip-1", device_id="phone_1")
    await phone.post(press(phone))
    await phone.wait(12.0)
    assert (await phone.incident())["service"] == "SOS_APP"


async def test_an_sos_on_a_trip_is_the_only_alarm(phone: Resident) -> None:
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    await phone.post(press(phone))
    await phone.wait(12.0)
    await phone.wait(900.0)
    assert (await phone.incident())["service"] == "SOS_APP"


async def test_an_arrival_before_its_start_watches_nobody(phone: Resident) -> None:
    await phone.say("ARRIVED", number="trip-1", device_id="phone_1")
    begun = await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    assert begun.json()["state"] == "ended"
    await phone.wait(900.0)
    assert await phone.incidents() == []


async def test_a_word_about_nothing_is_refused_by_its_number(phone: Resident) -> None:
    for kind in ("POSITION", "SOS_POSITION", "SAFE"):
        answer = await phone.say(kind, number="x", device_id="phone_1", position=SOMEWHERE)
        assert (answer.status_code, answer.json()["field"]) == (404, "number"), kind


async def test_a_trip_that_never_ends_has_a_hard_end(phone: Resident) -> None:
    limits = ResidentSettings(trip_hours=0.25)
    phone.house.app.state.residents = replace(phone.at, settings=limits)
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    north = 0.0
    for _ in range(6):
        await phone.wait(175.0)
        north += 0.0005
        where = {**SOMEWHERE, "lat": SOMEWHERE["lat"] + north}
        await phone.say("POSITION", number="trip-1", device_id="phone_1", position=where)
    assert await phone.incidents() == []
    ((stands,),) = await phone.query("SELECT stands FROM safe_trips")
    assert stands == "ended"


async def test_an_answered_alarm_ends_its_trip(phone: Resident) -> None:
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    await phone.wait(200.0)
    incident = await phone.incident()
    path = f"/api/safe-return/alarms/{incident['incident_id']}/answer"
    await phone.ask("OPERATOR", path, {"verdict": "mistake", "called_back": True})
    await phone.wait(900.0)
    assert await phone.open_incidents() == []
    said = await phone.say("POSITION", number="trip-1", device_id="phone_1", position=SOMEWHERE)
    assert said.json()["state"] == "ended"


async def test_an_arrival_in_an_alarm_is_a_word_to_the_operator(phone: Resident) -> None:
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    await phone.wait(200.0)
    await phone.say("ARRIVED", number="trip-1", device_id="phone_1")
    assert "Says to be safe" in facts_of(await phone.incident())


async def test_who_calls_from_where_no_place_is_known_is_heard(phone: Resident) -> None:
    """In a cellar; the place comes later, and the tiles with it."""
    said = press(phone, position=None)
    assert (await phone.post(said)).json()["state"] == "waiting"
    await phone.wait(12.0)
    incident = await phone.incident()
    assert (incident["place"], incident["tiles"]) == (None, [])
    where = {"number": "sos-1", "device_id": "phone_1", "position": SOMEWHERE}
    await phone.say("SOS_POSITION", **where)
    assert len((await phone.incident())["tiles"]) == 5


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phone_number": "010-1234-5678"}, "phone_number"),
        ({"name": "김"}, "name"),
        ({"device_id": "01012345678"}, "device_id"),
        ({"device_id": "010-1234-5678"}, "device_id"),
        ({"number": None}, "number"),
        ({"how": None}, "how"),
        ({"how": "SCREAM"}, "how"),
        ({"position": {"lat": 95.0, "lon": 127.0}}, "position.lat"),
        ({"at": "2026-11-21T05:10:00"}, "at"),
        ({"battery_pct": 400}, "battery_pct"),
        ({"photo": "aGVscA=="}, "photo"),
    ],
)
async def test_what_a_phone_may_not_say_is_refused_by_its_field(
    phone: Resident, change: dict[str, Any], field: str
) -> None:
    answer = await phone.post(press(phone, **change))
    assert answer.status_code == 400, answer.text
    assert field in f"{answer.json()['field']} {answer.json()['detail']}"
    assert await phone.query("SELECT * FROM resident_alarms") == []


async def test_a_credential_for_trips_alone_sends_no_sos(house: House) -> None:
    trips = await resident_in(house, "/link/v1/safe/ansimi", ("ESCORT",))
    answer = await trips.post(press(trips))
    assert (answer.status_code, answer.json()["code"]) == (403, "service_not_yours")


async def test_another_partners_number_is_another_alarm(phone: Resident) -> None:
    other = await resident_in(phone.house, "/link/v1/safe/ansimi", ("SOS_APP",), "other")
    await other.say("REGISTER", device_id="phone_1")
    await phone.post(press(phone))
    assert (await other.post(cancel(other))).json()["state"] == "cancelled"
    await phone.wait(12.0)
    assert await phone.incident()


async def test_a_press_anew_under_another_number_is_followed_under_both(phone: Resident) -> None:
    await phone.post(press(phone))
    await phone.wait(12.0)
    await phone.post(press(phone, "sos-2"))
    await phone.wait(6.0)
    moved = {**SOMEWHERE, "lat": SOMEWHERE["lat"] + 0.001}
    told = await phone.say("SOS_POSITION", number="sos-2", device_id="phone_1", position=moved)
    assert told.json() == {"number": "sos-1", "state": "raised", "until": None}
    assert (await phone.incident())["place"]["lat"] == moved["lat"]
    await phone.post(cancel(phone, "sos-2"))
    assert "Cancel" in urgent_of(await phone.incident())


async def test_a_second_press_is_not_taken_back_for_the_first(phone: Resident) -> None:
    await phone.post(press(phone))
    phone.clock.advance(2.0)
    await phone.post(press(phone, "sos-2"))
    await phone.post(cancel(phone, "sos-2"))
    await phone.wait(12.0)
    assert await phone.incident()


async def test_a_place_by_cell_opens_nothing_and_is_shown(phone: Resident) -> None:
    await phone.post(press(phone, position={**SOMEWHERE, "accuracy_m": 1500.0, "method": "CELL"}))
    await phone.wait(12.0)
    incident = await phone.incident()
    assert incident["tiles"] == []
    assert incident["place"]["accuracy_m"] == 1500.0


async def test_a_call_from_outside_the_district_is_shown_without_tiles(phone: Resident) -> None:
    await phone.post(press(phone, position={"lat": 37.2, "lon": 127.6}))
    await phone.wait(12.0)
    assert (await phone.incident())["tiles"] == []
