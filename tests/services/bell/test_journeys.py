"""A bell through the whole application: happy, refused, silent, pressed on and on."""

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.services.bell.scenes import SCENES
from tests.services.residents import Resident, facts_of, resident_in
from tests.web.house import GILEUM, House

SCENE = {one.name: one for one in SCENES}
PLACE = {name: GILEUM[name] for name in ("lat", "lon")}


@pytest.fixture
async def bells(house: House) -> Resident:
    return await resident_in(house, "/link/v1/bell/messages", ("BELL",), "bells", LinkSystem.BELL)


async def test_a_press_shows_the_operators_the_place_and_the_nearest(bells: Resident) -> None:
    await bells.agree("BELL")
    answers = await bells.perform(SCENE["happy"])
    assert [one.json()["state"] for one in answers] == ["registered", "raised"]
    incident = await bells.incident()
    assert incident["category_ko"] == "비상벨 누름"
    assert 0 < len(incident["tiles"]) <= 5
    assert facts_of(incident)["Voice"] == "on the bell's own set, never recorded"
    assert "Battery" not in facts_of(incident)
    assert await bells.incidents("POLICE_ROOM") == []


async def test_the_cameras_of_the_pole_come_first_and_two_beside_them(bells: Resident) -> None:
    rows = bells.house.catalogue.rows
    of_site: dict[str, int] = {}
    for row in rows.values():
        if row.purpose.value == "crime_prevention":
            of_site[row.site_id] = of_site.get(row.site_id, 0) + 1
    site_id, cameras = max(of_site.items(), key=lambda one: (one[1], one[0]))
    pole = next(row for row in rows.values() if row.site_id == site_id)
    await bells.say(
        "REGISTER",
        pole_id="pole_1",
        site_id=site_id,
        position={"lat": pole.lat + 0.0002, "lon": pole.lon},
    )
    await bells.say("PRESS", pole_id="pole_1", number="bell-1")
    tiles = (await bells.incident())["tiles"]
    at_the_pole = [rows[tile["camera_id"]].site_id == site_id for tile in tiles]
    assert at_the_pole == [True] * cameras + [False] * 2


async def test_an_unknown_pole_is_refused_by_its_field(bells: Resident) -> None:
    (answer,) = await bells.perform(SCENE["refused"])
    said = answer.json()
    assert (answer.status_code, said["code"], said["field"]) == (404, "unknown_device", "pole_id")
    (listed,) = (await bells.ask("OPERATOR", "/api/bell/alarms")).json()
    assert listed["stands"] == "refused"


async def test_a_bell_that_says_no_more_stays_until_an_operator_ends_it(bells: Resident) -> None:
    await bells.perform(SCENE["silent"])
    await bells.wait(24 * 3600.0)
    incident = await bells.incident()
    path = f"/api/bell/alarms/{incident['incident_id']}/answer"
    done = await bells.ask("OPERATOR", path, {"verdict": "fault", "called_back": True})
    assert done.status_code == 204
    assert await bells.open_incidents() == []
    again = await bells.ask("OPERATOR", path, {"verdict": "real", "called_back": True})
    assert again.status_code == 409


async def test_a_bell_is_answered_for_by_who_has_looked_at_the_place(bells: Resident) -> None:
    await bells.perform(SCENE["happy"])
    incident = await bells.incident()
    assert incident["answers"]["asks_ko"] == "현장이 안전함을 확인함"
    path = f"/api/incidents/{incident['incident_id']}/close"
    refused = await bells.ask("OPERATOR", path, {})
    assert (refused.status_code, refused.json()["code"]) == (409, "answer_first")
    assert await bells.open_incidents()


async def test_a_bell_that_is_pressed_on_and_on_is_one_incident(bells: Resident) -> None:
    await bells.perform(SCENE["again"])
    incident = await bells.incident()
    assert "Pressed again" in facts_of(incident)
    (listed,) = (await bells.ask("OPERATOR", "/api/bell/alarms")).json()
    assert listed["presses"] == 20


async def test_after_its_end_the_next_press_is_a_new_incident(bells: Resident) -> None:
    await bells.perform(SCENE["happy"])
    first = await bells.incident()
    path = f"/api/bell/alarms/{first['incident_id']}/answer"
    await bells.ask("OPERATOR", path, {"verdict": "real", "called_back": True})
    (pole,) = await bells.query("SELECT device_id FROM resident_devices")
    await bells.say("PRESS", pole_id=pole[0], number="bell-2")
    assert (await bells.incident())["incident_id"] != first["incident_id"]


async def test_a_pole_that_was_taken_away_is_unknown(bells: Resident) -> None:
    await bells.say("REGISTER", pole_id="pole_1", position=PLACE)
    await bells.say("WITHDRAW", pole_id="pole_1")
    refused = await bells.say("PRESS", pole_id="pole_1", number="bell-1")
    assert refused.json()["code"] == "unknown_device"


async def test_a_credential_for_another_service_rings_no_bell(house: House) -> None:
    other = await resident_in(house, "/link/v1/bell/messages", ("SOS_APP",))
    refused = await other.say("PRESS", pole_id="pole_1", number="bell-1")
    assert (refused.status_code, refused.json()["code"]) == (403, "service_not_yours")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": None}, "number"),
        ({"pole_id": "x y"}, "pole_id"),
        ({"at": "2026-11-21T05:10:00"}, "at"),
        ({"voice": "aGVscA=="}, "voice"),
        ({"type": "LISTEN"}, "type"),
    ],
)
async def test_what_a_bell_may_not_say_is_refused_by_its_field(
    bells: Resident, change: dict[str, object], field: str
) -> None:
    await bells.say("REGISTER", pole_id="pole_1", position=PLACE)
    said = bells.message("PRESS", **{"pole_id": "pole_1", "number": "bell-1", **change})
    answer = await bells.post(said)
    assert answer.status_code == 400
    assert field in f"{answer.json()['field']} {answer.json()['detail']}"
    assert await bells.incidents() == []
