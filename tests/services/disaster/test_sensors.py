"""Water levels: one crest asks once, silence is no all-clear, and only a long fall is an end."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any  # Any: JSON

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.scenes import SENSOR_ID, SENSOR_PATH, SENSORS
from bongsu.services.disaster.sensors.level import Deed, Sensor, Taken, deed, is_taken, state_of
from bongsu.services.disaster.sensors.read import import_sensors
from bongsu.services.disaster.sensors.store import every_sensor
from bongsu.services.disaster.settings import DisasterSettings
from bongsu.sharing.agreements.seongbuk import DISASTER_ROOM
from tests.services.disaster.rooms import CITY_PERSON, OWN, Rooms
from tests.services.disaster.rooms import state_of as lending_of
from tests.web.house import GILEUM, NOW

SETTINGS = DisasterSettings()
HEAD = "sensor_id,name,lat,lon,warn_cm,alarm_cm,radius_m"
ROW = f"{SENSOR_ID},정릉천 1교,{GILEUM['lat']},{GILEUM['lon']},150,250,200"
DRY = Sensor(SENSOR_ID, "정릉천", 37.608, 127.02, 150.0, 150.0, 250.0)


def minutes(many: float) -> datetime:
    return NOW + timedelta(minutes=many)


def sheet(folder: Path, *rows: str, head: str = HEAD, codec: str = "utf-8") -> Path:
    file = folder / "sensors.csv"
    file.write_bytes("\r\n".join((head, *rows)).encode(codec))
    return file


@pytest.fixture
async def gauged(rooms: Rooms, tmp_path: Path) -> Rooms:
    await import_sensors(rooms.house.database, sheet(tmp_path, ROW), rooms.clock)
    return rooms


async def level(rooms: Rooms, cm: float, **changed: Any) -> dict[str, Any]:
    now = rooms.clock.now().isoformat()
    one = {"sensor_id": SENSOR_ID, "level_cm": cm, "at": now, **changed}
    answer = await rooms.ask(SENSORS, SENSOR_PATH, {"readings": [one]})
    assert answer.status_code == 200, answer.text
    (said,) = answer.json()
    assert isinstance(said, dict)
    return said


async def seen(rooms: Rooms, who: str = OWN) -> dict[str, Any]:
    answer = await rooms.ask(who, "/api/disaster/sensors")
    assert answer.status_code == 200, answer.text
    (one,) = answer.json()
    assert isinstance(one, dict)
    return one


async def key(rooms: Rooms, who: str = OWN) -> int:
    path = f"/api/disaster/sensors/{SENSOR_ID}/confirm"
    return (await rooms.ask(who, path, {})).status_code


async def test_at_the_alarm_the_room_is_asked_and_its_key_opens_the_wall(gauged: Rooms) -> None:
    await level(gauged, 260)
    assert await gauged.incidents() == []
    assert (await seen(gauged))["waits_since"] is not None
    assert await key(gauged) == 200
    opened = await gauged.only()
    assert (opened["category"], lending_of(opened, DISASTER_ROOM)) == ("FLOOD", "active")
    assert opened["tiles"]
    assert any("정릉천 1교 260 cm" in one["value_ko"] for one in opened["facts"])
    rows = await list_trail(gauged.house.database, limit=9, only=Only(kind=TrailKind.ANSWER_ALARM))
    assert len(rows) == 1
    assert await key(gauged) == 404


async def test_only_the_own_room_has_the_key(gauged: Rooms) -> None:
    await level(gauged, 260)
    assert await key(gauged, CITY_PERSON) == 404
    assert await key(gauged, "OPERATOR") == 403
    city = await gauged.ask(CITY_PERSON, "/api/disaster/sensors")
    assert city.status_code == 404


async def test_below_the_alarm_nothing_is_asked(gauged: Rooms) -> None:
    await level(gauged, 249.9)
    assert (await seen(gauged))["state"] == "warning"
    assert await key(gauged) == 404


async def test_a_fall_ends_it_only_after_it_has_lasted(gauged: Rooms) -> None:
    await level(gauged, 260)
    await key(gauged)
    for cm in (240, 251, 240):
        await gauged.wait(15 * 60)
        await level(gauged, cm)
        assert (await gauged.only())["state"] == "open"
    await gauged.wait(19 * 60)
    await level(gauged, 100)
    assert (await gauged.only())["state"] == "open"
    await gauged.wait(60)
    await level(gauged, 90)
    assert (await gauged.only())["state"] == "closed"


async def test_silence_is_shown_and_ends_nothing(gauged: Rooms) -> None:
    await level(gauged, 260)
    await key(gauged)
    await gauged.wait(31 * 60)
    assert (await seen(gauged))["state"] == "silent"
    await gauged.wait(10 * 3600)
    assert (await gauged.only())["state"] == "open"


async def test_a_crest_that_passed_unanswered_is_asked_no_more(gauged: Rooms) -> None:
    await level(gauged, 260)
    for _ in range(3):
        await gauged.wait(11 * 60)
        await level(gauged, 100)
    assert (await seen(gauged))["waits_since"] is None
    assert await key(gauged) == 404


async def test_where_the_centre_has_set_so_it_opens_by_itself(
    gauged: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = gauged.house.state["disaster"]
    opens = replace(here, settings=DisasterSettings(sensor_opens=True))
    monkeypatch.setattr(gauged.house.app.state, "disaster", opens, raising=False)
    await level(gauged, 260)
    assert lending_of(await gauged.only(), DISASTER_ROOM) == "active"


async def test_the_scene_of_a_rising_stream_asks(gauged: Rooms) -> None:
    answers = await gauged.play("sensor")
    assert {one.json()[0]["outcome"] for one in answers} == {"taken"}
    assert (await seen(gauged))["state"] == "normal"


@pytest.mark.parametrize(
    ("changed", "outcome", "field"),
    [
        ({"sensor_id": "XX"}, "unknown_sensor", "readings.0.sensor_id"),
        ({"level_cm": 1e9}, "absurd", "readings.0.level_cm"),
        ({"level_cm": -5000}, "absurd", "readings.0.level_cm"),
        ({"at": minutes(6).isoformat()}, "absurd", "readings.0.at"),
        ({"at": "2026-11-21T05:10:00"}, "absurd", "readings.0.at"),
        ({"at": minutes(-24 * 60).isoformat()}, "late", "readings.0.at"),
    ],
)
async def test_what_is_wrong_with_a_reading_is_named(
    gauged: Rooms, changed: dict[str, Any], outcome: str, field: str
) -> None:
    said = await level(gauged, 260, **changed)
    assert (said["outcome"], said["field"]) == (outcome, field)
    assert (await seen(gauged))["waits_since"] is None


async def test_the_same_again_and_the_older_change_nothing(gauged: Rooms) -> None:
    await level(gauged, 100)
    assert (await level(gauged, 100))["outcome"] == "duplicate"
    assert (await level(gauged, 260))["outcome"] == "late"
    assert (await level(gauged, 260, at=minutes(-1).isoformat()))["outcome"] == "late"
    assert (await seen(gauged))["level_cm"] == 100


async def test_one_bad_reading_takes_no_other_with_it(gauged: Rooms) -> None:
    now = NOW.isoformat()
    said = [{"sensor_id": name, "level_cm": 10, "at": now} for name in ("XX", SENSOR_ID)]
    answer = await gauged.ask(SENSORS, SENSOR_PATH, {"readings": said})
    assert [one["outcome"] for one in answer.json()] == ["unknown_sensor", "taken"]


async def test_readings_come_from_partners_of_the_service(gauged: Rooms) -> None:
    one = {"sensor_id": SENSOR_ID, "level_cm": 1, "at": NOW.isoformat()}
    answer = await gauged.ask("seoul-112", SENSOR_PATH, {"readings": [one]})
    assert (answer.status_code, answer.json()["code"]) == (403, "service_not_yours")


def test_a_level_that_swings_around_the_alarm_asks_once() -> None:
    at = replace(DRY, level_cm=260.0, at=NOW)
    assert deed(at, is_running=False, settings=SETTINGS) is Deed.ALARM
    assert deed(at, is_running=True, settings=SETTINGS) is Deed.NOTHING
    asked = replace(at, proposed_at=NOW)
    assert deed(asked, is_running=False, settings=SETTINGS) is Deed.NOTHING


def test_a_sensor_that_never_spoke_is_silent() -> None:
    assert state_of(DRY, NOW, SETTINGS) == "silent"
    spoke = replace(DRY, level_cm=10.0, at=NOW, heard_at=NOW)
    assert state_of(spoke, minutes(30), SETTINGS) == "normal"
    assert state_of(spoke, minutes(31), SETTINGS) == "silent"


def test_not_a_number_is_absurd() -> None:
    assert is_taken(DRY, float("nan"), NOW, NOW, SETTINGS) == (Taken.ABSURD, "level_cm")


# the list of sensors


async def test_sensors_are_registered_and_known_ones_keep_what_they_said(
    database: Database, tmp_path: Path
) -> None:
    clock = FixedClock(NOW)
    more = "B2,월곡천,37.60,127.04,100,200,"
    report = await import_sensors(database, sheet(tmp_path, ROW, more, codec="cp949"), clock)
    assert (report.rows, report.registered, report.put_aside) == (2, 2, [])
    await import_sensors(database, sheet(tmp_path, ROW.replace("250", "300")), clock)
    async with database.read() as connection:
        found = {one.sensor_id: one for one in await every_sensor(connection)}
    assert (found[SENSOR_ID].alarm_cm, found["B2"].radius_m) == (300.0, 150.0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",이름,37.6,127.0,1,2,", "sensor_id"),
        ("A,,37.6,127.0,1,2,", "name"),
        ("A,이름,127.0,37.6,1,2,", "lat"),
        ("A,이름,37.6,x,1,2,", "lon"),
        ("A,이름,37.6,127.0,nan,2,", "warn_cm"),
        ("A,이름,37.6,127.0,3,2,", "alarm_cm"),
        ("A,이름,37.6,127.0,1,2,9999", "radius_m"),
        ("A,이름", "warn_cm"),
        (ROW, "sensor_id"),
    ],
)
async def test_a_bad_row_is_put_aside_with_its_number(
    database: Database, tmp_path: Path, row: str, reason: str
) -> None:
    report = await import_sensors(database, sheet(tmp_path, ROW, "", row), FixedClock(NOW))
    (bad,) = report.put_aside
    assert (bad.row, bad.reason.partition(":")[0]) == (4, reason)
    assert report.registered == 1


async def test_another_kind_of_file_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no column"):
        await import_sensors(database, sheet(tmp_path, head="a,b"), FixedClock(NOW))
