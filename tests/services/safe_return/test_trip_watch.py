"""What is kept of a trip while it is watched, and by whose numbers."""

from tests.services.residents import Resident, resident_in
from tests.web.house import GILEUM

SOMEWHERE = {name: GILEUM[name] for name in ("lat", "lon", "accuracy_m")}


async def walks(phone: Resident, number: str = "trip-1", **more: object) -> None:
    await phone.say("TRIP_START", number=number, device_id="phone_1", **more)


async def stands(phone: Resident) -> list[str]:
    return [row[0] for row in await phone.query("SELECT stands FROM safe_trips ORDER BY number")]


async def test_a_trip_that_is_begun_twice_is_one(phone: Resident) -> None:
    await walks(phone)
    phone.clock.advance(60.0)
    await walks(phone)
    assert await stands(phone) == ["active"]


async def test_the_same_position_twice_is_one(phone: Resident) -> None:
    await walks(phone)
    said = phone.message("POSITION", number="trip-1", device_id="phone_1", position=SOMEWHERE)
    for _ in range(3):
        assert (await phone.post(said)).json()["state"] == "active"
    assert len(await phone.query("SELECT * FROM safe_positions")) == 1


async def test_positions_leave_no_answers_behind(phone: Resident) -> None:
    await walks(phone)
    before = len(await phone.query("SELECT * FROM incident_messages"))
    for _ in range(5):
        phone.clock.advance(10.0)
        await phone.say("POSITION", number="trip-1", device_id="phone_1", position=SOMEWHERE)
    assert len(await phone.query("SELECT * FROM incident_messages")) == before


async def test_two_partners_may_give_the_same_number(phone: Resident) -> None:
    path = "/link/v1/safe/ansimi"
    other = await resident_in(phone.house, path, ("SOS_APP", "ESCORT"), "other")
    await other.say("REGISTER", device_id="phone_1")
    await walks(phone)
    await walks(other)
    await other.say("TRIP_END", number="trip-1", device_id="phone_1")
    assert sorted(await stands(phone)) == ["active", "ended"]


async def test_a_phone_whose_clock_is_wrong_is_late_for_nothing(phone: Resident) -> None:
    """The plan is a length of time, whatever the phone takes the hour to be."""
    begun, planned = "2020-01-01T00:00:00+00:00", "2020-01-01T00:10:00+00:00"
    await walks(phone, at=begun, eta_at=planned)
    await phone.wait(170.0)
    assert await phone.incidents() == []
    ((eta_at,),) = await phone.query("SELECT eta_at FROM safe_trips")
    assert eta_at.startswith("2026-11-21T05:20:00")


async def test_who_is_too_late_is_shown_by_time_alone(phone: Resident) -> None:
    planned = phone.clock.now().isoformat().replace("T05:10", "T05:12")
    await walks(phone, eta_at=planned)
    await phone.wait(140.0)
    assert await phone.incidents() == []
    await phone.wait(5.0)
    assert (await phone.incident())["category_ko"] == "도착 지연"


async def test_whoever_speaks_after_the_end_is_not_followed(phone: Resident) -> None:
    await walks(phone)
    await phone.say("TRIP_END", number="trip-1", device_id="phone_1")
    await phone.say("POSITION", number="trip-1", device_id="phone_1", position=SOMEWHERE)
    assert await phone.query("SELECT * FROM safe_positions") == []


async def test_an_alarmed_trip_is_followed_by_its_incident(phone: Resident) -> None:
    await walks(phone)
    await phone.wait(200.0)
    assert (await phone.incident())["tiles"] == []
    await phone.say("POSITION", number="trip-1", device_id="phone_1", position=SOMEWHERE)
    incident = await phone.incident()
    assert incident["place"]["lat"] == SOMEWHERE["lat"]
    assert len(incident["tiles"]) == 5
    assert await phone.query("SELECT * FROM safe_positions") == []


async def test_a_phone_whose_clock_is_behind_is_followed_all_the_same(phone: Resident) -> None:
    await walks(phone)
    early, later = "2026-11-21T04:00:00+00:00", "2026-11-21T04:05:00+00:00"
    where = {"number": "trip-1", "device_id": "phone_1"}
    await phone.say("POSITION", at=early, position=SOMEWHERE, **where)
    assert len(await phone.query("SELECT * FROM safe_positions")) == 1
    await phone.wait(200.0)
    assert (await phone.incident())["place"]["lat"] == SOMEWHERE["lat"]
    moved = {**SOMEWHERE, "lat": SOMEWHERE["lat"] + 0.001}
    await phone.say("POSITION", at=later, position=moved, **where)
    assert (await phone.incident())["place"]["lat"] == moved["lat"]
    await phone.say("POSITION", at=early, position=SOMEWHERE, **where)
    assert (await phone.incident())["place"]["lat"] == moved["lat"]
