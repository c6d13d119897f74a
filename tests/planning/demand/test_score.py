"""The score of dossier §7.2, part by part."""

from math import log

import msgspec
import numpy as np
import pytest

from bongsu.planning.config import Targets, Weights
from bongsu.planning.demand.facts import covered_share
from bongsu.planning.demand.score import weighed
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.grid.lay_points import points_of
from bongsu.planning.inputs.values import CrimeArea, Inputs, PriorityArea
from bongsu.planning.words import Origin
from tests.planning.demand.scored_town import (
    CRIME,
    SOUTH_WEST,
    at,
    camera,
    cell_number,
    peopled,
    scored,
    wish,
)
from tests.planning.little_town import box, line, town


def with_(inputs: Inputs, **facts: object) -> Inputs:
    return msgspec.structs.replace(inputs, **facts)


@pytest.mark.parametrize(("covered", "watch"), [(0.0, 10.0), (0.25, 7.5), (1.0, 0.0)])
def test_what_cameras_do_not_reach_counts_up_to_ten(covered: float, watch: float) -> None:
    _, scores = scored(peopled(), covered)
    assert scores.parts.watch.tolist() == [watch] * 18
    assert scores.total.tolist() == [watch * 0.5] * 18


def test_a_cell_without_points_needs_no_watch() -> None:
    covered = np.full(18, 0.5)
    covered[0] = np.nan
    _, scores = scored(with_(peopled(), places=(at("child_zone", 50, 250),)), covered)
    assert scores.parts.watch[:2].tolist() == [0.0, 5.0]
    assert not np.isnan(scores.total).any()


def test_darkness_is_three_without_a_light_and_nought_with_enough() -> None:
    places = (at("light", 150, 50, count=4), at("light", 250, 50, count=3), at("light", 255, 50, 9))
    cells, scores = scored(with_(peopled(), places=places))
    dark = dict(zip(cells.codes, scores.parts.dark.tolist(), strict=True))
    assert (dark[SOUTH_WEST], dark["다사531520"], dark["다사532520"]) == (3.0, 1.5, 0.0)


def test_lights_of_another_kind_of_pole_are_no_lights() -> None:
    _, scores = scored(with_(peopled(), places=(at("utility_pole", 50, 50),)))
    assert scores.parts.dark.tolist() == [0.0] * 18
    assert "dark" in scores.facts.unknown


def test_shops_count_by_kind_within_a_hundred_metres_and_at_most_five() -> None:
    near = with_(
        peopled(),
        places=(at("nightlife", 140, 50), at("lodging", 60, 50), at("finance", 50, 60, count=2)),
    )
    cells, scores = scored(near)
    here = cell_number(cells, SOUTH_WEST)
    assert scores.parts.environment[here] == 1.0 + 0.5 + 0.5 * 2
    _, many = scored(with_(peopled(), places=(at("nightlife", 50, 50, count=30),)))
    assert many.parts.environment[here] == 5.0


def test_a_shop_just_too_far_counts_nothing() -> None:
    cells, scores = scored(with_(peopled(), places=(at("nightlife", 151, 50),)))
    assert scores.parts.environment[cell_number(cells, SOUTH_WEST)] == 0.0


def test_child_zone_and_bell_count_as_far_as_nobody_sees_them() -> None:
    places = (at("child_zone", 50, 50), at("child_zone", 60, 50), at("bell", 50, 60))
    cells, scores = scored(with_(peopled(), places=places), 0.25)
    here = cell_number(cells, SOUTH_WEST)
    assert scores.parts.children[here] == pytest.approx(2 * 0.75)
    assert scores.parts.children[cell_number(cells, "다사535522")] == 0.0


