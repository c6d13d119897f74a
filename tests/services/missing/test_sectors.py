"""How an area is divided among the seats: each camera once, fairly, the most plausible first."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.geometry import Point, moved
from bongsu.services.missing.sectors import Candidate, Seen, ordered, split

HERE = Point(37.608, 127.020)
places = st.tuples(st.floats(-3000, 3000, allow_nan=False), st.floats(-3000, 3000, allow_nan=False))
many = st.lists(places, max_size=60)
seats = st.lists(st.sampled_from("abcdefg"), max_size=6, unique=True)


def candidate(
    number: int, east_m: float, north_m: float, kind: str = "fixed", dong: str = ""
) -> Candidate:
    return Candidate(f"SB-{number:04}", moved(HERE, east_m, north_m), kind, dong)


def candidates(given_places: list[tuple[float, float]]) -> list[Candidate]:
    return [candidate(number, *place) for number, place in enumerate(given_places)]


@given(many, seats)
def test_each_camera_is_assigned_once_and_fairly(
    given_places: list[tuple[float, float]], sitting: list[str]
) -> None:
    found = candidates(given_places)
    rows = split(ordered(found, Seen(HERE)), sitting)
    assert sorted(one.camera_id for one in rows) == sorted(one.camera_id for one in found)
    if sitting:
        counts = Counter(one.person_id for one in rows)
        shares = [counts[seat] for seat in sitting]
        assert max(shares) - min(shares) <= 1
    else:
        assert all(one.person_id is None for one in rows)


@given(many, seats, st.integers(0, 20))
def test_what_was_looked_at_is_given_to_nobody_again(
    given_places: list[tuple[float, float]], sitting: list[str], some: int
) -> None:
    found = candidates(given_places)
    done = {one.camera_id: "none" for one in found[:some]}
    rows = split(ordered(found, Seen(HERE)), sitting, done)
    assert not {one.camera_id for one in rows} & done.keys()
    assert len(rows) == len(found) - len(done)


def test_a_seat_has_one_slice_of_the_compass() -> None:
    found = [candidate(n, e, o) for n, (e, o) in enumerate([(9, 99), (99, 9), (-9, -99), (-99, 9)])]
    rows = {one.camera_id: one.person_id for one in split(ordered(found, Seen(HERE)), ["a", "b"])}
    assert rows["SB-0000"] == rows["SB-0001"] == "a"
    assert rows["SB-0002"] == rows["SB-0003"] == "b"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (candidate(1, 100, 0), candidate(2, 300, 0)),
        (candidate(2, 200, 0, "ptz"), candidate(1, 100, 0, "fixed")),
        (candidate(2, 200, 0, "fixed"), candidate(1, 100, 0, "lpr")),
        (candidate(2, 200, 0, dong="길음1동"), candidate(1, 100, 0, dong="종암동")),
        (candidate(2, 100, 0), candidate(1, 120, 0)),
        (candidate(2, 2000, 0), candidate(1, 100, 0)),
    ],
)
def test_the_more_plausible_comes_first(first: Candidate, second: Candidate) -> None:
    often = [moved(HERE, 2000, 30)]
    found = ordered([second, first], Seen(HERE, "길음1동", often))
    assert [one.camera_id for one in found] == [first.camera_id, second.camera_id]
