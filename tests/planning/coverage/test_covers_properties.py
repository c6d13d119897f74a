"""Flat arrays of who sees what behave as lists of lists would; sight as walls do, whatever they look like."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.planning.coverage.covers import Covers, stacked
from bongsu.planning.coverage.sight import line_of_sight, outlines_in_metres
from bongsu.planning.grid.points import Floats

ROWS = st.lists(st.lists(st.integers(0, 30), max_size=5), max_size=6)


def covers(rows: list[list[int]]) -> Covers:
    start = np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int64)
    return Covers(start, np.array([each for row in rows for each in row], dtype=np.int64))


def lists(given_covers: Covers) -> list[list[int]]:
    return [given_covers.of(row).tolist() for row in range(len(given_covers.start) - 1)]


@settings(max_examples=30)
@given(ROWS, st.data())
def test_taken_rows_are_the_rows(rows: list[list[int]], data: st.DataObject) -> None:
    numbers = st.lists(st.integers(0, len(rows) - 1), max_size=8) if rows else st.just([])
    wanted: list[int] = data.draw(numbers)
    taken = covers(rows).taken(np.array(wanted, dtype=np.int64))
    assert lists(taken) == [rows[row] for row in wanted]


@settings(max_examples=30)
@given(ROWS, st.integers(0, 30))
def test_kept_entries_are_the_entries(rows: list[list[int]], above: int) -> None:
    made = covers(rows)
    assert lists(made.kept(made.target > above)) == [
        [each for each in row if each > above] for row in rows
    ]


@settings(max_examples=30)
@given(ROWS, ROWS)
def test_stacked_rows_are_one_list_after_the_other(
    one: list[list[int]], other: list[list[int]]
) -> None:
    assert lists(stacked([covers(one), covers(other)])) == one + other


@settings(max_examples=30)
@given(ROWS)
def test_every_entry_knows_its_row(rows: list[list[int]]) -> None:
    assert covers(rows).rows().tolist() == [number for number, row in enumerate(rows) for _ in row]


COORDINATE = st.floats(-60.0, 60.0, allow_nan=False).map(lambda metres: round(metres, 3))
PLACE = st.tuples(COORDINATE, COORDINATE)
HOUSE = st.tuples(COORDINATE, COORDINATE, st.floats(2.0, 20.0), st.floats(2.0, 20.0))


def corners(house: tuple[float, float, float, float]) -> Floats:
    x, y, wide, deep = house
    return np.array([[x, y], [x + wide, y], [x + wide, y + deep], [x, y + deep]])


def answers(
    eyes: list[tuple[float, float]],
    targets: list[tuple[float, float]],
    houses: list[tuple[float, float, float, float]],
) -> list[bool]:
    """Every eye to every target."""
    walls = [corners(house) for house in houses]
    given_outlines = outlines_in_metres(
        np.concatenate(walls) if walls else np.zeros((0, 2)),
        np.repeat(np.arange(len(walls)), 4),
    )
    everyone = covers([list(range(len(targets)))] * len(eyes))
    free = line_of_sight(np.array(eyes), np.array(targets), everyone, given_outlines)
    result: list[bool] = free.tolist()
    return result


PLACES = st.lists(PLACE, min_size=1, max_size=4)
HOUSES = st.lists(HOUSE, max_size=4)


@settings(max_examples=30)
@given(PLACES, PLACES, HOUSES, HOUSE)
def test_one_house_more_never_shows_more(
    eyes: list[tuple[float, float]],
    targets: list[tuple[float, float]],
    houses: list[tuple[float, float, float, float]],
    more: tuple[float, float, float, float],
) -> None:
    # an eye deep inside two houses at once is on no map: only one of them is left out for it
    before, after = answers(eyes, targets, houses), answers(eyes, targets, [*houses, more])
    for entry, (was, now) in enumerate(zip(before, after, strict=True)):
        if not _stands_in_two(eyes[entry // len(targets)], [*houses, more]):
            assert was or not now


def _stands_in_two(
    place: tuple[float, float], houses: list[tuple[float, float, float, float]]
) -> bool:
    x, y = place
    inside = [west <= x <= west + w and south <= y <= south + d for west, south, w, d in houses]
    return sum(inside) > 1


@settings(max_examples=30)
@given(PLACES, PLACES, HOUSES)
def test_the_order_of_houses_is_no_matter(
    eyes: list[tuple[float, float]],
    targets: list[tuple[float, float]],
    houses: list[tuple[float, float, float, float]],
) -> None:
    if any(_stands_in_two(eye, houses) for eye in eyes):
        return
    assert answers(eyes, targets, houses) == answers(eyes, targets, houses[::-1])


@settings(max_examples=30)
@given(PLACES, PLACES, HOUSES)
def test_nobody_is_seen_indoors(
    eyes: list[tuple[float, float]],
    targets: list[tuple[float, float]],
    houses: list[tuple[float, float, float, float]],
) -> None:
    free = answers(eyes, targets, houses)
    for entry, is_free in enumerate(free):
        x, y = targets[entry % len(targets)]
        indoors = any(
            west < x < west + wide and south < y < south + deep
            for west, south, wide, deep in houses
        )
        assert not (indoors and is_free)
