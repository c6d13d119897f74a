"""Zones and lines: as shapely says, and at the picture's edge as a person means it."""

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bongsu.monitoring.rules.geometry import area_of, crossed, do_cross, is_simple, zone_of

# a grid, so that sides do touch and lie upon each other
_point = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda p: (p[0] / 10, p[1] / 10))
_whole = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda p: (float(p[0]), float(p[1])))


@given(st.lists(_whole, min_size=3, max_size=7))
def test_simple_is_what_shapely_calls_valid(corners: list[tuple[float, float]]) -> None:
    ring = shapely.LinearRing([*corners, corners[0]])
    assert is_simple(corners) == (ring.is_simple and len(set(corners)) == len(corners))


@settings(max_examples=40)
@given(st.lists(_point, min_size=3, max_size=7))
def test_area_is_that_of_shapely(corners: list[tuple[float, float]]) -> None:
    assume(is_simple(corners))
    assert area_of(corners) == pytest.approx(shapely.Polygon(corners).area)


@given(_whole, _whole, _whole, _whole)
def test_stretches_cross_as_shapely_says(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]
) -> None:
    assume(a != b and c != d)
    assert do_cross(a, b, c, d) == shapely.LineString([a, b]).intersects(shapely.LineString([c, d]))


@settings(max_examples=40)
@given(
    st.lists(_point, min_size=3, max_size=7),
    st.tuples(st.floats(0.03, 0.97), st.floats(0.03, 0.97)),
)
def test_a_zone_holds_what_shapely_says(
    corners: list[tuple[float, float]], foot: tuple[float, float]
) -> None:
    assume(is_simple(corners) and area_of(corners) > 0.01)
    shape = shapely.Polygon(corners)
    assume(shape.boundary.distance(shapely.Point(foot)) > 1e-6)
    assert zone_of(corners).holds(foot) == shape.contains(shapely.Point(foot))


def test_no_corner_is_the_whole_picture() -> None:
    assert zone_of(()).holds((0.5, 0.5))
    assert zone_of(()).holds((-0.1, 1.1))


@pytest.mark.parametrize("foot", [(0.5, 1.0), (0.5, 1.08), (0.0, 0.8), (-0.05, 0.8), (1.02, 0.9)])
def test_a_zone_drawn_almost_to_the_edge_holds_feet_at_and_beyond_it(
    foot: tuple[float, float],
) -> None:
    zone = zone_of(((0.015, 0.5), (0.985, 0.5), (0.99, 0.99), (0.01, 0.985)))
    assert zone.holds(foot)


def test_right_is_right_as_one_sees_it() -> None:
    up, down = (0.5, 0.2), (0.5, 0.8)
    assert crossed((0.0, 0.5), (1.0, 0.5), down) > 0
    assert crossed((0.0, 0.5), (1.0, 0.5), up) < 0
    assert crossed((0.5, 1.0), (0.5, 0.0), (0.9, 0.5)) > 0
