"""The area of an incident: what is no area is refused by its field; its measures are metres."""

from math import cos, pi, sin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.area import LARGEST_KM2, Area, PolygonText, area_of, area_of_ring
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point, distance_m, moved

HOME = Point(37.6, 127.01)


def square(side_m: float, origin: Point = HOME) -> PolygonText:
    corners = [
        moved(origin, east * side_m, north * side_m)
        for east, north in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]
    ring = [(one.lon, one.lat) for one in (*corners, corners[0])]
    return PolygonText(type="Polygon", coordinates=[ring])


def test_a_square_has_its_measures() -> None:
    area = area_of(square(1000.0))
    assert area.km2 == pytest.approx(1.0, rel=0.002)
    middle = moved(HOME, 500.0, 500.0)
    assert distance_m(area.middle, middle) < 5.0
    assert area.reach_m == pytest.approx(707.1, rel=0.01)
    assert area.holds([middle, moved(HOME, -20.0, 500.0)]) == [True, False]
    assert area.holds([moved(HOME, -20.0, 500.0)], margin_m=30.0) == [True]


def test_what_is_told_again_is_what_was_said() -> None:
    said = square(300.0)
    assert area_of(area_of(said).geojson()) == area_of(said)


def test_the_middle_of_a_horseshoe_lies_in_it() -> None:
    corners = (
        (0, 0),
        (900, 0),
        (900, 900),
        (800, 900),
        (800, 100),
        (100, 100),
        (100, 900),
        (0, 900),
    )
    ring = tuple((one.lat, one.lon) for one in (moved(HOME, *pair) for pair in corners))
    area = Area(ring)
    assert area.holds([area.middle]) == [True]


@pytest.mark.parametrize(
    ("ring", "says"),
    [
        ([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)], "crosses itself"),
        ([(0, 0), (1, 0), (2, 0), (0, 0)], "encloses nothing"),
        ([(0, 0), (0, 0), (0, 0), (0, 0)], "encloses nothing"),
        ([(0, 0), (1, 0), (1, 1), (0, 1)], "ends where it begins"),
    ],
)
def test_a_ring_that_is_none_is_refused_by_its_field(
    ring: list[tuple[float, float]], says: str
) -> None:
    places = [moved(HOME, east * 100.0, north * 100.0) for east, north in ring]
    said = PolygonText(type="Polygon", coordinates=[[(one.lon, one.lat) for one in places]])
    with pytest.raises(Invalid, match=says) as refused:
        area_of(said)
    assert refused.value.field == "area.coordinates"


def test_an_area_that_covers_the_country_is_refused_with_its_size() -> None:
    with pytest.raises(Invalid, match=f"at most {LARGEST_KM2:.0f}") as refused:
        area_of(square(200_000.0, Point(36.0, 127.0)))
    assert refused.value.field == "area.coordinates"


@pytest.mark.parametrize(
    "wire",
    [
        b'{"type":"MultiPolygon","coordinates":[]}',
        b'{"type":"Polygon","coordinates":[]}',
        b'{"type":"Polygon","coordinates":[[[127,37],[127.1,37],[127,37]]]}',
        b'{"type":"Polygon","coordinates":[[[37,127],[37,127],[37,127],[37,127]]]}',
        b'{"type":"Polygon","coordinates":[[[127,37,5],[127,37,5],[127,37,5],[127,37,5]]]}',
        b'{"type":"Polygon","coordinates":[[],[]]}',
    ],
)
def test_what_is_no_polygon_with_one_ring_is_no_message(wire: bytes) -> None:
    """Holes, several parts, swapped coordinates and heights too."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(wire, type=PolygonText)


@given(st.lists(st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)), min_size=3, max_size=12))
def test_any_ring_is_an_area_or_is_refused_with_a_field(pairs: list[tuple[float, float]]) -> None:
    places = [moved(HOME, *pair) for pair in pairs]
    ring = [(one.lon, one.lat) for one in (*places, places[0])]
    said = PolygonText(type="Polygon", coordinates=[ring])
    field = None
    try:
        area = area_of(said)
    except Invalid as refused:
        field = refused.field
    else:
        assert 0.0 < area.km2 <= LARGEST_KM2
        assert area.holds([area.middle], 1.0) == [True]
    assert field in (None, "area.coordinates")


def round_area(points: int) -> bytes:
    """A circle's corners, the first repeated at the end."""
    turns = (2 * pi * number / points for number in range(points))
    corners = [moved(HOME, 300.0 * cos(turn), 300.0 * sin(turn)) for turn in turns]
    ring = [(one.lon, one.lat) for one in (*corners, corners[0])]
    return msgspec.json.encode({"type": "Polygon", "coordinates": [ring]})


@pytest.mark.parametrize(("points", "is_one"), [(2, False), (3, True), (500, True), (501, False)])
def test_three_corners_to_five_hundred(points: int, is_one: bool) -> None:
    wire = round_area(points)
    if is_one:
        assert len(area_of(msgspec.json.decode(wire, type=PolygonText)).ring) == points
        return
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(wire, type=PolygonText)


def test_what_geojson_does_not_know_is_refused() -> None:
    wire = round_area(4).replace(b'"type"', b'"name":"x","type"')
    with pytest.raises(msgspec.ValidationError, match="name"):
        msgspec.json.decode(wire, type=PolygonText)


def test_thirty_square_kilometres_are_the_most() -> None:
    assert area_of(square(5450.0)).km2 == pytest.approx(29.7, rel=0.01)
    with pytest.raises(Invalid, match="The area has 31 km²; at most 30"):
        area_of(square(5560.0))


def test_a_field_of_another_name_is_named() -> None:
    open_ring = PolygonText(type="Polygon", coordinates=[[(127.0, 37.0)] * 3 + [(127.1, 37.1)]])
    with pytest.raises(Invalid) as refused:
        area_of(open_ring, "wish.area")
    assert refused.value.field == "wish.area.coordinates"
    with pytest.raises(Invalid) as refused:
        area_of_ring(((37.0, 127.0), (37.0, 127.0), (37.0, 127.0)), "cap.area")
    assert refused.value.field == "cap.area.coordinates"
    with pytest.raises(Invalid) as refused:
        area_of(square(9000.0), "wish.area")
    assert refused.value.field == "wish.area.coordinates"


@given(st.floats(50.0, 2000.0), st.floats(-300.0, 300.0), st.floats(-300.0, 300.0))
def test_wherever_a_square_lies_its_measures_are_the_same(
    side_m: float, east_m: float, north_m: float
) -> None:
    area = area_of(square(side_m, moved(HOME, east_m, north_m)))
    assert area.km2 == pytest.approx(side_m**2 / 1e6, rel=0.01)
    assert area.reach_m == pytest.approx(side_m / 2**0.5, rel=0.02)
    inside = area.middle
    assert area.holds([inside, moved(inside, side_m, 0.0)]) == [True, False]
    assert area.holds([moved(inside, side_m, 0.0)], margin_m=side_m) == [True]
