"""What stands today: who is reached, what it is worth, and what a plan changes."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from bongsu.planning.config import Sight, Targets, Weights
from bongsu.planning.coverage.before_after import (
    ALL,
    ALWAYS,
    NEW_PURPOSE,
    REACHED,
    UNWEIGHTED,
    by_cell,
    by_dong,
    by_purpose,
    overall,
    with_plan,
)
from bongsu.planning.coverage.standing import seen_by
from bongsu.planning.demand.facts import covered_share
from bongsu.planning.grid.cells import SIDE_M, cells_of
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.lay_points import points_of
from tests.planning.quarter import EAST_M, NORTH_M, camera, config, lamp, quarter, request, ring
from tests.planning.seoul import cameras_of, dongs_of

CONFIG = config()
EMPTY = quarter(CONFIG, requests=(request("r1", 50, 50),))
NOTHING = np.zeros(0, dtype=np.int64)


def at_point(x: float, y: float) -> int:
    """The point nearest to a place."""
    points = EMPTY.points
    return int(np.hypot(points.x - EAST_M - x, points.y - NORTH_M - y).argmin())


def test_only_crime_cameras_that_work_count() -> None:
    seen = [
        seen_by([one], EMPTY.points).reached.any()
        for one in (
            camera(100, 100),
            camera(100, 100, is_crime=False),
            camera(100, 100, is_online=False),
        )
    ]
    assert seen == [True, False, False]


def test_the_others_count_where_they_are_asked_for() -> None:
    away = [camera(100, 100, is_crime=False), camera(300, 300, is_online=False)]
    seen = seen_by(away, EMPTY.points, crime_only=False, online_only=False)
    assert seen.reached[at_point(100, 100)]
    assert seen.reached[at_point(300, 300)]


def test_a_wall_hides_what_lies_behind_it_and_nobody_is_seen_indoors() -> None:
    town = quarter(
        CONFIG, cameras=(camera(100, 100),), buildings=(ring(105, 60, 120, 140), ring(0, 0, 30, 30))
    )
    assert town.standing.reached[at_point(87, 112)]
    assert not town.standing.reached[at_point(137, 112)]
    assert not town.standing.outdoors[at_point(12, 12)]
    assert EMPTY.standing.outdoors.all()


def test_a_house_in_the_way_can_only_take_away() -> None:
    cameras = (camera(100, 100), camera(250, 250, "fixed", bearing=45.0))
    free = seen_by(cameras, EMPTY.points)
    town = quarter(CONFIG, cameras=cameras, buildings=(ring(110, 110, 130, 130),))
    assert not (town.standing.reached & ~free.reached).any()
    assert not (town.standing.always & ~free.always).any()


def test_all_points_together_are_worth_all_scores() -> None:
    assert EMPTY.worth.whole.sum() == pytest.approx(EMPTY.scores.total.sum())
    half = EMPTY.worth.whole.sum() / 2
    assert EMPTY.worth.reach.sum() == pytest.approx(half)
    assert EMPTY.worth.always.sum() == pytest.approx(half)


def test_the_outdoor_points_of_a_cell_share_its_whole_score() -> None:
    town = quarter(CONFIG, buildings=(ring(0, 0, 60, 60),))
    assert town.worth.whole[~town.standing.outdoors].sum() == 0.0
    assert town.worth.whole.sum() == pytest.approx(town.scores.total.sum())


def test_what_a_ptz_reaches_is_still_open_for_always() -> None:
    town = quarter(CONFIG, cameras=(camera(100, 100),))
    point = at_point(112, 112)
    assert town.worth.reach[point] == 0.0
    assert town.worth.always[point] > 0.0


def test_what_a_fixed_camera_looks_at_is_not_open_at_all() -> None:
    town = quarter(CONFIG, cameras=(camera(100, 100, "fixed", bearing=45.0),))
    point = at_point(112, 112)
    assert town.worth.reach[point] == town.worth.always[point] == 0.0
    assert town.worth.whole[point] > 0.0


def test_always_may_be_worth_nothing() -> None:
    town = quarter(config(sight=Sight(always_share=0.0)), cameras=(camera(100, 100),))
    assert town.worth.always.sum() == 0.0
    assert town.worth.whole.sum() == pytest.approx(town.scores.total.sum())


def test_a_lamp_is_worth_what_the_score_falls_by() -> None:
    given = config(weights=Weights(dark=2.0, lights_enough=4.0))
    lamps = tuple(lamp(50 + step, 50) for step in range(4))
    one, four = quarter(given, places=lamps[:1]), quarter(given, places=lamps)
    two = quarter(given, places=lamps[:2])
    fallen = one.scores.total - two.scores.total
    own = int(np.flatnonzero(fallen)[0])
    assert one.worth.lamp[own] == pytest.approx(fallen[own])
    assert four.worth.lamp[own] == 0.0
    assert EMPTY.worth.lamp.sum() == 0.0, "nothing is known of lamps"


def test_a_plan_adds_to_what_stands() -> None:
    before = seen_by([camera(100, 100)], EMPTY.points)
    new = np.array([at_point(300, 300)])
    after = with_plan(before, new, NOTHING)
    assert after.reached.sum() == before.reached.sum() + 1
    assert not before.reached[new].any()
    assert after.always.sum() == 0


def test_shares_before_and_after() -> None:
    after = with_plan(EMPTY.standing, np.arange(len(EMPTY.points.x)), NOTHING)
    rows = {row.code: row for row in overall(EMPTY.standing, after, EMPTY.worth)}
    assert [rows[code].before for code in (ALL, UNWEIGHTED, REACHED, ALWAYS)] == [0.0] * 4
    assert [rows[code].after for code in (ALL, UNWEIGHTED, REACHED, ALWAYS)] == [
        pytest.approx(share) for share in (0.5, 0.5, 1.0, 0.0)
    ]
    assert rows[ALL].points == len(EMPTY.points.x)


def test_score_weighs_and_unweighted_does_not() -> None:
    # the request lies in the cell at (50, 50): its points are worth more
    own = np.flatnonzero(EMPTY.points.cell == EMPTY.points.cell[at_point(50, 50)])
    after = with_plan(EMPTY.standing, own, own)
    rows = {row.code: row for row in overall(EMPTY.standing, after, EMPTY.worth)}
    assert rows[UNWEIGHTED].after == pytest.approx(1 / 16)
    assert rows[ALL].after > 1 / 16


def test_a_plan_in_the_west_changes_the_west_only() -> None:
    west = np.flatnonzero(EMPTY.points.x < EAST_M + 200)
    after = with_plan(EMPTY.standing, west, west)
    rows = by_dong(
        EMPTY.standing, after, EMPTY.worth, EMPTY.points, EMPTY.cells, EMPTY.inputs.dongs
    )
    assert [(row.name, row.before, row.after) for row in rows] == [
        ("서동", 0.0, pytest.approx(1.0)),
        ("동동", 0.0, 0.0),
    ]


def test_shares_of_each_cell() -> None:
    own = np.flatnonzero(EMPTY.points.cell == 3)
    after = with_plan(EMPTY.standing, own, own[:8])
    one, other = by_cell(EMPTY.standing, after, EMPTY.worth, EMPTY.points, 16)
    assert one.tolist() == [0.0] * 16
    assert other[3] == pytest.approx(0.75)
    assert np.delete(other, 3).sum() == 0.0


def test_a_cell_where_nothing_can_be_seen_has_no_share() -> None:
    town = quarter(CONFIG, buildings=(ring(-1, -1, 101, 101),))
    one, _ = by_cell(town.standing, town.standing, town.worth, town.points, 16)
    assert np.isnan(one).sum() == 1


def test_new_sites_are_for_crime_prevention() -> None:
    cameras = (camera(100, 100, purpose="waste", is_crime=False),)
    every = np.arange(len(EMPTY.points.x))
    rows = {row.code: row for row in by_purpose(cameras, every, every, EMPTY.worth, EMPTY.points)}
    assert rows[NEW_PURPOSE].before == 0.0
    assert rows[NEW_PURPOSE].after == pytest.approx(1.0)
    assert rows["waste"].before == rows["waste"].after > 0.0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "gu", "mean", "uncovered"),
    [("seongbuk", "성북구", 0.26, 1_004), ("guro", "구로구", 0.27, 794)],
)
def test_the_published_sites_cover_as_much_as_the_dossier_says(
    shared: Path, file: str, gu: str, mean: float, uncovered: int
) -> None:
    """Dossier §7.2, with discs of 50 m. It counts a cell as covered that a disc merely touches; we count
    points 25 m apart, so that some more cells have none of theirs reached."""
    cells = cells_of(dongs_of(shared, file))
    points = points_of(cells, Targets())
    cameras = cameras_of(shared, gu, {"생활방범", "다목적", "어린이보호"})
    share = covered_share(points, seen_by(cameras, points).reached, len(cells.codes))
    assert share.mean() == pytest.approx(mean, abs=0.01)
    own = [one for one in cameras if one.is_crime]
    x, y = metres_of(np.array([one.lat for one in own]), np.array([one.lon for one in own]))
    boxes = shapely.box(cells.x, cells.y, cells.x + SIDE_M, cells.y + SIDE_M)
    touched = shapely.STRtree(np.asarray(shapely.points(x, y))).query(
        boxes, predicate="dwithin", distance=50.0
    )
    untouched = len(cells.codes) - len(np.unique(touched[0]))
    assert untouched == pytest.approx(uncovered, rel=0.02)
    assert untouched < (share == 0.0).sum() < 1.2 * untouched
