"""A bound that is never below the best, comes down to the relaxation's value, and whose prices exclude no better choice."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from bongsu.planning.mclp.board import whole
from bongsu.planning.mclp.bound import Descent, nearest_share
from bongsu.planning.mclp.polish import promising
from bongsu.planning.mclp.problem import Problem
from tests.planning.mclp.small import best_of_all, problem_in, town


def relaxed(problem: Problem) -> float:
    """The linear relaxation's value, by another solver."""
    rows, columns = len(problem.weight), problem.candidates
    cover = -problem.covered_by.as_matrix(columns).toarray()
    found = linprog(
        np.concatenate((np.zeros(columns), -problem.weight)),
        A_ub=np.hstack((cover, np.eye(rows))),
        b_ub=np.zeros(rows),
        A_eq=np.concatenate((np.ones(columns), np.zeros(rows)))[None, :],
        b_eq=[problem.sites],
        bounds=(0.0, 1.0),
    )
    assert found.fun is not None
    return -float(found.fun)


@given(st.integers(0, 10_000), st.integers(1, 4), st.sampled_from([0.0, 120.0, 260.0, 700.0]))
@settings(max_examples=25, deadline=None)
def test_no_bound_lies_below_the_best(seed: int, sites: int, radius_m: float) -> None:
    points = town(seed, 11)
    problem = problem_in(points, radius_m, sites)
    if not problem.candidates:
        return
    descent = Descent(problem)
    best = best_of_all(points, radius_m, sites)
    for _ in range(3):
        assert descent.best.value >= best - 1e-9
        descent.steps(7)


@pytest.mark.parametrize("seed", range(3))
def test_it_comes_down_to_the_linear_relaxation(seed: int) -> None:
    problem = problem_in(town(seed, 80), 180.0, 7)
    descent, value = Descent(problem), relaxed(problem)
    for _ in range(20):
        descent.steps(50)
    assert value - 1e-6 <= descent.best.value <= value * 1.002
    assert descent.best_value <= value + 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_what_prices_exclude_is_in_no_better_choice(seed: int) -> None:
    points = town(seed, 13)
    problem = problem_in(points, 230.0, 3)
    descent = Descent(problem)
    descent.steps(200)
    best = best_of_all(points, 230.0, 3)
    inside, left = promising(problem, descent.best, best - 1)
    for choice in combinations(range(problem.candidates), problem.sites):
        if problem.worth(np.array(choice)) == best:
            assert set(choice) <= {*inside.tolist(), *left.tolist()}
            assert set(inside.tolist()) <= set(choice)


@given(st.lists(st.floats(-5.0, 5.0), min_size=1, max_size=30), st.integers(1, 30))
@settings(max_examples=80, deadline=None)
def test_the_nearest_share_has_its_total_and_stays_within_its_bounds(
    wanted: list[float], total: int
) -> None:
    total = min(total, len(wanted))
    share = nearest_share(np.array(wanted), total)
    assert share.sum() == pytest.approx(total, abs=1e-6)
    assert share.min() >= 0.0
    assert share.max() <= 1.0


def test_a_bound_of_people_is_a_whole_number() -> None:
    assert (whole(7.9), whole(8.0), whole(8.0 - 1e-9)) == (7.0, 8.0, 8.0)
    assert whole(np.inf) == np.inf
