"""A smaller problem with the same best value."""

from itertools import combinations

import numpy as np
import pytest
from scipy import sparse

from bongsu.planning.mclp import problem as under_test
from bongsu.planning.mclp.problem import Problem, problem_of
from tests.planning.mclp.small import best_of_all, problem_in, town


def made(rows: list[list[int]], demand: list[int]) -> Problem:
    place = np.zeros((len(rows), 3))
    place[:, 0] = np.arange(len(rows))
    return problem_of(sparse.csr_array(np.array(rows)), np.array(demand), place, 1)


def test_demands_that_the_same_candidates_cover_are_one() -> None:
    problem = made([[1, 1, 0], [0, 0, 1]], [3, 4, 5])
    assert sorted(problem.weight.tolist()) == [5.0, 7.0]


def test_a_candidate_that_another_covers_wholly_is_left_out() -> None:
    assert made([[1, 0, 0], [1, 1, 0], [0, 1, 1]], [1, 1, 1]).point.tolist() == [1, 2]


def test_of_equal_candidates_the_first_stays() -> None:
    assert made([[0, 0], [1, 1], [1, 1]], [1, 1]).point.tolist() == [1]


def test_equal_candidates_are_found_even_where_comparing_all_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(under_test, "_MOST_WORK", 0)
    assert made([[1, 0], [1, 1], [1, 1]], [1, 1]).point.tolist() == [0, 1]


def test_points_without_demand_are_nobodys_gain() -> None:
    assert made([[1, 1], [0, 1]], [0, 6]).weight.tolist() == [6.0]


def test_without_any_demand_nothing_is_left_to_choose() -> None:
    problem = made([[1, 1], [0, 1]], [0, 0])
    assert (problem.candidates, problem.sites, len(problem.weight)) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(6))
def test_the_best_value_stays_what_it_was(seed: int) -> None:
    points = town(seed, 14)
    problem = problem_in(points, 260.0, 3)
    choices = combinations(range(problem.candidates), problem.sites)
    assert max(problem.worth(np.array(one)) for one in choices) == best_of_all(points, 260.0, 3)


def test_both_lists_say_the_same() -> None:
    problem = problem_in(town(4, 50), 300.0, 5)
    one = problem.covers.as_matrix(len(problem.weight)).toarray()
    other = problem.covered_by.as_matrix(problem.candidates).toarray()
    assert (one == other.T).all()


def test_joined_lists_come_one_after_the_other() -> None:
    problem = problem_in(town(4, 30), 300.0, 5)
    items, length = problem.covers.joined(np.array([2, 0]))
    expected = problem.covers.of(2).tolist() + problem.covers.of(0).tolist()
    assert (items.tolist(), int(length.sum())) == (expected, len(expected))
    assert problem.covers.joined(np.array([], dtype=np.int64))[0].tolist() == []
