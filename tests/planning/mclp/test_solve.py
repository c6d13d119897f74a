"""The whole: the best of all choices on small instances, a bound that is never below, and what odd instances give."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.bench.planning.streets import street_instance
from bongsu.planning.mclp.check import BadPoints
from bongsu.planning.mclp.solve import MclpResult, solve_mclp
from bongsu.planning.siting.solution import Proof
from tests.planning.mclp.small import Points, best_of_all, town, worth_of


def solved(
    points: Points,
    radius_m: float,
    sites: int,
    *,
    time_limit_s: float = 30.0,
    progress: Callable[[int, float], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> MclpResult:
    return solve_mclp(
        *points, radius_m, sites, time_limit_s=time_limit_s, progress=progress, stop=stop
    )


def streets(points: int) -> Points:
    made = street_instance(4, points)
    return made.lat, made.lon, made.demand


@given(
    st.integers(0, 10_000),
    st.integers(1, 14),
    st.integers(1, 4),
    st.sampled_from([0.0, 90.0, 210.0, 500.0]),
)
@settings(max_examples=25, deadline=None)
def test_small_instances_are_solved_to_the_best_of_all(
    seed: int, many: int, sites: int, radius_m: float
) -> None:
    points = town(seed, many)
    result = solved(points, radius_m, sites)
    assert result.objective == best_of_all(points, radius_m, sites)
    assert result.bound == result.objective
    assert result.proof is Proof.OPTIMAL
    assert worth_of(points, radius_m, result.sites) == result.objective
    assert len(set(result.sites.tolist())) == min(sites, many)


def test_more_sites_never_cover_less() -> None:
    points = town(6, 60)
    worth = [solved(points, 150.0, sites).objective for sites in range(1, 9)]
    assert worth == sorted(worth)


def test_a_wider_radius_never_covers_less() -> None:
    points = town(6, 60)
    worth = [solved(points, radius, 4).objective for radius in (0.0, 50.0, 120.0, 200.0, 400.0)]
    assert worth == sorted(worth)


def test_as_many_sites_as_points_cover_everything() -> None:
    points = town(2, 20)
    for sites in (20, 21, 1_000):
        result = solved(points, 10.0, sites)
        assert result.sites.tolist() == list(range(20))
        assert result.objective == points[2].sum()


def test_one_point_is_enough_for_a_problem() -> None:
    result = solved((np.array([40.7]), np.array([-73.9]), np.array([5])), 0.0, 1)
    assert (result.sites.tolist(), result.objective, result.gap) == ([0], 5, 0.0)


def test_without_demand_the_sites_still_number_what_was_asked() -> None:
    lat, lon, _ = town(2, 20)
    result = solved((lat, lon, np.zeros(20, dtype=np.int64)), 100.0, 3)
    assert (result.objective, result.bound, result.gap) == (0, 0.0, 0.0)
    assert len(result.sites) == 3
    assert result.proof is Proof.OPTIMAL


def test_all_points_in_one_place_need_one_site() -> None:
    result = solved((np.full(30, 40.7), np.full(30, -73.9), np.arange(30)), 0.0, 4)
    assert (result.objective, len(set(result.sites.tolist()))) == (435, 4)


def test_equal_points_tie_and_the_sum_is_still_proven() -> None:
    lat = np.repeat(np.linspace(40.7, 40.81, 12), 3)
    result = solved((lat, np.full(36, -73.9), np.ones(36, dtype=np.int64)), 50.0, 5)
    assert (result.objective, result.bound) == (15, 15.0)


def test_the_same_seed_says_the_same() -> None:
    results = [solved(streets(150), 300.0, 6).sites.tolist() for _ in range(2)]
    assert results[0] == results[1]


def test_who_says_stop_gets_the_best_so_far() -> None:
    points = streets(400)
    result = solved(points, 400.0, 12, stop=lambda: True)
    assert result.proof is Proof.STOPPED
    assert worth_of(points, 400.0, result.sites) == result.objective <= result.bound


def test_a_limit_of_no_time_still_gives_a_choice_and_a_bound() -> None:
    points = streets(400)
    result = solved(points, 400.0, 12, time_limit_s=1e-6)
    assert result.proof is Proof.TIME_LIMIT
    assert worth_of(points, 400.0, result.sites) == result.objective <= result.bound
    assert result.gap > 0.0


def test_progress_is_told_with_objective_and_bound() -> None:
    told: list[tuple[int, float]] = []
    solved(town(2, 20), 100.0, 3, progress=lambda objective, bound: told.append((objective, bound)))
    assert told
    assert all(objective <= bound for objective, bound in told)


def test_lists_are_as_good_as_arrays() -> None:
    result = solve_mclp([40.7, 40.8], [-73.9, -73.9], [3, 4], 100.0, 1)
    assert (result.objective, result.sites.tolist()) == (4, [1])


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"lat": [40.0, 91.0]}, "lat", "entry 1 is 91"),
        ({"lat": [40.0, float("nan")]}, "lat", "entry 1 is nan"),
        ({"lon": [-181.0, 0.0]}, "lon", "entry 0 is -181"),
        ({"lat": [[40.0, 41.0]]}, "lat", "plain list"),
        ({"lat": ["x", "y"]}, "lat", "plain list"),
        ({"lat": [[1.0], [1.0, 2.0]]}, "lat", "plain list"),
        ({"demand": [1, -2]}, "demand", "entry 1 is -2"),
        ({"demand": [1.5, 2.0]}, "demand", "entry 0 is 1.5"),
        ({"demand": [1, 2**60]}, "demand", "entry 1"),
        ({"demand": [2**50, 2**50]}, "demand", "all demand together"),
        ({"demand": [1]}, "demand", "unlike number"),
        ({"lat": [], "lon": [], "demand": []}, "lat", "no point"),
        ({"radius_m": -1.0}, "radius", "radius"),
        ({"radius_m": float("inf")}, "radius", "radius"),
        ({"sites": 0}, "sites", "at least one"),
        ({"time_limit_s": 0.0}, "time_limit", "above 0"),
        ({"time_limit_s": float("nan")}, "time_limit", "above 0"),
    ],
)
def test_what_makes_no_problem_is_named(change: dict[str, object], field: str, why: str) -> None:
    plain = {"lat": [40.0, 41.0], "lon": [0.0, 0.0], "demand": [1, 2], "radius_m": 5.0, "sites": 1}
    with pytest.raises(BadPoints, match=why) as raised:
        solve_mclp(**(plain | change))  # type: ignore[arg-type]  # wrong on purpose
    assert raised.value.field == field
