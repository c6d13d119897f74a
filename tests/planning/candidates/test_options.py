"""Ways to build a candidate: what each costs and what it would see."""

import numpy as np
import pytest

from bongsu.planning.candidates.bearings import STEPS, best_wedges
from bongsu.planning.candidates.candidate import MOUNTS, Options
from bongsu.planning.candidates.find import Found
from bongsu.planning.config import Fund, Mix, Prices, Sight, Weights
from bongsu.planning.coverage.view import bearings, in_wedge
from bongsu.planning.failures import PlanRefused
from bongsu.planning.words import FundKind, Mount
from tests.planning.quarter import Quarter, config, lamp, quarter, request, ring

CONFIG = config()
TOWN = quarter(CONFIG, places=(lamp(105, 105), lamp(310, 290)), requests=(request("c", 105, 105),))
FOUND = TOWN.find()
OPTIONS = TOWN.options(FOUND)


def rows_of(options: Options, found: Found, letter: str, mix: tuple[int, int]) -> list[int]:
    return [
        row
        for row in range(len(options))
        if found.candidates[options.candidate[row]].candidate_id[0] == letter
        and (options.ptz[row], options.fixed[row]) == mix
    ]


def far_of(town: Quarter, found: Found, options: Options, row: int) -> tuple[float, float]:
    """How far the farthest point lies that is reached, and that is always looked at."""
    site = options.candidate[row]
    away = np.hypot(town.points.x - found.x[site], town.points.y - found.y[site])
    return (
        float(away[options.reach.of(row)].max(initial=0.0)),
        float(away[options.always.of(row)].max(initial=0.0)),
    )


def test_every_mix_of_every_candidate_is_offered() -> None:
    assert len(OPTIONS) == len(FOUND.candidates) * len(CONFIG.mixes)
    assert np.unique(OPTIONS.candidate).tolist() == list(range(len(FOUND.candidates)))
    assert (np.diff(OPTIONS.candidate) >= 0).all()


def test_the_price_is_mount_line_and_cameras() -> None:
    prices = CONFIG.prices
    (row, *_) = rows_of(OPTIONS, FOUND, "L", (1, 2))
    assert OPTIONS.won[row] == (
        prices.light_pole + prices.connection + prices.ptz + 2 * prices.fixed
    )
    (row, *_) = rows_of(OPTIONS, FOUND, "P", (0, 1))
    assert OPTIONS.won[row] == prices.own_pole + prices.connection + prices.fixed


def test_one_option_reads_as_one_value() -> None:
    (row, *_) = rows_of(OPTIONS, FOUND, "L", (0, 2))
    one = OPTIONS.at(row)
    assert (one.mount, one.ptz, one.fixed) == (Mount.LIGHT_POLE, 0, 2)
    assert len(one.bearings_deg) == 2
    assert FOUND.candidates[one.candidate].candidate_id[0] == "L"


def test_the_cheapest_mount_of_those_that_the_same_purses_pay_for() -> None:
    mounts = {MOUNTS[mount] for mount in OPTIONS.mount[rows_of(OPTIONS, FOUND, "L", (1, 1))]}
    assert mounts == {Mount.LIGHT_POLE}


def test_a_purse_for_new_poles_only_makes_them_an_option_beside_the_lamp() -> None:
    own = Fund(code="own", kind=FundKind.CITY, won=10**9, mounts=(Mount.OWN_POLE,))
    town = quarter(config(funds=(*CONFIG.funds, own)), places=(lamp(105, 105),))
    found = town.find()
    options = town.options(found)
    mounts = {MOUNTS[mount] for mount in options.mount[rows_of(options, found, "L", (1, 1))]}
    assert mounts == {Mount.LIGHT_POLE, Mount.OWN_POLE}


def test_a_ptz_reaches_its_disc_and_looks_at_nothing_always() -> None:
    town = quarter(config(mixes=(Mix(ptz=1, fixed=0),)))
    found = town.find()
    options = town.options(found)
    assert len(options.always.target) == 0
    for row in range(len(options)):
        reach, _ = far_of(town, found, options, row)
        assert 0.0 < reach <= CONFIG.sight.ptz_range_m


def test_ranges_of_ptz_and_fixed_are_kept_apart() -> None:
    town = quarter(config(sight=Sight(ptz_range_m=90.0, fixed_range_m=40.0)))
    found = town.find()
    options = town.options(found)
    for row in rows_of(options, found, "P", (1, 1))[:5]:
        reach, always = far_of(town, found, options, row)
        assert 40.0 < reach <= 90.0
        assert always <= 40.0
    for row in rows_of(options, found, "P", (0, 1))[:5]:
        assert options.reach.of(row).tolist() == options.always.of(row).tolist()


def test_more_fixed_cameras_see_at_least_as_much() -> None:
    one, two, three = (rows_of(OPTIONS, FOUND, "P", (0, fixed)) for fixed in (1, 2, 3))
    for few, more, most in zip(one, two, three, strict=True):
        seen = [set(OPTIONS.always.of(row).tolist()) for row in (few, more, most)]
        assert seen[0] <= seen[1] <= seen[2]
        assert seen[0]


