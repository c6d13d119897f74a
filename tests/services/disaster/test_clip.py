"""Of any area the part in the own district, as one simple polygon."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some
from shapely.geometry import Point, Polygon, box

from bongsu.incidents.area import MOST_POINTS, Area
from bongsu.kernel import geometry
from bongsu.registry import areas
from bongsu.services.disaster.cap.alert import CapArea, Circle, Ring
from bongsu.services.disaster.cap.shapes import ring_of
from bongsu.services.disaster.clip import REPAIRED, Clipped, clip, disc_ring, district_of
from tests.services.disaster.alerts import BUSAN, KOREA


def dong(code: str, west: float, east: float, north: float = 37.61) -> areas.Area:
    shape = box(west, 37.59, east, north)
    middle = geometry.Point(37.6, (west + east) / 2)
    return areas.Area("adm", code, f"{code[-3:]}동", "SB", shape, middle)


WEST, EAST = dong("1129066000", 127.00, 127.02), dong("1129070500", 127.02, 127.04)
DISTRICT = district_of([WEST, EAST])


def rectangle(west: float, east: float, south: float = 37.595, north: float = 37.605) -> Ring:
    return ((south, west), (south, east), (north, east), (north, west), (south, west))


def clipped(*rings: Ring, circles: tuple[Circle, ...] = (), **more: object) -> Clipped:
    one = CapArea(description="", polygons=rings, circles=circles, **more)  # type: ignore[arg-type]  # geocodes
    return clip([one], DISTRICT)


def shape(area: Area | None) -> Polygon:
    assert area is not None
    return Polygon([(lon, lat) for lat, lon in area.ring])


def test_what_lies_inside_stays_as_it_is() -> None:
    found = shape(clipped(rectangle(127.005, 127.010)).area)
    assert found.equals(box(127.005, 37.595, 127.010, 37.605))


def test_what_reaches_beyond_is_cut_at_the_border() -> None:
    found = shape(clipped(rectangle(126.5, 127.01)).area)
    assert found.equals(box(127.00, 37.595, 127.01, 37.605))


def test_a_whole_country_is_the_district() -> None:
    found = shape(clipped(ring_of(KOREA, "")).area)
    assert found.symmetric_difference(DISTRICT.outline).area < 1e-12


def test_what_does_not_touch_the_district_is_named_and_empty() -> None:
    found = clipped(ring_of(BUSAN, ""))
    assert (found.area, found.named) == (None, True)


def test_to_touch_the_border_is_not_to_lie_inside() -> None:
    assert clipped(rectangle(126.9, 127.0)).area is None


def test_without_any_shape_there_is_no_area() -> None:
    assert clipped() == Clipped(None, named=False)


def test_several_shapes_are_one_where_they_meet() -> None:
    found = clipped(
        rectangle(127.005, 127.010),
        rectangle(127.008, 127.015),
        circles=(Circle(37.6, 127.015, 0.2),),
    )
    assert found.rest == ()
    assert shape(found.area).covers(Point(127.014, 37.6))


def test_of_pieces_the_largest_is_shown_and_the_others_named() -> None:
    found = clipped(
        rectangle(127.003, 127.004), rectangle(127.008, 127.016), rectangle(127.03, 127.032)
    )
    assert shape(found.area).equals(box(127.008, 37.595, 127.016, 37.605))
    assert found.rest == ("500동", "000동")


def test_a_border_that_crosses_itself_is_read_as_all_that_it_encloses() -> None:
    bow = (
        (37.595, 127.005),
        (37.605, 127.010),
        (37.605, 127.005),
        (37.595, 127.010),
        (37.595, 127.005),
    )
    found = clipped(bow)
    assert found.remarks == (REPAIRED,)
    assert found.area is not None
    assert shape(found.area).is_valid


def test_a_hole_is_filled() -> None:
    ring = shapely.difference(Point(127.02, 37.6).buffer(0.004), Point(127.02, 37.6).buffer(0.002))
    parts = [
        ring.intersection(box(126, 37, 127.02, 38)),
        ring.intersection(box(127.02, 37, 128, 38)),
    ]
    halves = [tuple((y, x) for x, y in shapely.get_coordinates(one)) for one in parts]
    found = shape(clipped(*halves).area)
    assert found.covers(Point(127.02, 37.6))


def test_a_border_of_many_points_is_smoothed() -> None:
    many = Point(127.02, 37.6).buffer(0.005, quad_segs=2000)
    found = clipped(tuple((y, x) for x, y in many.exterior.coords))
    assert found.area is not None
    assert len(found.area.ring) <= MOST_POINTS
    assert shape(found.area).symmetric_difference(many).area < many.area * 0.01


def test_a_disc_of_no_width_is_a_place() -> None:
    found = shape(clipped(circles=(Circle(37.6, 127.01, 0.0),)).area)
    assert found.covers(Point(127.01, 37.6))


def test_a_disc_around_the_earth_is_the_district() -> None:
    found = shape(clipped(circles=(Circle(37.6, 127.01, 20_000.0),)).area)
    assert found.symmetric_difference(DISTRICT.outline).area < 1e-12


def test_a_sensors_disc_is_as_wide_as_it_says() -> None:
    ring = disc_ring(37.6, 127.01, 150.0)
    middle = geometry.Point(37.6, 127.01)
    reach = [geometry.distance_m(middle, geometry.Point(*one)) for one in ring]
    assert ring[0] == ring[-1]
    assert min(reach) == pytest.approx(150.0, rel=0.01)
    assert max(reach) == pytest.approx(150.0, rel=0.01)


@pytest.mark.parametrize(
    ("code", "covers"),
    [
        ("1129066000", WEST.geometry),
        ("1129000000", DISTRICT.outline),
        ("11290", DISTRICT.outline),
        ("1100000000", DISTRICT.outline),
    ],
)
def test_a_code_of_ours_is_an_area(code: str, covers: Polygon) -> None:
    found = shape(clipped(geocodes=(("행정동코드", code),)).area)
    assert found.symmetric_difference(covers).area < 1e-12


@pytest.mark.parametrize(
    "code", ["006109", "MTZ044", "1121500000", "1129066001", "", "11", "１１２９０"]
)
def test_a_code_of_others_is_none(code: str) -> None:
    assert clipped(geocodes=(("FIPS6", code),)) == Clipped(None, named=False)


def test_a_drawn_border_says_more_than_a_code() -> None:
    found = clipped(rectangle(127.005, 127.010), geocodes=(("", "1129000000"),))
    assert shape(found.area).equals(box(127.005, 37.595, 127.010, 37.605))


Corner = some.tuples(some.floats(37.58, 37.62), some.floats(126.99, 127.05))


@settings(max_examples=50, deadline=None)
@given(corners=some.lists(Corner, min_size=3, max_size=8))
def test_whatever_is_drawn_the_area_is_simple_and_inside(
    corners: list[tuple[float, float]],
) -> None:
    found = clipped((*corners, corners[0]))
    if found.area is not None:
        one = shape(found.area)
        assert one.is_valid
        assert DISTRICT.outline.buffer(1e-5).covers(one)
