"""The optimiser against trying every choice, and its promises."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings

from bongsu.bench.planning.districts import district
from bongsu.planning.siting import solve as solving
from bongsu.planning.siting.failures import NoPlanInTime, NoPlanPossible
from bongsu.planning.siting.greedy import greedy
from bongsu.planning.siting.instance import Instance
from bongsu.planning.siting.measure import broken, objective
from bongsu.planning.siting.solution import Proof
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops
from tests.planning.siting.made import best_by_trying, count, instances, row_of_sites

EXACT = Stops(gap=0.0, time_limit_s=20.0)


@given(instances())
@settings(max_examples=60, deadline=None)
def test_it_finds_what_trying_every_choice_finds(made: Instance) -> None:
    assume(made.weight.any() or made.bonus.any())
    best = best_by_trying(made)
    if best is None:
        with pytest.raises(NoPlanPossible):
            solve(made, EXACT)
        return
    found = solve(made, EXACT)
    assert found.objective == pytest.approx(best)
    assert found.bound >= best - 1e-6
    assert not broken(made, found.options)
    assert (found.paid.sum(axis=1) == made.cost[found.options]).all()
    assert (found.paid.sum(axis=0) <= made.fund_won).all()
    assert not found.paid[~made.may_pay[:, found.options].T].any()


@pytest.fixture(scope="module")
def small() -> Instance:
    return district(400, seed=5, step_m=40.0).instance


@pytest.fixture(scope="module")
def smaller_purses(small: Instance) -> Instance:
    """A tenth of the counts of Guro, for a tenth of its money."""
    counts = {"limits.sites": 6.0, "limits.ptz": 4.0, "limits.fixed": 10.0}
    limits = tuple(
        replace(one, least=counts[one.name], most=counts[one.name]) if one.name in counts else one
        for one in small.limits
    )
    return replace(small, fund_won=small.fund_won // 9, limits=limits)


def test_a_district_keeps_every_limit_and_pays_to_the_won(smaller_purses: Instance) -> None:
    found = solve(smaller_purses)
    assert not broken(smaller_purses, found.options)
    assert (found.paid.sum(axis=1) == smaller_purses.cost[found.options]).all()
    assert (found.paid.sum(axis=0) <= smaller_purses.fund_won).all()
    assert found.objective <= found.bound
    assert found.gap <= 0.001


def test_a_made_district_is_the_same_for_the_same_seed(small: Instance) -> None:
    again = district(400, seed=5, step_m=40.0).instance
    assert (again.cost == small.cost).all()
    assert (again.cover_target == small.cover_target).all()


def test_a_search_begun_from_a_plan_is_never_worse_than_it(smaller_purses: Instance) -> None:
    loose = solve(smaller_purses, Stops(gap=0.2))
    begun = solve(smaller_purses, Stops(gap=0.2), warm=loose.options)
    assert begun.objective >= loose.objective


def test_a_search_stopped_at_once_keeps_the_plan_it_began_from(smaller_purses: Instance) -> None:
    plan = solve(smaller_purses, Stops(gap=0.2)).options
    stopped = solve(smaller_purses, Stops(gap=0.0, stop=lambda: True), warm=plan)
    assert stopped.options.tolist() == plan.tolist()
    assert stopped.proof is Proof.STOPPED
    assert stopped.bound >= stopped.objective


def test_where_every_option_looks_alike_greedy_is_a_beginning(
    small: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "SIZES", (1, 1))
    alike = replace(small, weight=np.ones(len(small.weight)), limits=())
    plan = greedy(alike)
    assert not broken(alike, plan)
    found = solve(alike, Stops(gap=0.0))
    assert found.objective >= objective(alike, plan)
    assert found.bound >= found.objective


def test_a_search_without_time_and_without_a_plan_says_so(smaller_purses: Instance) -> None:
    with pytest.raises(NoPlanInTime) as refused:
        solve(smaller_purses, Stops(time_limit_s=0.0))
    assert refused.value.field == "solve.time_limit_s"


def test_time_over_keeps_the_plan_it_began_from(smaller_purses: Instance) -> None:
    plan = solve(smaller_purses, Stops(gap=0.2)).options
    late = solve(smaller_purses, Stops(gap=0.0, time_limit_s=0.0), warm=plan)
    assert late.proof is Proof.TIME_LIMIT


def test_a_plan_by_hand_that_breaks_limits_is_still_a_beginning() -> None:
    made = row_of_sites(6, conflicts=((0, 1),), limits=(count("limits.sites", 6, 3.0, 3.0),))
    found = solve(made, EXACT, warm=[0, 1])
    assert found.objective == 6.0


def test_progress_never_goes_back_and_ends_at_one(smaller_purses: Instance) -> None:
    told: list[tuple[str, float, float | None, float | None]] = []
    solve(smaller_purses, Stops(progress=lambda *each: told.append(each)))
    shares = [share for _, share, _, _ in told]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert all(one <= other for one, other in pairwise(shares))
    assert told[-1][2] is not None
    assert told[-1][3] is not None


def test_forced_sites_are_chosen_and_forbidden_ones_are_not() -> None:
    made = row_of_sites(5, forced=[0], forbidden=[2], limits=(count("limits.sites", 5, most=2.0),))
    found = solve(made, EXACT)
    assert 0 in found.options
    assert 2 not in found.options


def test_sites_too_near_are_never_chosen_together() -> None:
    made = row_of_sites(4, conflicts=((0, 2), (1, 3), (0, 3)))
    chosen = set(solve(made, EXACT).options.tolist())
    assert not {(0, 2), (1, 3), (0, 3)} & {(a, b) for a in chosen for b in chosen}


def test_the_same_plan_whatever_unit_worth_is_counted_in(smaller_purses: Instance) -> None:
    tiny = replace(smaller_purses, weight=smaller_purses.weight * 1e-9)
    assert solve(tiny).objective == pytest.approx(solve(smaller_purses).objective * 1e-9, rel=2e-3)


def test_costs_without_a_common_unit_never_overspend_a_purse() -> None:
    made = replace(row_of_sites(3, won=[20_000_003]), cost=np.array([10_000_001, 10_000_002, 3]))
    found = solve(made, EXACT)
    assert made.cost[found.options].sum() <= 20_000_003
    assert found.objective == best_by_trying(made)


def test_no_site_at_all_is_a_plan_where_no_purse_holds_enough() -> None:
    found = solve(row_of_sites(2, won=[5]), EXACT)
    assert found.options.tolist() == []
    assert found.paid.shape == (0, 1)
    assert found.proof is Proof.OPTIMAL


def test_all_forbidden_leaves_the_empty_plan() -> None:
    found = solve(row_of_sites(2, forbidden=[0, 1]), EXACT)
    assert found.objective == 0.0
    assert found.gap == 0.0


def test_what_asks_for_a_site_where_none_is_left_is_impossible() -> None:
    made = row_of_sites(2, forbidden=[0, 1], limits=(count("limits.sites", 2, 1.0),))
    with pytest.raises(NoPlanPossible):
        solve(made, EXACT)


def test_a_forced_site_that_nobody_may_pay_for_is_impossible() -> None:
    made = row_of_sites(2, forced=[1], may_pay=[[True, False]])
    with pytest.raises(NoPlanPossible):
        solve(made, EXACT)