def test_always_is_a_part_of_reach() -> None:
    for row in range(len(OPTIONS)):
        assert set(OPTIONS.always.of(row).tolist()) <= set(OPTIONS.reach.of(row).tolist())


def test_always_lies_in_the_wedges_as_told() -> None:
    for row in rows_of(OPTIONS, FOUND, "L", (1, 2)):
        one, site = OPTIONS.at(row), OPTIONS.candidate[row]
        target = OPTIONS.always.of(row)
        shape = np.full(len(target), 0.0)
        at = bearings(
            shape + FOUND.x[site],
            shape + FOUND.y[site],
            TOWN.points.x[target],
            TOWN.points.y[target],
        )
        inside = [in_wedge(at, shape + looks, shape + 90.0) for looks in one.bearings_deg]
        assert np.logical_or.reduce(inside).all()


def test_walls_stand_in_the_way_of_new_cameras_too() -> None:
    places = (lamp(105, 105),)
    walled = quarter(CONFIG, places=places, buildings=(ring(110, 60, 125, 150),))
    found = walled.find()
    options = walled.options(found)
    (row, *_) = rows_of(options, found, "L", (1, 1))
    seen = walled.points.x[options.reach.of(row)] - found.x[options.candidate[row]]
    assert len(seen)
    assert seen.max() < 7.0


def test_a_smart_pole_is_worth_its_light() -> None:
    smart = config(mounts=(Mount.OWN_POLE, Mount.SMART_POLE), weights=Weights(dark=1.0))
    town = quarter(smart, places=(lamp(50, 50), lamp(60, 70), lamp(70, 30)))
    found = town.find()
    options = town.options(found)
    is_smart = options.mount == MOUNTS.index(Mount.SMART_POLE)
    assert is_smart.any()
    assert (options.bonus[~is_smart] == 0.0).all()
    row = int(np.flatnonzero(is_smart)[-1])
    site = options.candidate[row]
    cell = found.candidates[site].cell
    assert options.bonus[row] == town.worth.lamp[cell]
    assert options.bonus[is_smart].max() > 0.0
    assert options.won[row] - options.won[row - len(smart.mixes)] in {
        Prices().smart_pole - Prices().own_pole,
        Prices().own_pole - Prices().smart_pole,
    }


@pytest.mark.parametrize(
    ("mixes", "said"),
    [((), "No camera mix"), ((Mix(ptz=1, fixed=0), Mix(ptz=0, fixed=0)), "number 2")],
    ids=["no mix", "a mix of no cameras"],
)
def test_a_mix_without_cameras_is_refused(mixes: tuple[Mix, ...], said: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        TOWN.planned(config(mixes=mixes)).options(FOUND)
    assert refused.value.field == "mixes"
    assert said in refused.value.detail


def around(count: int) -> tuple[np.typing.NDArray[np.int64], np.typing.NDArray[np.float64]]:
    """One candidate with points all round, evenly."""
    return np.zeros(count, dtype=np.int64), np.arange(count) * 360.0 / count


def test_the_first_camera_looks_where_most_is_to_be_won() -> None:
    row, bearing = around(36)
    worth = np.where((bearing >= 100) & (bearing <= 170), 5.0, 1.0)
    wedges = best_wedges(row, bearing, worth, 1, hfov_deg=90.0, cameras=1)
    seen = bearing[wedges.turn == 0]
    assert seen.min() <= 100
    assert seen.max() >= 170
    assert abs(wedges.looks_deg[0, 0] - 135.0) <= 15.0


def test_the_second_camera_looks_elsewhere() -> None:
    row, bearing = around(36)
    wedges = best_wedges(row, bearing, np.ones(36), 1, hfov_deg=90.0, cameras=2)
    assert (wedges.turn == 0).sum() == (wedges.turn == 1).sum() == 9
    assert (wedges.turn == 2).sum() == 18


def test_four_wide_cameras_see_all_round() -> None:
    row, bearing = around(STEPS)
    wedges = best_wedges(row, bearing, np.ones(STEPS), 1, hfov_deg=90.0, cameras=4)
    assert (wedges.turn < 4).all()


def test_a_wedge_over_north_is_one_wedge() -> None:
    row, bearing = around(36)
    worth = np.where((bearing >= 330) | (bearing <= 30), 5.0, 0.0)
    wedges = best_wedges(row, bearing, worth, 1, hfov_deg=90.0, cameras=1)
    assert worth[wedges.turn == 0].sum() == worth.sum()


def test_each_candidate_turns_by_itself() -> None:
    row = np.array([0, 0, 1, 1], dtype=np.int64)
    bearing = np.array([0.0, 180.0, 0.0, 180.0])
    worth = np.array([1.0, 9.0, 9.0, 1.0])
    wedges = best_wedges(row, bearing, worth, 2, hfov_deg=60.0, cameras=1)
    assert wedges.turn.tolist() == [1, 0, 0, 1]


def test_without_pairs_there_is_still_a_bearing() -> None:
    nothing = np.zeros(0)
    wedges = best_wedges(nothing.astype(np.int64), nothing, nothing, 2, hfov_deg=90.0, cameras=2)
    assert wedges.looks_deg.shape == (2, 2)
    assert len(wedges.turn) == 0
