"""The small model and the proof: cliques hold every pair, nothing that matters is lost, any prices bound all plans."""

from itertools import combinations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from bongsu.planning.siting.bound import Prices, bound
from bongsu.planning.siting.instance import Instance
from bongsu.planning.siting.prepare import prepare
from bongsu.planning.siting.relaxation import is_impossible, relaxation
from bongsu.planning.siting.spacing import cliques
from tests.planning.siting.made import best_by_trying, count, instance, instances, row_of_sites

NONE = np.zeros(0, dtype=np.int64)


@given(some.sets(some.tuples(some.integers(0, 8), some.integers(0, 8)), max_size=20))
def test_cliques_hold_every_pair_and_no_other(pairs: set[tuple[int, int]]) -> None:
    wanted = {(min(a, b), max(a, b)) for a, b in pairs if a != b}
    held = {pair for clique in cliques(pairs) for pair in combinations(clique, 2)}
    assert held == wanted


def test_a_crowd_is_one_clique() -> None:
    assert cliques(list(combinations(range(5), 2))) == [(0, 1, 2, 3, 4)]


@given(instances(), some.integers(0, 2**31))
@settings(max_examples=80, deadline=None)
def test_any_prices_at_all_bound_every_plan(made: Instance, seed: int) -> None:
    best = best_by_trying(made)
    problem = prepare(made)
    assume(best is not None and len(problem.option) and not problem.lost)
    rng = np.random.default_rng(seed)
    prices = Prices(rng.normal(0, 5, len(problem.low)), rng.uniform(-1, 30, len(problem.weight)))
    assert bound(problem, prices).worth / problem.scale >= (best or 0.0) - 1e-9


@given(instances())
@settings(max_examples=40, deadline=None)
def test_the_relaxation_bounds_every_plan(made: Instance) -> None:
    best = best_by_trying(made)
    problem = prepare(made)
    assume(best is not None and len(problem.option) and not problem.lost)
    assert relaxation(problem, NONE).proof.worth / problem.scale >= (best or 0.0) - 1e-6
    assert not is_impossible(problem)


def test_what_even_shares_of_sites_cannot_keep_is_proven_impossible() -> None:
    made = row_of_sites(3, won=[1_000_000], limits=(count("limits.sites", 3, 2.0),))
    assert is_impossible(prepare(made))


def test_the_dearer_of_two_ways_that_see_the_same_goes() -> None:
    made = instance([[0, 1], [1, 0], [0]], weight=[1.0, 1.0], cost=[9, 5, 7], site=[0, 0, 0])
    assert prepare(made).option.tolist() == [1, 2]


def test_the_dearer_stays_where_another_purse_may_pay_for_it() -> None:
    made = instance(
        [[0], [0]],
        weight=[1.0],
        cost=[9, 5],
        site=[0, 0],
        won=[10, 10],
        may_pay=[[True, False], [False, True]],
    )
    assert prepare(made).option.tolist() == [0, 1]


def test_what_the_caller_wants_to_keep_stays() -> None:
    made = instance([[0], [0]], weight=[1.0], cost=[9, 5], site=[0, 0])
    assert prepare(made, keep=np.array([0])).option.tolist() == [0, 1]


def test_targets_that_the_same_options_see_become_one() -> None:
    made = instance([[0, 1, 2], [2]], weight=[1.0, 2.0, 4.0], cost=[1, 1])
    problem = prepare(made)
    assert sorted((problem.weight / problem.scale).round(9).tolist()) == [3.0, 4.0]


def test_neighbours_of_forced_sites_are_left_out_from_the_start() -> None:
    made = row_of_sites(3, conflicts=((0, 1),), forced=[0])
    assert prepare(made).option.tolist() == [0, 2]