@pytest.mark.parametrize(
    ("complaints", "police", "points"),
    [
        (0, 0, 0.0),
        (2, 0, 2 * log(3)),
        (0, 1, 3.0),
        (0, 2, 3.0),
        (1, 1, 2 * log(2) + 3),
        (90, 1, 5.0),
    ],
)
def test_requests_count_by_logarithm_and_police_once(
    complaints: int, police: int, points: float
) -> None:
    wishes = [wish(Origin.COMPLAINT, 20, 20, complaints)] if complaints else []
    wishes += [wish(Origin.POLICE, 30 + i, 30) for i in range(police)]
    cells, scores = scored(with_(peopled(), requests=tuple(wishes)))
    assert scores.parts.requests[cell_number(cells, SOUTH_WEST)] == pytest.approx(points)


def test_complaints_of_one_cell_add_up_before_the_logarithm() -> None:
    wishes = (wish(Origin.COMPLAINT, 20, 20, 2), wish(Origin.COMPLAINT, 80, 80, 3))
    cells, scores = scored(with_(peopled(), requests=wishes))
    assert scores.parts.requests[cell_number(cells, SOUTH_WEST)] == pytest.approx(2 * log(6))


def test_the_citys_priority_is_no_part_of_the_score() -> None:
    area = PriorityArea("p", 1, 2026, box(0, 0, 300, 300))
    wishes = (wish(Origin.CITY_DATA, 50, 50, 9),)
    without, within = scored(peopled()), scored(with_(peopled(), priority=(area,), requests=wishes))
    assert within[1].total.tolist() == without[1].total.tolist()


def test_crime_is_graded_by_people_and_cell() -> None:
    cells, scores = scored(with_(peopled(people=(1_000, 3_000)), crime=CRIME))
    assert np.unique(scores.parts.crime[cells.dong == 0]).tolist() == [2.0]
    assert np.unique(scores.parts.crime[cells.dong == 1]).tolist() == [4.0]
    assert scores.facts.crime.per_cell[cells.dong == 0].sum() == pytest.approx(100)
    assert scores.facts.crime.by_people


def test_equal_crime_calls_nobody_dangerous() -> None:
    _, scores = scored(with_(peopled(people=(500, 500)), crime=CRIME))
    assert set(scores.parts.crime.tolist()) == {3.0}


def test_without_people_a_stations_cases_are_shared_by_area() -> None:
    _, scores = scored(with_(peopled(people=(None, 500)), crime=CRIME))
    assert not scores.facts.crime.by_people
    assert set(scores.parts.crime.tolist()) == {3.0}


def test_a_dong_of_an_unknown_station_has_no_grade() -> None:
    inputs = with_(peopled(stations=("가서경찰서", "나서경찰서")), crime=CRIME)
    cells, scores = scored(inputs)
    assert set(scores.parts.crime[cells.dong == 0].tolist()) == {3.0}
    assert set(scores.parts.crime[cells.dong == 1].tolist()) == {0.0}


def test_no_crime_at_all_is_unknown_not_equal() -> None:
    _, scores = scored(with_(peopled(), crime=(CrimeArea("가서경찰서", 0),)))
    assert set(scores.parts.crime.tolist()) == {0.0}


def test_shares_above_the_districts_add_a_tenth_each() -> None:
    inputs = peopled(women_share=(0.5, 0.6), aged_share=(0.2, 0.1), detached_share=(0.1, 0.4))
    cells, scores = scored(inputs)
    assert set(scores.parts.factor[cells.dong == 0].round(9).tolist()) == {1.1}
    assert set(scores.parts.factor[cells.dong == 1].round(9).tolist()) == {1.2}


def test_the_mean_is_that_of_the_people_not_of_the_dongs() -> None:
    # mean of the dongs 0.55, of the people 0.51
    inputs = peopled(people=(9_000, 1_000), women_share=(0.5, 0.6))
    cells, scores = scored(inputs)
    assert scores.facts.women[cells.dong == 0].sum() == 0
    assert scores.facts.women[cells.dong == 1].all()


