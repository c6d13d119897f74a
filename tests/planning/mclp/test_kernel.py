"""The inner loops: what they keep up to date is what counting anew says, compiled or not."""

import time
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.planning.mclp import kernel
from bongsu.planning.mclp.board import LocalBoard
from bongsu.planning.mclp.hunt import HOT, Hunt, choice_of, desk_of, net_of
from bongsu.planning.mclp.problem import Problem
from bongsu.planning.mclp.state import state_of
from tests.planning.mclp.plain import PLAIN
from tests.planning.mclp.small import problem_in, town

PROBLEM = problem_in(town(8, 60), 220.0, 5)
FIRST = np.arange(5)


def chance(seed: int = 9) -> np.ndarray:
    return np.array([seed], dtype=np.int64)


def check(problem: Problem, choice: kernel.Choice, worth: float) -> None:
    state = state_of(problem, choice.chosen.astype(np.int64))
    assert worth == state.objective
    assert choice.times.tolist() == state.count.tolist()
    assert choice.gain.tolist() == state.gain.tolist()
    assert sorted(np.flatnonzero(choice.inside).tolist()) == sorted(choice.chosen.tolist())


# with the tables that make a swap quick to judge, and where they would be too large
TABLES = [10_000_000, 0, 400]


@pytest.mark.parametrize("tables", TABLES)
@pytest.mark.parametrize("seed", range(3))
def test_after_every_step_the_numbers_are_those_of_counting_anew(seed: int, tables: int) -> None:
    problem = problem_in(town(seed, 50, most_demand=900), 200.0, 6)
    choice, worth = choice_of(problem, np.arange(problem.sites))
    desk, net, drawn = desk_of(problem), net_of(problem, tables), chance()
    for _ in range(10):
        worth += PLAIN.step(net, choice, desk, 4, 0.1, drawn)
        check(problem, choice, worth)
        assert not desk.asked.any()
        assert not desk.extra.any()


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_to_judge_a_swap_find_one_of_equal_worth(seed: int) -> None:
    problem = problem_in(town(seed, 50, most_demand=900), 200.0, 6)
    choice, worth = choice_of(problem, np.arange(6))
    net, desk = net_of(problem), desk_of(problem)
    top = PLAIN.dearest(choice, 0.0, chance())
    for site in range(6):
        both = [one(net, choice, desk, site, top) for one in (PLAIN.better, PLAIN.better_beside)]
        stay = np.delete(np.arange(6), site)
        after = [problem.worth(np.append(stay, one)) if one >= 0 else worth for one in both]
        assert after[0] == after[1] >= worth


@given(st.lists(st.integers(0, PROBLEM.candidates - 1), min_size=1, max_size=15))
@settings(max_examples=25, deadline=None)
def test_what_is_added_and_removed_is_told_and_undone(sites: list[int]) -> None:
    choice, _ = choice_of(PROBLEM, FIRST[:0])
    net, before = net_of(PROBLEM), choice.gain.copy()
    distinct = list(dict.fromkeys(sites))
    won = sum(PLAIN.add(net, choice, site) for site in distinct)
    assert won == PROBLEM.worth(np.array(distinct))
    lost = sum(PLAIN.remove(net, choice, site) for site in reversed(distinct))
    assert (won, choice.gain.tolist()) == (lost, before.tolist())
    assert not choice.times.any()
    assert not choice.inside.any()


@pytest.mark.parametrize("tables", TABLES)
@pytest.mark.parametrize("seed", range(3))
def test_where_all_are_asked_no_single_swap_helps_after_a_climb(seed: int, tables: int) -> None:
    problem = problem_in(town(seed, 40), 200.0, 4)
    choice, worth = choice_of(problem, np.arange(4))
    # a change is felt everywhere in so small a town
    desk, net = desk_of(problem), net_of(problem, tables)._replace(near=1.0)
    desk.asked[:] = True
    worth += PLAIN.climb(net, choice, desk, chance())
    check(problem, choice, worth)
    for gone in choice.chosen.tolist():
        stay = [one for one in choice.chosen.tolist() if one != gone]
        for come in range(problem.candidates):
            assert problem.worth(np.array([*stay, come])) <= worth


def test_the_dearest_is_not_one_of_the_chosen_and_blinks_overlook_some() -> None:
    choice, _ = choice_of(PROBLEM, FIRST[:1])
    choice.gain[0] = 1e9
    best = int(np.argmax(choice.gain[1:])) + 1
    assert PLAIN.dearest(choice, 0.0, chance()) == best
    drawn = chance()
    found = {PLAIN.dearest(choice, 0.5, drawn) for _ in range(40)}
    assert best in found
    assert len(found) > 1
    assert 0 not in found


def test_a_site_comes_even_where_nothing_is_left_to_gain() -> None:
    problem = problem_in(town(3, 30), 5_000.0, 1)
    choice, worth = choice_of(problem, np.arange(1))
    assert problem.candidates == 1 or PLAIN.dearest(choice, 0.0, chance()) >= 0
    assert PLAIN.walk(
        net_of(problem), choice, choice_of(problem, np.arange(1))[0], choice.chosen.copy(),
        desk_of(problem), (worth, worth), 1.0, 3, 8, 0.1, chance(),
    ) == (worth, worth)  # fmt: skip


def test_draws_lie_within_one_and_are_even() -> None:
    drawn = chance(1)
    many = [PLAIN.draw(drawn) for _ in range(4_000)]
    assert 0.0 <= min(many) < 0.01
    assert 0.99 < max(many) < 1.0
    assert np.mean(many) == pytest.approx(0.5, abs=0.03)


def walked(module: ModuleType, steps: int) -> tuple[tuple[float, float], list[int], list[int]]:
    problem = problem_in(town(5, 60, most_demand=900), 180.0, 6)
    start = np.arange(6)
    here, worth = choice_of(problem, start)
    tried, _ = choice_of(problem, start)
    best = here.chosen.copy()
    told = module.walk(
        net_of(problem), here, tried, best, desk_of(problem), (worth, worth), 50.0, steps, 3, 0.1,
        chance(),
    )  # fmt: skip
    check(problem, here, told[0])
    check(problem, tried, told[0])
    assert problem.worth(best.astype(np.int64)) == told[1] >= told[0]
    return told, here.chosen.tolist(), best.tolist()


def test_compiled_it_does_what_the_source_says() -> None:
    # the one test that waits for the compiler, where its outcome is not kept from before
    assert walked(kernel, 60) == walked(PLAIN, 60)


def test_a_walk_tells_the_board_and_ends_in_its_time() -> None:
    board = LocalBoard(FIRST, PROBLEM.worth(FIRST), 1e9, time.monotonic() + 60.0, lambda: False)
    hunt = Hunt(PROBLEM, 3, PLAIN.walk)
    worth, chosen = hunt.walked(board, FIRST, HOT, 0.05)
    assert worth == PROBLEM.worth(chosen) == board.worth
    assert len(set(chosen.tolist())) == PROBLEM.sites


def test_a_walk_on_a_board_that_is_over_stays_where_it_began() -> None:
    worth = PROBLEM.worth(FIRST)
    board = LocalBoard(FIRST, worth, worth, time.monotonic() + 60.0, lambda: False)
    found = Hunt(PROBLEM, 3, PLAIN.walk).walked(board, FIRST, HOT, 60.0)
    assert (found[0], found[1].tolist()) == (worth, FIRST.tolist())
