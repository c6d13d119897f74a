"""The list from the top and greedy: what the plan is compared with keeps what may not be exceeded."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from bongsu.planning.siting.greedy import greedy
from bongsu.planning.siting.instance import Between, Instance
from bongsu.planning.siting.measure import broken, objective
from bongsu.planning.siting.rank_list import from_the_top
from bongsu.planning.siting.taken import Taken, first_gains
from tests.planning.siting.made import best_by_trying, count, instance, instances, row_of_sites

NEVER = {"site_twice", "spacing", "forbidden", "purse"}


@given(instances())
@settings(max_examples=60, deadline=None)
def test_neither_overspends_nor_builds_too_near_nor_what_is_forbidden(made: Instance) -> None:
    rank = np.arange(int(made.site.max()) + 1)
    for chosen in (greedy(made), from_the_top(made, rank, np.zeros(len(made.cost), dtype=int))):
        assert not NEVER & {one.rule for one in broken(made, chosen)}


@given(instances())
@settings(max_examples=60, deadline=None)
def test_greedy_is_never_better_than_the_best(made: Instance) -> None:
    chosen = greedy(made)
    best = best_by_trying(made)
    if not broken(made, chosen):
        assert best is not None
        assert objective(made, chosen) <= best + 1e-9


def test_greedy_takes_most_new_worth_for_the_money() -> None:
    made = instance(
        [[0, 1, 2], [0, 1], [3]], weight=[1.0, 1.0, 1.0, 1.0], cost=[10, 8, 9], won=[20]
    )
    assert greedy(made).tolist() == [0, 2]


def test_greedy_serves_forced_sites_and_floors_first() -> None:
    floor = Between("limits.per_dong_min.가", np.array([0.0, 0.0, 0.0, 1.0]), least=1.0)
    made = row_of_sites(4, won=[2_000_000], forced=[0], limits=(floor,))
    assert greedy(made).tolist() == [0, 3]


def test_greedy_stops_where_nothing_new_is_seen() -> None:
    made = instance([[0], [0]], weight=[1.0], cost=[1, 1], won=[10])
    assert len(greedy(made)) == 1


def test_the_list_is_taken_from_the_top_while_the_money_lasts() -> None:
    made = row_of_sites(5, won=[3_000_000])
    chosen = from_the_top(made, np.array([4, 0, 3, 1, 2]), np.zeros(5, dtype=int))
    assert chosen.tolist() == [1, 3, 4]


def test_what_is_not_on_the_list_is_not_built() -> None:
    chosen = from_the_top(row_of_sites(3), np.array([-1, 0, -1]), np.zeros(3, dtype=int))
    assert chosen.tolist() == [1]


def test_the_usual_cameras_on_the_cheapest_pole() -> None:
    made = instance([[0], [0], [0]], weight=[1.0], cost=[9, 5, 3], site=[0, 0, 0], won=[100])
    assert from_the_top(made, np.array([0]), np.array([0, 0, 1])).tolist() == [1]


def test_counts_end_the_list() -> None:
    made = row_of_sites(5, limits=(count("limits.sites", 5, most=2.0),))
    assert len(from_the_top(made, np.arange(5), np.zeros(5, dtype=int))) == 2


def test_a_site_near_a_chosen_one_is_passed_over() -> None:
    made = row_of_sites(3, conflicts=((0, 1),))
    assert from_the_top(made, np.arange(3), np.zeros(3, dtype=int)).tolist() == [0, 2]


def test_a_purse_that_may_not_pay_is_not_asked() -> None:
    made = row_of_sites(3, won=[1_000_000, 9_000_000], may_pay=[[True] * 3, [False, False, True]])
    assert from_the_top(made, np.arange(3), np.zeros(3, dtype=int)).tolist() == [0, 2]


def test_gain_counts_only_what_is_not_seen_yet() -> None:
    made = replace(row_of_sites(3), bonus=np.array([0.0, 0.5, 0.0]))
    taken = Taken(made)
    assert first_gains(made).tolist() == [2.0, 2.5, 2.0]
    taken.take(0)
    assert taken.gain(1) == pytest.approx(1.5)
