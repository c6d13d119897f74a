"""What the solver maximises is what the map shows afterwards: objective and coverage agree to the last point."""

import numpy as np
import pytest

from bongsu.planning.candidates.candidate import Options
from bongsu.planning.candidates.find import Found
from bongsu.planning.config import Limits, Sight
from bongsu.planning.coverage.before_after import ALL, overall, with_plan
from bongsu.planning.grid.points import Ints
from bongsu.planning.siting.measure import broken, objective
from bongsu.planning.siting.pose import Posed, pose
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops
from bongsu.planning.words import Mount
from tests.planning.quarter import Quarter, camera, config, lamp, quarter, request, ring

LAYERS = {
    "cameras": (camera(350, 350), camera(60, 340, "fixed", bearing=90.0)),
    "places": (lamp(105, 105), lamp(130, 100), lamp(310, 90), lamp(200, 210)),
    "requests": (request("c1", 105, 105), request("c2", 300, 120)),
}
TOWNS = {
    "open": quarter(config(), **LAYERS),
    "walls": quarter(
        config(), buildings=(ring(110, 110, 150, 160), ring(210, 60, 280, 90)), **LAYERS
    ),
    "ptz only counts": quarter(config(sight=Sight(always_share=0.0)), **LAYERS),
    "always only counts": quarter(config(sight=Sight(always_share=1.0)), **LAYERS),
    "far": quarter(config(sight=Sight(ptz_range_m=120.0, fixed_range_m=70.0)), **LAYERS),
    "smart": quarter(config(mounts=(Mount.OWN_POLE, Mount.SMART_POLE)), **LAYERS),
}


def drawn(town: Quarter) -> tuple[Found, Options, Posed]:
    found = town.find()
    options = town.options(found)
    return found, options, pose(found, options, town.worth, town.inputs.dongs, town.config)


def some_of_each(options: Options) -> Ints:
    """One option of every fourth candidate, of changing mixes."""
    rows = [
        np.flatnonzero(options.candidate == candidate)
        for candidate in range(0, int(options.candidate.max()) + 1, 4)
    ]
    return np.array([own[turn % len(own)] for turn, own in enumerate(rows)], dtype=np.int64)


@pytest.mark.parametrize("name", list(TOWNS))
def test_the_objective_is_the_worth_that_is_newly_covered(name: str) -> None:
    town = TOWNS[name]
    _, options, posed = drawn(town)
    chosen = some_of_each(options)
    reach = options.reach.taken(chosen).target
    always = options.always.taken(chosen).target
    after = with_plan(town.standing, reach, always)
    (share, *_) = overall(town.standing, after, town.worth)
    assert share.code == ALL
    won = (share.after - share.before) * town.worth.whole.sum()
    bonus = options.bonus[chosen].sum()
    assert objective(posed.instance, chosen) == pytest.approx(won + bonus)


@pytest.mark.parametrize("name", list(TOWNS))
def test_nobody_new_sees_through_walls_or_beyond_range(name: str) -> None:
    town = TOWNS[name]
    found, options, _ = drawn(town)
    far = max(town.config.sight.ptz_range_m, town.config.sight.fixed_range_m)
    row = options.reach.rows()
    site, point = options.candidate[row], options.reach.target
    away = np.hypot(town.points.x[point] - found.x[site], town.points.y[point] - found.y[site])
    assert away.max() <= far + 1e-6
    assert town.standing.outdoors[point].all()


def test_the_same_inputs_give_the_same_candidates_and_options() -> None:
    town = TOWNS["open"]
    (one, first, _), (other, second, _) = drawn(town), drawn(town)
    assert one.candidates == other.candidates
    assert (first.won == second.won).all()
    assert (first.reach.target == second.reach.target).all()


def test_a_plan_of_the_quarter_keeps_its_limits_and_its_spacing() -> None:
    town = TOWNS["open"].planned(
        config(limits=Limits(sites_max=4, ptz_max=2, sites_per_dong_min=1))
    )
    found, options, posed = drawn(town)
    solution = solve(posed.instance, Stops(gap=0.0, time_limit_s=10.0))
    assert broken(posed.instance, solution.options) == ()
    sites = options.candidate[solution.options]
    assert 2 <= len(sites) <= 4
    assert {found.candidates[site].dong for site in sites.tolist()} == {0, 1}
    assert options.ptz[solution.options].sum() <= 2
    apart = np.hypot(
        found.x[sites][:, None] - found.x[sites], found.y[sites][:, None] - found.y[sites]
    )
    assert apart[~np.eye(len(sites), dtype=np.bool_)].min() >= town.config.limits.spacing_m


def test_a_forced_site_is_in_the_plan_and_a_forbidden_one_is_not() -> None:
    plain = TOWNS["open"].find()
    first, second = (
        next(one.candidate_id for one in plain.candidates if name in one.requests)
        for name in ("c1", "c2")
    )
    town = quarter(
        config(limits=Limits(sites_max=3), forced=(first,), forbidden=(second,)), **LAYERS
    )
    found, options, posed = drawn(town)
    solution = solve(posed.instance, Stops(gap=0.0, time_limit_s=10.0), posed.warm)
    names = {
        found.candidates[site].candidate_id for site in options.candidate[solution.options].tolist()
    }
    assert first in names
    assert second not in names
