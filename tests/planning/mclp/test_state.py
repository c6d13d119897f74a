"""Gains and losses kept up to date say what counting anew would say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.planning.mclp.climb import Climb, reach_of
from bongsu.planning.mclp.problem import Problem
from bongsu.planning.mclp.state import State, fill, state_of
from tests.planning.mclp.small import problem_in, town

PROBLEM = problem_in(town(8, 60), 220.0, 5)


def never() -> bool:
    return False


def check(problem: Problem, state: State) -> None:
    chosen = np.array(state.chosen, dtype=np.int64)
    worth = problem.worth(chosen)
    assert state.objective == worth
    for site in range(problem.candidates):
        if site in state.chosen:
            assert state.loss[site] == worth - problem.worth(chosen[chosen != site])
        else:
            assert state.loss[site] == 0.0
            assert state.gain[site] == problem.worth(np.append(chosen, site)) - worth


@given(st.lists(st.integers(0, PROBLEM.candidates - 1), min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_whatever_comes_and_goes_the_numbers_stay_true(moves: list[int]) -> None:
    state = State(PROBLEM)
    for site in moves:
        if site in state.chosen:
            state.remove(site)
        else:
            state.add(site)
    check(PROBLEM, state)


def test_a_copy_goes_its_own_way() -> None:
    state = state_of(PROBLEM, np.array([1, 2]))
    other = state.copy()
    other.remove(1)
    check(PROBLEM, state)
    check(PROBLEM, other)
    assert (state.chosen, other.chosen) == ([1, 2], [2])


def test_filling_takes_the_best_at_each_step() -> None:
    state = State(PROBLEM)
    first = int(np.argmax(state.gain))
    fill(state, 5)
    assert state.chosen[0] == first
    assert len(set(state.chosen)) == 5


def test_filling_takes_other_candidates_even_where_nothing_is_left_to_gain() -> None:
    problem = problem_in(town(3, 12), 5_000.0, 1)
    state = State(problem)
    fill(state, problem.candidates)
    assert sorted(state.chosen) == list(range(problem.candidates))


@pytest.mark.parametrize("seed", range(4))
def test_on_the_top_no_single_swap_helps(seed: int) -> None:
    problem = problem_in(town(seed, 50), 200.0, 5)
    state = State(problem)
    fill(state, 5)
    Climb(problem).up(state, None, never)
    check(problem, state)
    top = problem.worth(np.array(state.chosen))
    for gone in state.chosen:
        stay = [one for one in state.chosen if one != gone]
        for come in range(problem.candidates):
            assert problem.worth(np.array([*stay, come])) <= top


def test_a_climb_ends_when_it_is_told_to() -> None:
    state = State(PROBLEM)
    fill(state, 5)
    before = list(state.chosen)
    Climb(PROBLEM).up(state, None, lambda: True)
    assert state.chosen == before


def test_reach_is_near_the_radius() -> None:
    metres = reach_of(problem_in(town(8, 400), 200.0, 5)) * 6_378_100
    assert 150.0 < metres <= 200.001