def test_a_share_that_is_unknown_adds_nothing() -> None:
    dongs = peopled(women_share=(0.5, 0.6)).dongs
    known = msgspec.structs.replace(dongs[0], women_share=None)
    cells, scores = scored(Inputs(dongs=(known, dongs[1])))
    assert not scores.facts.women[cells.dong == 0].any()


def test_weights_are_the_planners() -> None:
    inputs = with_(peopled(), places=(at("light", 50, 50, 4),), crime=CRIME)
    cells, scores = scored(inputs, weights=Weights(watch=1.0, dark=2.0, crime=0.0))
    assert scores.total[cell_number(cells, SOUTH_WEST)] == pytest.approx(10 + 2 * 1.5)


def test_weighing_anew_is_the_same_as_scoring_anew() -> None:
    inputs = with_(peopled(women_share=(0.5, 0.6)), crime=CRIME, places=(at("light", 50, 50, 4),))
    other = Weights(watch=0.2, crime=3.0, dark=0.1)
    _, scores = scored(inputs)
    _, anew = scored(inputs, weights=other)
    assert np.allclose(weighed(scores.parts, other), anew.total)


def test_the_nearest_camera_is_a_working_one_of_crime_prevention() -> None:
    cameras = (camera(50, 50, crime=False), camera(60, 50, online=False), camera(50, 80))
    cells, scores = scored(with_(peopled(), cameras=cameras))
    assert scores.facts.nearest_m[cell_number(cells, SOUTH_WEST)] == pytest.approx(30, abs=0.01)
    _, none = scored(peopled())
    assert np.isinf(none.facts.nearest_m).all()


def test_what_nobody_says_is_unknown_and_counts_nothing() -> None:
    _, scores = scored(peopled())
    assert scores.facts.unknown == {
        "watch", "crime", "environment", "dark", "children", "requests", "women", "detached", "aged",
    }  # fmt: skip
    assert scores.total.tolist() == [5.0] * 18


def test_a_covered_share_is_of_the_points_that_count() -> None:
    cells = cells_of(town(100))
    points = points_of(cells, Targets(step_m=50.0))
    reached = points.cell == 0
    assert covered_share(points, reached, 2).tolist() == [1.0, 0.0]
    outdoors = points.cell == 1
    share = covered_share(points, reached, 2, outdoors)
    assert np.isnan(share[0])
    assert share[1] == 0.0


def test_a_cell_far_from_all_that_people_put_up_is_remote() -> None:
    cells, scores = scored(with_(peopled(), places=(at("light", 50, 150),)))
    remote = {code for code, far in zip(cells.codes, scores.facts.remote, strict=True) if far}
    assert "다사531520" not in remote
    assert {"다사532521", "다사535522"} <= remote
    assert scores.total[cell_number(cells, "다사535522")] == 5.0 + 3.0


@pytest.mark.parametrize(
    "known",
    [
        {"cameras": (camera(550, 250, crime=False),)},
        {"requests": (wish(Origin.COMPLAINT, 550, 250),)},
        {"streets": (line((400, 250), (700, 250)),)},
        {"streets": (line((550, 250)),)},
    ],
)
def test_a_camera_a_wish_or_a_street_makes_a_place_of_it(known: dict[str, object]) -> None:
    inputs = with_(peopled(), places=(at("light", 50, 150),), **known)
    cells, scores = scored(inputs)
    assert not scores.facts.remote[cell_number(cells, "다사535522")]


def test_without_lights_and_streets_nothing_is_called_remote() -> None:
    _, scores = scored(with_(peopled(), places=(at("bell", 50, 50),)))
    assert not scores.facts.remote.any()


def test_a_planner_may_take_remote_cells_down() -> None:
    inputs = with_(peopled(), places=(at("light", 50, 150),))
    cells, scores = scored(inputs, weights=Weights(remote=0.25))
    far, near = cell_number(cells, "다사535522"), cell_number(cells, SOUTH_WEST)
    assert scores.total[far] == pytest.approx(0.25 * 8.0)
    assert scores.total[near] == pytest.approx(8.0)
