"""Where a disaster runs: what lies in it and what leads through it."""

from bongsu.incidents.area import Area
from bongsu.kernel.geometry import Point
from bongsu.services.shared.running_areas import RunningArea, RunningAreas

FLOODED = Area(((37.600, 127.010), (37.600, 127.020), (37.605, 127.020), (37.605, 127.010)))
ONE = RunningArea("inc_1", FLOODED, "침수·홍수", "Flood")
WEST, INSIDE, EAST = Point(37.602, 127.0), Point(37.602, 127.015), Point(37.602, 127.03)
NORTH = Point(37.62, 127.015)


def known(*areas: RunningArea) -> RunningAreas:
    made = RunningAreas()
    made.replace(areas)
    return made


def test_a_way_through_it_is_told() -> None:
    assert known(ONE).crossed((WEST, EAST)) == (ONE,)
    assert known(ONE).crossed((NORTH, INSIDE)) == (ONE,)


def test_a_way_beside_it_is_not() -> None:
    assert known(ONE).crossed((WEST, NORTH)) == ()


def test_a_place_lies_in_it_or_not() -> None:
    assert known(ONE).crossed((INSIDE,)) == (ONE,)
    assert known(ONE).crossed((EAST,)) == ()
    assert known(ONE).crossed(()) == ()


def test_an_exercise_is_told_only_to_its_own() -> None:
    drill = RunningArea("inc_2", FLOODED, "침수", "Flood", drill_id="drill_1")
    assert known(ONE, drill).crossed((INSIDE,)) == (ONE,)
    assert known(ONE, drill).crossed((INSIDE,), "drill_1") == (drill,)


def test_what_is_the_same_is_no_change() -> None:
    areas = known(ONE)
    assert not areas.replace([ONE])
    assert areas.replace([])
    assert areas.areas == ()
