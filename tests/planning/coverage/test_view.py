"""What a camera sees on open ground."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from bongsu.planning.coverage.covers import Covers, stacked
from bongsu.planning.coverage.view import Seen, bearings, eyes_of, in_wedge, seen, within
from bongsu.planning.inputs.values import StandingCamera
from tests.planning.quarter import EAST_M, NORTH_M, camera

# 40 m north, east, south, west of (100, 100), its own foot, and 60 m north
X = EAST_M + np.array([100.0, 140.0, 100.0, 60.0, 100.0, 100.0])
Y = NORTH_M + np.array([140.0, 100.0, 60.0, 100.0, 100.0, 160.0])
NORTH, EAST, SOUTH, WEST, FOOT, FAR = range(6)


def view_of(one: StandingCamera) -> tuple[set[int], set[int]]:
    found: Seen = seen(eyes_of([one]), X, Y)
    return set(found.reach.of(0).tolist()), set(found.always.of(0).tolist())


def test_a_ptz_reaches_all_round_and_never_looks_always() -> None:
    reach, always = view_of(camera(100, 100, "ptz", bearing=0.0))
    assert reach >= {NORTH, EAST, SOUTH, WEST}
    assert FAR not in reach
    assert always == set()


def test_a_fixed_camera_sees_its_wedge_always() -> None:
    # a metre south of the middle: no point lies at its very foot
    reach, always = view_of(camera(100, 99, "fixed", bearing=0.0))
    assert reach == always == {NORTH, FOOT}


def test_a_wedge_may_span_north() -> None:
    _, always = view_of(camera(100, 99, "fixed", bearing=350.0, hfov=60.0))
    assert NORTH in always
    assert not always & {EAST, SOUTH, WEST}


def test_a_wide_lens_sees_both_sides() -> None:
    _, always = view_of(camera(100, 99, "fixed", bearing=0.0, hfov=180.0))
    assert {NORTH, EAST, WEST} <= always
    assert SOUTH not in always


@pytest.mark.parametrize(
    "one",
    [
        camera(100, 100, "fixed"),
        camera(100, 100, "fixed", bearing=10.0, hfov=None),
        camera(100, 100, "unknown", bearing=10.0),
        camera(100, 100, "unknown", range_m=300.0),
        camera(100, 100, "multi", range_m=300.0),
    ],
    ids=["no bearing", "no field of view", "unknown kind", "far unknown", "many heads"],
)
def test_what_is_not_known_is_the_ministrys_disc_and_reach_only(one: StandingCamera) -> None:
    reach, always = view_of(one)
    assert {NORTH, EAST, SOUTH, WEST} <= reach
    assert FAR not in reach
    assert always == set()


def test_a_short_range_stays_short_when_nothing_else_is_known() -> None:
    reach, _ = view_of(camera(100, 100, "unknown", range_m=30.0))
    assert not reach & {NORTH, EAST, SOUTH, WEST}


def test_a_known_range_beyond_50_m_is_taken_at_its_word() -> None:
    reach, _ = view_of(camera(100, 100, "ptz", range_m=80.0))
    assert FAR in reach


@pytest.mark.parametrize(("lat", "lon"), [(126.9, 37.5), (float("nan"), 126.9), (0.0, 0.0)])
def test_a_camera_without_a_place_sees_nothing(lat: float, lon: float) -> None:
    assert view_of(StandingCamera("GR-1", lat, lon, "ptz")) == (set(), set())


def test_no_range_is_beyond_a_kilometre() -> None:
    eyes = eyes_of([camera(100, 100, "ptz", range_m=50_000.0), camera(100, 100, range_m=900.0)])
    assert eyes.range_m.tolist() == [1_000.0, 900.0]


def test_always_is_a_part_of_reach() -> None:
    many = [camera(100, 100, "fixed", bearing=bearing) for bearing in (0.0, 77.0, 203.0)]
    found = seen(eyes_of(many), X, Y)
    for row in range(3):
        assert set(found.always.of(row).tolist()) <= set(found.reach.of(row).tolist())


def test_no_cameras_see_nothing() -> None:
    found = seen(eyes_of([]), X, Y)
    assert len(found.reach.target) == len(found.always.target) == 0
    assert len(found.reach.start) == 1


def test_bearings_are_a_compass() -> None:
    east = np.array([0.0, 1.0, 0.0, -1.0])
    north = np.array([1.0, 0.0, -1.0, 0.0])
    nothing = np.zeros(4)
    assert bearings(nothing, nothing, east, north).tolist() == [0.0, 90.0, 180.0, 270.0]


def test_an_unknown_bearing_has_no_wedge() -> None:
    nowhere = np.array([np.nan])
    assert not in_wedge(np.array([10.0]), nowhere, np.array([90.0])).any()


def test_the_edge_of_the_range_counts() -> None:
    tree = cKDTree(np.array([[50.0, 0.0], [50.1, 0.0]]))
    assert within(np.zeros(1), np.zeros(1), np.array([50.0]), tree).target.tolist() == [0]


COVERS = Covers(np.array([0, 2, 2, 3]), np.array([5, 6, 7]))


def test_covers_know_the_row_of_each_entry() -> None:
    assert COVERS.rows().tolist() == [0, 0, 2]
    assert COVERS.of(1).tolist() == []


def test_covers_keep_what_is_asked_for() -> None:
    kept = COVERS.kept(np.array([False, True, True]))
    assert [kept.of(row).tolist() for row in range(3)] == [[6], [], [7]]


def test_rows_may_be_taken_often_and_in_any_order() -> None:
    taken = COVERS.taken(np.array([2, 0, 1, 0]))
    assert [taken.of(row).tolist() for row in range(4)] == [[7], [5, 6], [], [5, 6]]


def test_covers_stand_one_below_the_other() -> None:
    both = stacked([COVERS, COVERS.kept(np.zeros(3, dtype=np.bool_)), COVERS])
    assert len(both.start) == 10
    assert both.of(0).tolist() == both.of(6).tolist() == [5, 6]
    assert both.of(4).tolist() == []
