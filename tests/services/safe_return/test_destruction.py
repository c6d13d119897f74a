"""위치정보법: what was where lies sealed, and is destroyed a day after the end; the rows themselves are looked at."""

from bongsu.services.safe_return.scenes import SCENES
from tests.services.residents import Resident
from tests.web.house import GILEUM

SCENE = {one.name: one for one in SCENES}
SOMEWHERE = {"lat": 37.60812345, "lon": 127.02098765, "accuracy_m": 10.0}
A_DAY = 86_400.0


async def walked(phone: Resident) -> None:
    route = [SOMEWHERE, {**SOMEWHERE, "lat": 37.611}]
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1", route=route)
    for _ in range(5):
        phone.clock.advance(10.0)
        await phone.say("POSITION", number="trip-1", device_id="phone_1", position=SOMEWHERE)


async def test_no_row_names_a_place_while_a_trip_is_well(phone: Resident) -> None:
    await walked(phone)
    kept = await phone.everything()
    assert len(await phone.query("SELECT * FROM safe_positions")) == 5
    assert str(SOMEWHERE["lat"]) not in kept
    assert str(SOMEWHERE["lon"]) not in kept


async def test_a_day_after_the_end_nothing_of_a_trip_is_left_but_its_number(
    phone: Resident,
) -> None:
    await walked(phone)
    await phone.say("ARRIVED", number="trip-1", device_id="phone_1")
    await phone.wait(A_DAY - 60.0)
    assert len(await phone.query("SELECT * FROM safe_positions")) == 5
    await phone.wait(120.0)
    assert await phone.query("SELECT * FROM safe_positions") == []
    (trip,) = await phone.query("SELECT number, device_id, sealed FROM safe_trips")
    assert tuple(trip) == ("trip-1", None, None)


async def test_a_running_trip_keeps_the_last_half_hour(phone: Resident) -> None:
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    for step in range(40):
        phone.clock.advance(100.0)
        where = {**SOMEWHERE, "lat": SOMEWHERE["lat"] + step * 0.001}
        await phone.say("POSITION", number="trip-1", device_id="phone_1", position=where)
    assert len(await phone.query("SELECT * FROM safe_positions")) <= 19


async def test_an_sos_that_waits_lies_sealed(phone: Resident) -> None:
    said = {"how": "BUTTON", "position": SOMEWHERE, "device_id": "phone_1", "number": "sos-1"}
    await phone.say("SOS", **said)
    kept = await phone.everything()
    assert str(SOMEWHERE["lat"]) not in kept


async def test_the_place_of_an_sos_is_wiped_at_its_end_and_its_phone_a_day_later(
    phone: Resident,
) -> None:
    said = {"how": "BUTTON", "position": SOMEWHERE, "device_id": "phone_1", "number": "sos-1"}
    await phone.say("SOS", **said)
    await phone.wait(12.0)
    incident = await phone.incident()
    path = f"/api/safe-return/alarms/{incident['incident_id']}/answer"
    await phone.ask("OPERATOR", path, {"verdict": "real", "called_back": True})
    (row,) = await phone.query("SELECT body FROM incidents")
    assert str(SOMEWHERE["lat"]) not in row[0]
    assert "SOS_BUTTON" not in row[0]
    await phone.wait(A_DAY + 60.0)
    (alarm,) = await phone.query("SELECT verdict, device_id, sealed FROM resident_alarms")
    assert tuple(alarm) == ("real", None, None)


async def test_a_cancel_is_gone_a_day_later(phone: Resident) -> None:
    await phone.perform(SCENE["cancelled-9s"])
    await phone.wait(A_DAY + 60.0)
    assert await phone.query("SELECT * FROM resident_alarms") == []


async def test_no_pseudonym_stands_in_the_trail(phone: Resident) -> None:
    await phone.perform(SCENE["happy"])
    (phone_row,) = await phone.query(
        "SELECT device_id FROM resident_devices WHERE device_id <> 'phone_1'"
    )
    for (body,) in await phone.query("SELECT body FROM trail"):
        assert phone_row[0] not in body
        assert str(GILEUM["lon"]) not in body
