"""The demo's simulated bearings: invented, labelled so, the same every time, and never over what is known."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from bongsu.demo.seed import seed
from bongsu.demo.survey import SOURCE, simulated_survey
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.camera import CameraKind, CameraRow, CameraStatus, Purpose
from bongsu.registry.import_survey.sheet import Sheet, read_sheet
from bongsu.registry.tables import camera_surveys, cameras, import_runs
from tests.databases import url_in

TODAY = date(2026, 3, 1)


def camera(site: int, number: int, **known: object) -> CameraRow:
    one = CameraRow(
        camera_id=f"SB-{site:04d}-{number}", site_id=f"SB-{site:04d}", district="SB", name="정릉로",
        kind=CameraKind.UNKNOWN, purpose=Purpose.CRIME_PREVENTION, status=CameraStatus.IN_SERVICE,
        lat=37.6, lon=127.0, bearing_deg=None, hfov_deg=None, range_m=50.0, height_m=None,
        dong_code=None, state="unknown",
    )  # fmt: skip
    return replace(one, **known)  # type: ignore[arg-type]  # any field of CameraRow


def district(sites: int = 400, each: int = 4) -> list[CameraRow]:
    return [camera(site, number + 1) for site in range(sites) for number in range(each)]


def surveyed(rows: list[CameraRow]) -> Sheet:
    raw = simulated_survey(rows, TODAY)
    assert raw is not None
    return read_sheet(raw, TODAY)


def test_every_camera_gets_values_that_a_survey_could_have_found() -> None:
    sheet = surveyed(district())
    assert (len(sheet.stated), sheet.refused) == (1_600, [])
    assert sheet.raw.name == SOURCE == "simulated-survey"
    for one in sheet.stated:
        assert 55 <= float(one.findings["hfov_deg"]) <= 95
        assert 4 <= float(one.findings["height_m"]) <= 6
        assert one.findings["kind"] in ("ptz", "fixed")
        assert one.on == TODAY


def test_about_28_of_100_turn() -> None:
    kinds = [one.findings["kind"] for one in surveyed(district()).stated]
    assert 0.24 < kinds.count("ptz") / len(kinds) < 0.32


def test_cameras_of_one_pole_look_apart_and_poles_differ() -> None:
    by_site: dict[str, list[float]] = defaultdict(list)
    for one in surveyed(district()).stated:
        by_site[one.camera_id.rpartition("-")[0]].append(float(one.findings["bearing_deg"]))
    for bearings in by_site.values():
        around = sorted(bearings)
        gaps = [b - a for a, b in pairwise([*around, around[0] + 360.0])]
        assert min(gaps) > 60
    assert len({bearings[0] for bearings in by_site.values()}) > 150


def test_the_same_cameras_always_get_the_same_values_in_whatever_order() -> None:
    rows = district(20)
    one, other = simulated_survey(rows, TODAY), simulated_survey(rows[::-1], TODAY)
    assert one == other


def test_what_is_known_already_is_not_invented_anew() -> None:
    seen = camera(1, 1, bearing_deg=10.0)
    told = camera(1, 2, kind=CameraKind.FIXED, hfov_deg=60.0)
    (stated,) = surveyed([seen, told]).stated
    assert stated.camera_id == "SB-0001-2"
    assert stated.findings.keys() == {"bearing_deg", "height_m"}
    assert simulated_survey([seen], TODAY) is None


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


def quiet(_line: str) -> None: ...


@pytest.mark.shared
async def test_the_published_district_is_labelled_as_simulated_and_seeded_once(
    shared: Path, database: Database
) -> None:
    clock = FixedClock(datetime(2026, 3, 1, 20, 0, tzinfo=UTC))
    said = await seed(database, shared, clock, quiet)
    assert said == "1550 sites and 3580 cameras as published; bearings simulated"
    async with database.read() as connection:
        rows = await store.all_positions(connection)
        first = (await connection.execute(select(camera_surveys))).all()
        runs = (await connection.execute(select(import_runs.c.file_name))).scalars().all()
    assert all(row.bearing_deg is not None for row in rows)
    assert SOURCE in runs
    # in Seoul it is tomorrow already
    assert {(one.source_file, one.surveyed_on) for one in first} == {(SOURCE, date(2026, 3, 2))}
    clock.advance(86_400)
    assert await seed(database, shared, clock, quiet) == said
    async with database.read() as connection:
        assert (await connection.execute(select(camera_surveys))).all() == first
        assert await store.all_positions(connection) == rows


async def test_a_synthetic_district_has_bearings_and_is_not_surveyed(database: Database) -> None:
    clock = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
    said = await seed(database, None, clock, quiet)
    assert said.startswith("synthetic")
    assert "simulated" not in said
    async with database.read() as connection:
        assert (await connection.execute(select(camera_surveys))).all() == []
        assert (await connection.execute(select(cameras.c.camera_id))).first() is not None
