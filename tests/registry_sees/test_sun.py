"""The sun over Seoul: heights that follow from latitude and season, and the almanac's day lengths."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.geometry import Point
from bongsu.registry.scene import Scene
from bongsu.registry.sees import darkness, sun_altitude_deg

SEOUL = Point(37.5665, 126.9780)
KST = timezone(timedelta(hours=9))


def seoul(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=KST).astimezone(UTC)


def test_at_the_summer_solstice_noon_the_sun_stands_at_its_highest() -> None:
    # 90 - latitude + obliquity
    assert sun_altitude_deg(SEOUL, seoul(6, 21, 12, 34)) == pytest.approx(75.87, abs=0.05)


def test_at_the_winter_solstice_noon_the_sun_stands_low() -> None:
    assert sun_altitude_deg(SEOUL, seoul(12, 21, 12, 30)) == pytest.approx(29.0, abs=0.1)


@pytest.mark.parametrize(
    "when",
    # Sunrise and sunset in Seoul: upper limb on the horizon with refraction, so -0.83 degrees.
    [seoul(3, 20, 6, 35), seoul(6, 21, 5, 11), seoul(6, 21, 19, 57), seoul(12, 21, 17, 17)],
)
def test_sunrise_and_sunset_fall_on_the_almanacs_minutes(when: datetime) -> None:
    assert sun_altitude_deg(SEOUL, when) == pytest.approx(-0.83, abs=0.4)


def test_two_in_the_morning_is_dark_and_noon_is_not() -> None:
    assert darkness(SEOUL, seoul(10, 1, 2)) == 1.0
    assert darkness(SEOUL, seoul(10, 1, 12)) == 0.0


def test_dusk_lies_between() -> None:
    assert 0.0 < darkness(SEOUL, seoul(6, 21, 20, 10)) < 1.0


def test_a_zone_does_not_change_the_sun() -> None:
    when = seoul(4, 1, 9)
    assert sun_altitude_deg(SEOUL, when) == sun_altitude_deg(SEOUL, when.astimezone(KST))


@given(
    st.floats(-89, 89),
    st.floats(-180, 180),
    st.floats(-3_600, 17_900),
)
def test_darkness_is_a_share_anywhere_at_any_time(lat: float, lon: float, days: float) -> None:
    when = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=days)
    assert 0.0 <= darkness(Point(lat, lon), when) <= 1.0


def test_a_scene_knows_how_dark_it_is() -> None:
    assert Scene(SEOUL, at=seoul(10, 1, 2)).darkness() == 1.0
    assert Scene(SEOUL, at=seoul(10, 1, 2), is_dark=False).darkness() == 0.0
    assert Scene(SEOUL, at=seoul(10, 1, 12), is_dark=True).darkness() == 1.0
