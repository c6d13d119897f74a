"""The optimiser against trying every choice, and its promises."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings

from bongsu.bench.planning.districts import district
from bongsu.planning.siting.failures import NoPlanPossible
from bongsu.planning.siting.instance import Between, Instance
from bongsu.planning.siting.measure import broken, objective
from bongsu.planning.siting.solution import Proof
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops
from tests.planning.siting.made import best_by_trying, instance, instances

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
