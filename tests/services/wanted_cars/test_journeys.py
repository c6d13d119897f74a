"""The police push a list, a recogniser reads, the police learn time and place: and no plate lies anywhere."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest
from structlog.testing import capture_logs

from bongsu.services.shared.scenes import Stage
from bongsu.services.wanted_cars.message import CODE
from bongsu.services.wanted_cars.rules import READS_A_SECOND
from bongsu.services.wanted_cars.scenes import (
    OTHER,
    PARTNER,
    READS,
    RECOGNISER,
    WANTED,
    entry,
    read,
)
from bongsu.services.wanted_cars.wanted import WantedCars
from tests.services.linked_house import SPOT, LinkedHouse
from tests.web.house import NOBODY

HITS, COUNTS = "/link/v1/wanted-cars/hits", "/api/wanted-cars/counts"
AGREED = {"crime_prevention", "vehicle_crime_prevention", "multi"}


def camera(wass: LinkedHouse, *, agreed: bool = True) -> str:
    rows = wass.house.catalogue.rows.values()
    return next(one.camera_id for one in rows if (one.purpose in AGREED) is agreed)


def now(wass: LinkedHouse) -> Stage:
    return Stage(wass.clock.now(), SPOT, "scene-2")


async def add(wass: LinkedHouse, *plates: str) -> list[str]:
    answer = await wass.send(entry("ADD", *plates))
    assert answer.status_code == 200, answer.text
    refs: list[str] = answer.json()["refs"]
    return refs


async def passes(wass: LinkedHouse, plate: str, camera_id: str = "") -> int:
    one = read(now(wass), camera_id or camera(wass), plate)
    return (await wass.send(one, RECOGNISER)).status_code


async def hits(wass: LinkedHouse, after: str = "") -> list[dict[str, Any]]:
    answer = await wass.ask(PARTNER, f"{HITS}?after={after}")
    assert answer.status_code == 200, answer.text
    told: list[dict[str, Any]] = answer.json()
    return told


async def test_a_car_that_is_looked_for_is_told_by_time_and_place(wass: LinkedHouse) -> None:
    (ref,) = await add(wass, WANTED)
    assert await passes(wass, WANTED) == 202
    (hit,) = await hits(wass)
    assert (hit["ref"], hit["camera_id"]) == (ref, camera(wass))
    assert datetime.fromisoformat(hit["at"]) == wass.clock.now()
    assert set(hit) == {"hit_id", "ref", "at", "lat", "lon", "place", "camera_id"}
    assert await hits(wass, after=hit["hit_id"]) == []


async def test_a_plate_is_the_same_however_it_is_written(wass: LinkedHouse) -> None:
    refs = await add(wass, "999하9999", "999하 9999", "999-하-9999")
    assert len(set(refs)) == 1
    await passes(wass, "999 하 9999")
    assert len(await hits(wass)) == 1


async def test_the_recogniser_cannot_tell_a_hit_from_a_miss(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    answers = [
        await wass.send(read(now(wass), camera(wass), plate), RECOGNISER)
        for plate in (WANTED, OTHER, "unreadable")
    ]
    assert {(one.status_code, one.text) for one in answers} == {(202, '{"state":"taken"}')}


async def test_what_nobody_looks_for_is_written_nowhere(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    before = await wass.everything()
    with capture_logs() as logs:
        await passes(wass, OTHER)
    assert await wass.everything() == before
    assert logs == [] or OTHER not in str(logs)
    assert "998" not in str(await wass.rows("outbox"))


@pytest.mark.sqlite
async def test_no_plate_lies_in_the_database_its_file_the_log_or_the_outbox(
    wass: LinkedHouse,
) -> None:
    with capture_logs() as logs:
        await add(wass, WANTED)
        await passes(wass, WANTED)
        await passes(wass, OTHER)
        await hits(wass)
    everything = await wass.everything() + str(logs)
    assert not any(part in everything for part in (WANTED, OTHER, "하9999", "하9998"))
    path = wass.house.database.url.database
    assert path is not None
    with open(path, "rb") as file:
        raw = file.read()
    assert WANTED.encode() not in raw
    assert OTHER.encode() not in raw


def seen_from(wass: LinkedHouse) -> LinkedHouse:
    """The house, and scenes that know two of its cameras."""
    first = camera(wass)
    rows = wass.house.catalogue.rows.values()
    other = next(one.camera_id for one in rows if one.purpose in AGREED and one.camera_id != first)
    return replace(wass, stage=replace(wass.stage, cameras=(first, other)))


async def test_the_simulators_day_of_a_car_lists_it_sees_it_twice_and_withdraws_it(
    wass: LinkedHouse,
) -> None:
    here = seen_from(wass)
    added, *passes, asked, withdrawn = await here.play("happy")
    assert [one.status_code for one in (added, *passes, asked, withdrawn)] == [
        200,
        202,
        202,
        200,
        200,
    ]
    told = asked.json()
    assert [one["camera_id"] for one in told] == list(here.stage.cameras)
    assert {one["ref"] for one in told} == {added.json()["refs"][0]}
    assert await wass.rows("plate_hits") == await wass.rows("wanted_plates") == []
    assert await wass.rows("grants") == []


async def test_the_simulators_car_that_nobody_looks_for_leaves_nothing(wass: LinkedHouse) -> None:
    here = seen_from(wass)
    await add(wass, WANTED)
    (answer,) = await here.play("passes")
    assert answer.status_code == 202
    assert await wass.rows("plate_hits") == []


@pytest.mark.parametrize(("scene", "status"), [("nowhere", 400), ("list-by-reader", 403)])
async def test_the_simulators_wrong_words_are_refused(
    wass: LinkedHouse, scene: str, status: int
) -> None:
    assert [one.status_code for one in await wass.play(scene)] == [status]


async def test_a_withdrawn_car_is_told_no_more_and_what_was_seen_of_it_is_gone(
    wass: LinkedHouse,
) -> None:
    await add(wass, WANTED)
    await passes(wass, WANTED)
    await wass.send(entry("WITHDRAW", WANTED))
    assert await hits(wass) == []
    await wass.wait(120)
    await passes(wass, WANTED)
    assert await hits(wass) == []
    assert await wass.rows("plate_hits") == await wass.rows("wanted_plates") == []


async def test_a_hit_is_destroyed_after_a_day_and_an_entry_that_nobody_prolongs_after_thirty(
    wass: LinkedHouse,
) -> None:
    await seen_from(wass).play("silent")
    here: WantedCars = wass.house.state["wanted_cars"]
    await wass.wait(timedelta(hours=23).total_seconds())
    await here.destroy_what_is_old()
    assert len(await hits(wass)) == 1
    await wass.wait(timedelta(hours=1, seconds=1).total_seconds())
    assert await hits(wass) == []
    await here.destroy_what_is_old()
    assert await wass.rows("plate_hits") == []
    assert len(await wass.rows("wanted_plates")) == 1
    await wass.wait(timedelta(days=30).total_seconds())
    await passes(wass, WANTED)
    assert await wass.rows("plate_hits") == []
    await here.destroy_what_is_old()
    assert await wass.rows("wanted_plates") == []


async def test_a_car_that_stands_at_a_camera_is_one_hit_a_minute(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    for _ in range(5):
        await passes(wass, WANTED)
        await wass.wait(10)
    assert len(await hits(wass)) == 1
    await wass.wait(60)
    await passes(wass, WANTED)
    assert len(await hits(wass)) == 2


async def test_own_people_learn_a_number_a_day(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    await passes(wass, WANTED)
    told = await wass.ask("OPERATOR", COUNTS)
    assert told.json() == [{"day": "2026-11-21", "hits": 1}]
    assert (await wass.ask("POLICE_ROOM", COUNTS)).status_code == 403


async def test_the_trail_says_that_there_was_a_hit_and_for_whom(wass: LinkedHouse) -> None:
    (ref,) = await add(wass, WANTED)
    await passes(wass, WANTED)
    (row,) = await wass.trail_of("plate_hit")
    assert row["organisation"] == "KNPA"
    assert ref not in str(await wass.rows("trail"))


async def test_a_camera_of_another_purpose_tells_nothing(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    assert await passes(wass, WANTED, camera(wass, agreed=False)) == 202
    assert await hits(wass) == []


async def test_no_incident_and_so_no_picture_comes_of_a_plate(wass: LinkedHouse) -> None:
    body = {
        "msg_id": "m1",
        "sent_at": wass.stage.now.isoformat(),
        "sender": {"org": "KNPA", "system": "WASS"},
        "service": CODE,
        "ext_incident_no": "1",
        "msg_type": "NEW",
        "incident": {"category": "HIT"},
        "location": {"lat": SPOT.lat, "lon": SPOT.lon},
    }
    answer = await wass.ask(PARTNER, "/link/v1/incidents", body)
    assert (answer.status_code, answer.json()["field"]) == (400, "service")
    assert await wass.rows("incidents") == await wass.rows("grants") == []


async def test_each_does_its_own_part_alone(wass: LinkedHouse) -> None:
    answers = [
        await wass.send(entry("ADD", WANTED), RECOGNISER),
        await wass.send(read(now(wass), camera(wass), WANTED), PARTNER),
        await wass.ask(RECOGNISER, HITS),
        await wass.send(entry("ADD", WANTED), "seoul-112"),
    ]
    assert {one.status_code for one in answers} == {403}
    assert (await wass.ask(NOBODY, HITS)).status_code == 401


async def test_what_is_no_plate_is_refused_by_its_place_and_not_repeated(
    wass: LinkedHouse,
) -> None:
    (answer,) = await wass.play("refused")
    assert (answer.status_code, answer.json()["field"]) == (400, "plates.0")
    assert "NOT A PLATE" not in answer.text


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"camera_id": "NOWHERE"}, "camera_id"),
        ({"at": "2026-11-20T05:10:00+00:00"}, "at"),
        ({"at": "2026-11-21T05:15:00+00:00"}, "at"),
        ({"at": "2026-11-21T05:10:00"}, "at"),
    ],
)
async def test_a_read_of_nowhere_or_of_another_day_is_refused(
    wass: LinkedHouse, more: dict[str, str], field: str
) -> None:
    one = read(now(wass), camera(wass), WANTED)
    assert isinstance(one.body, dict)
    answer = await wass.ask(RECOGNISER, READS, {**one.body, **more})
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_reads_are_bounded(wass: LinkedHouse) -> None:
    here: WantedCars = wass.house.state["wanted_cars"]
    for _ in range(READS_A_SECOND):
        here._bound.take(wass.clock.now())
    assert await passes(wass, WANTED) == 503
    await wass.wait(1)
    assert await passes(wass, WANTED) == 202


async def test_no_persons_route_takes_a_plate(wass: LinkedHouse) -> None:
    schema = wass.house.app.openapi_schema.to_schema()
    paths: dict[str, Any] = schema["paths"]
    models = {
        name: msgspec.json.encode(one).decode()
        for name, one in schema["components"]["schemas"].items()
    }
    naming = {name for name, one in models.items() if re.search(r'"plates?"', one)}
    assert naming == {"ListMessage", "ReadMessage"}
    for path, one in paths.items():
        said = msgspec.json.encode(one).decode()
        if any(f'/{name}"' in said for name in naming) or re.search(r'"name":"plates?"', said):
            assert path.startswith("/link/v1/wanted-cars/")
