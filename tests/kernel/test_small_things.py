"""Ids, geometry, settings, clock."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.geometry import Point, bearing_deg, distance_m, moved
from bongsu.kernel.ids import new_id
from bongsu.kernel.settings import BadSetting, load

CITY_HALL = Point(37.566536, 126.977966)
SEONGBUK_OFFICE = Point(37.589116, 127.018214)


def test_ids_differ_and_carry_their_prefix() -> None:
    made = {new_id("inc") for _ in range(1000)}
    assert len(made) == 1000
    assert all(one.startswith("inc_") and len(one) == 30 for one in made)


def test_distance_agrees_with_the_national_grid() -> None:
    # EPSG:5179 of both places: (953898.18, 1952036.09) and (957465.43, 1954522.25)
    assert distance_m(CITY_HALL, SEONGBUK_OFFICE) == pytest.approx(4348.1, rel=0.003)


@given(st.floats(-2000, 2000), st.floats(-2000, 2000))
def test_moving_a_place_and_measuring_it_agree(east: float, north: float) -> None:
    there = moved(CITY_HALL, east, north)
    assert distance_m(CITY_HALL, there) == pytest.approx((east**2 + north**2) ** 0.5, abs=0.01)


@pytest.mark.parametrize(
    ("east", "north", "bearing"), [(0, 10, 0), (10, 0, 90), (0, -10, 180), (-10, 0, 270)]
)
def test_bearings_run_clockwise_from_north(east: float, north: float, bearing: float) -> None:
    assert bearing_deg(CITY_HALL, moved(CITY_HALL, east, north)) == pytest.approx(bearing, abs=1e-6)


class Lantern(msgspec.Struct, frozen=True):
    wicks: int = 1
    colour: str = "red"


def test_a_setting_comes_from_the_environment_or_its_default() -> None:
    assert load(Lantern, "lantern", {"BONGSU_LANTERN_WICKS": "5"}) == Lantern(wicks=5)


def test_a_bad_setting_names_itself() -> None:
    with pytest.raises(BadSetting) as failure:
        load(Lantern, "lantern", {"BONGSU_LANTERN_WICKS": "many"})
    assert "wicks" in failure.value.detail


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(datetime(2026, 11, 21, tzinfo=UTC))
    clock.advance(90)
    assert clock.now() == datetime(2026, 11, 21, 0, 1, 30, tzinfo=UTC)
