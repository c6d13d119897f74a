"""Cameras over an area: spread, best first, never one that shows nothing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.cover import cover

PLACES = st.lists(
    st.tuples(st.floats(-500, 500), st.floats(-500, 500), st.sampled_from([0.0, 0.3, 1.0])),
    max_size=30,
)


def chosen(places: list[tuple[float, float, float]], limit: int) -> list[int]:
    east, north, worth = np.array(places).reshape(-1, 3).T
    return cover(east, north, worth, limit)


@given(PLACES, st.integers(1, 40))
def test_each_usable_camera_once_and_no_other(
    places: list[tuple[float, float, float]], limit: int
) -> None:
    found = chosen(places, limit)
    usable = [at for at, one in enumerate(places) if one[2] > 0]
    assert len(found) == min(limit, len(usable))
    assert len(set(found)) == len(found)
    assert set(found) <= set(usable)


@given(PLACES)
def test_fewer_are_the_first_of_more(places: list[tuple[float, float, float]]) -> None:
    """The wall's first page does not change when it may show more."""
    assert chosen(places, 10)[:5] == chosen(places, 5)


def test_the_first_stands_near_the_middle_and_the_next_far_from_it() -> None:
    row = [(float(east), 0.0, 1.0) for east in (-400, -10, 5, 390)]
    assert chosen(row, 3) == [2, 0, 3]


def test_no_choice_of_as_many_watches_twice_as_well() -> None:
    """Gonzalez: the largest gap is at most twice the best possible one; here on a grid whose best is known."""
    grid = [(float(x), float(y), 1.0) for x in range(0, 600, 100) for y in range(0, 600, 100)]
    found = chosen(grid, 9)
    gaps = [min(np.hypot(x - grid[at][0], y - grid[at][1]) for at in found) for x, y, _ in grid]
    assert max(gaps) <= 2 * np.hypot(100, 100)


def test_a_camera_that_may_be_broken_waits_behind_one_that_is_not() -> None:
    assert chosen([(0.0, 0.0, 0.3), (300.0, 0.0, 1.0)], 1) == [1]
