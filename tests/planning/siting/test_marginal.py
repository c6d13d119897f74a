"""What more or less money brings: never a curve that turns back."""

from itertools import pairwise

import numpy as np
import pytest

from bongsu.planning.siting.marginal import curve, moved
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops
from tests.planning.siting.made import count, instance, row_of_sites

STEPS = (-2_000_000, -1_000_000, 1_000_000, 2_000_000)


def test_more_money_never_brings_less() -> None:
    made = row_of_sites(9, won=[2_000_000, 1_000_000])
    steps = curve(made, solve(made), Stops(gap=0.0), STEPS)
    assert [one.more_won for one in steps] == [-2_000_000, -1_000_000, 0, 1_000_000, 2_000_000]
    assert [one.objective for one in steps] == [2.0, 4.0, 6.0, 8.0, 10.0]
    assert all(one.bound is not None and one.bound >= (one.objective or 0.0) for one in steps)


def test_even_searches_that_end_early_make_a_rising_curve() -> None:
    made = row_of_sites(9, won=[3_000_000])
    steps = curve(made, solve(made), Stops(gap=0.5), STEPS)
    for less, more in pairwise(steps):
        assert (less.objective or 0.0) <= (more.objective or 0.0)
        assert (less.bound or 0.0) <= (more.bound or 0.0)


def test_money_that_allows_no_plan_is_an_empty_step() -> None:
    made = row_of_sites(5, won=[2_000_000], limits=(count("limits.sites", 5, least=2.0),))
    first, *_ = curve(made, solve(made), Stops(), (-1_000_000,))
    assert first.objective is None


def test_one_purse_alone_may_grow() -> None:
    made = instance(
        [[0], [1], [2]],
        weight=[1.0, 1.0, 1.0],
        cost=[10, 10, 10],
        won=[10, 0],
        may_pay=[[True, False, False], [False, True, True]],
    )
    today = solve(made)
    assert curve(made, today, Stops(), (10,), fund=0)[-1].objective == 1.0
    assert curve(made, today, Stops(), (10,), fund=1)[-1].objective == 2.0


@pytest.mark.parametrize("more", [-7, -1, 1, 5, 1_000])
def test_all_purses_move_in_proportion_and_to_the_won(more: int) -> None:
    won = np.array([410, 510, 300])
    assert moved(won, more, None).sum() == won.sum() + more


def test_no_purse_falls_below_nothing() -> None:
    assert moved(np.array([5, 5]), -9, 0).tolist() == [0, 5]
