"""Invented cameras: the published numbers, real boundaries, one seed one city, and a label on each."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point
from bongsu.registry import store
from bongsu.registry.areas import Areas
from bongsu.registry.camera import CameraKind
from bongsu.registry.import_cameras.flags import Flag
from bongsu.registry.synthetic import (
    SEONGBUK,
    Synthetic,
    register_synthetic,
    synthetic_by_district,
    synthetic_cameras,
    synthetic_district,
)
from bongsu.registry.tables import cameras, sites


@pytest.fixture(scope="module")
def district(areas: Areas) -> Synthetic:
    return synthetic_district(areas)


def test_the_demo_district_has_the_published_counts(district: Synthetic) -> None:
    assert (len(district.sites), len(district.cameras)) == (1550, 3580)
    purposes = Counter(camera.purpose for camera in district.cameras)
    assert purposes == {purpose: count for purpose, (_, count) in SEONGBUK.items()}


def test_every_synthetic_thing_says_that_it_is(district: Synthetic) -> None:
    assert all(site.flags == ("synthetic",) for site in district.sites)
    assert all("가상" in camera.name for camera in district.cameras)
    assert all("가상" in (site.managed_by or "") for site in district.sites)


def test_every_site_lies_inside_the_real_boundary(district: Synthetic, areas: Areas) -> None:
    assert all(areas.outside_m("SB", Point(site.lat, site.lon)) == 0 for site in district.sites)
    assert all(site.dong_code for site in district.sites)


def test_the_same_seed_gives_the_same_district(district: Synthetic, areas: Areas) -> None:
    assert synthetic_district(areas) == district
    assert synthetic_district(areas, seed=2) != district


def test_codes_are_unique_and_follow_their_site(district: Synthetic) -> None:
    ids = [camera.camera_id for camera in district.cameras]
    assert len(set(ids)) == 3580
    assert all(camera.camera_id.startswith(f"{camera.site_id}-") for camera in district.cameras)


def test_fixed_cameras_look_somewhere_and_turning_ones_anywhere(district: Synthetic) -> None:
    for camera in district.cameras:
        assert (camera.bearing_deg is None) == (camera.kind is CameraKind.PTZ)
    turning = sum(camera.kind is CameraKind.PTZ for camera in district.cameras)
    assert 0.24 < turning / 3580 < 0.32


@pytest.mark.parametrize("count", [1, 7, 100, 4_321])
def test_any_number_of_cameras_can_be_made(areas: Areas, count: int) -> None:
    made = synthetic_cameras(count, seed=5, areas=areas)
    assert len(made.cameras) == count
    assert sum(site.camera_count for site in made.sites) == count


def test_load_test_cameras_spread_over_the_whole_city(areas: Areas) -> None:
    made = synthetic_cameras(2_500, seed=5, areas=areas)
    assert Counter(camera.district for camera in made.cameras) == dict.fromkeys(areas.outlines, 100)


async def test_both_kinds_fit_into_one_register(
    database: Database, areas: Areas, district: Synthetic
) -> None:
    await register_synthetic(database, district)
    await register_synthetic(
        database, synthetic_cameras(5_000, seed=3, areas=areas, first_number=2_001)
    )
    async with database.read() as connection:
        assert len(await store.all_positions(connection)) == 8_580
        numbers = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (sites, cameras)
        ]
    assert numbers[1] == 8_580


def test_each_district_gets_as_many_as_were_asked_for(areas: Areas) -> None:
    asked = {"SM": 300, "GC": 41, "DB": 0}
    made = synthetic_by_district(asked, seed=2, areas=areas, first_number=5_001)
    assert Counter(one.district for one in made.cameras) == {"SM": 300, "GC": 41}
    assert all(Flag.SYNTHETIC.value in site.flags for site in made.sites)
    assert min(int(site.site_id.rpartition("-")[2]) for site in made.sites) == 5_001
