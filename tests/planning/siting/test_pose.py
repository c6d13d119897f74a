"""A configuration posed as arrays: every limit a row, every name known or refused by its field."""

from dataclasses import replace

import numpy as np
import pytest

from bongsu.planning.candidates.candidate import MOUNTS
from bongsu.planning.config import Fund, Limits, PlanConfig, Quotas, Weights
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.korea import place_code
from bongsu.planning.siting.check import check
from bongsu.planning.siting.instance import Between, Instance
from bongsu.planning.siting.pose import Posed, pose
from bongsu.planning.words import FundKind, Mount, Origin
from tests.planning.quarter import (
    EAST,
    MONEY,
    WEST,
    Quarter,
    area,
    at,
    camera,
    config,
    lamp,
    quarter,
    request,
)

CONFIG = config()
LAYERS = {
    "cameras": (camera(350, 350), camera(60, 340, "fixed", bearing=90.0)),
    "places": (lamp(105, 105), lamp(130, 100), lamp(310, 90)),
    "requests": (request("c1", 105, 105), request("p1", 310, 90, Origin.POLICE)),
    "priority": (area("A1", 1, 200, 200, 300, 300),),
}
TOWN = quarter(CONFIG, **LAYERS)
FOUND = TOWN.find()
OPTIONS = TOWN.options(FOUND)
LAMP = "L" + place_code(*at(105, 105))
NEXT_LAMP = "L" + place_code(*at(130, 100))
FAR_LAMP = "L" + place_code(*at(310, 90))


def posed(given: PlanConfig, town: Quarter = TOWN) -> Posed:
    return pose(FOUND, OPTIONS, town.worth, town.inputs.dongs, given)


def refused(given: PlanConfig) -> PlanRefused:
    with pytest.raises(PlanRefused) as told:
        posed(given)
    return told.value


def row_of(instance: Instance, name: str) -> Between:
    (row,) = [each for each in instance.limits if each.name == name]
    return row


def site(name: str) -> int:
    return [each.candidate_id for each in FOUND.candidates].index(name)


PLAIN = posed(CONFIG)


def test_an_instance_of_ours_is_a_proper_one() -> None:
    check(PLAIN.instance)


def test_numbers_of_options_and_sites_stay() -> None:
    instance = PLAIN.instance
    assert instance.site.tolist() == OPTIONS.candidate.tolist()
    assert instance.cost.tolist() == OPTIONS.won.tolist()
    assert len(instance.cover_start) == len(OPTIONS) + 1


def test_targets_are_the_open_halves_of_points() -> None:
    worth = TOWN.worth
    for target in range(len(PLAIN.instance.weight)):
        half = worth.always if PLAIN.target_always[target] else worth.reach
        assert PLAIN.instance.weight[target] == half[PLAIN.target_point[target]] > 0.0
    assert PLAIN.instance.weight.sum() == pytest.approx(worth.reach.sum() + worth.always.sum())


def test_what_is_reached_today_is_no_target_of_reach() -> None:
    reached = np.flatnonzero(TOWN.standing.reached)
    open_reach = PLAIN.target_point[~PLAIN.target_always]
    assert len(reached)
    assert not np.isin(open_reach, reached).any()
    assert np.isin(PLAIN.target_point[PLAIN.target_always], reached).any()


def test_an_option_covers_the_open_part_of_what_it_sees() -> None:
    instance = PLAIN.instance
    for row in range(0, len(OPTIONS), 7):
        own = instance.cover_target[instance.cover_start[row] : instance.cover_start[row + 1]]
        is_always = PLAIN.target_always[own]
        reach = {each for each in OPTIONS.reach.of(row).tolist() if TOWN.worth.reach[each] > 0}
        always = {each for each in OPTIONS.always.of(row).tolist() if TOWN.worth.always[each] > 0}
        assert set(PLAIN.target_point[own[~is_always]].tolist()) == reach
        assert set(PLAIN.target_point[own[is_always]].tolist()) == always


def test_without_limits_there_are_none_but_spacing() -> None:
    assert PLAIN.instance.limits == ()
    assert PLAIN.instance.conflicts


def test_conflicts_are_the_pairs_nearer_than_the_spacing() -> None:
    for one, other in PLAIN.instance.conflicts:
        away = np.hypot(FOUND.x[one] - FOUND.x[other], FOUND.y[one] - FOUND.y[other])
        assert away < CONFIG.limits.spacing_m
    close = {frozenset(pair) for pair in PLAIN.instance.conflicts}
    assert frozenset((site(LAMP), site(NEXT_LAMP))) in close
    assert frozenset((site(LAMP), site(FAR_LAMP))) not in close


def test_no_spacing_no_conflicts() -> None:
    assert posed(config(limits=Limits(spacing_m=0.0))).instance.conflicts == ()


def test_counts_are_rows() -> None:
    limits = Limits(sites_min=2, sites_max=5, ptz_max=3, fixed_min=4, smart_poles_max=1)
    instance = posed(config(limits=limits)).instance
    sites = row_of(instance, "limits.sites")
    assert (sites.least, sites.most) == (2.0, 5.0)
    assert set(sites.coefficient.tolist()) == {1.0}
    ptz, fixed = row_of(instance, "limits.ptz"), row_of(instance, "limits.fixed")
    assert (ptz.least, ptz.most) == (-np.inf, 3.0)
    assert (fixed.least, fixed.most) == (4.0, np.inf)
    assert ptz.coefficient.tolist() == OPTIONS.ptz.tolist()
    assert fixed.coefficient.tolist() == OPTIONS.fixed.tolist()
    smart = row_of(instance, "limits.smart_poles_max")
    assert smart.most == 1.0
    assert smart.coefficient.sum() == (OPTIONS.mount == MOUNTS.index(Mount.SMART_POLE)).sum()


def test_a_quota_is_a_share_of_the_sites() -> None:
    instance = posed(config(quotas=Quotas(complaint=0.2, police=0.5))).instance
    row = row_of(instance, "quotas.complaint")
    assert row.least == 0.0
    assert row.most == np.inf
    for option, value in enumerate(row.coefficient.tolist()):
        wanted = Origin.COMPLAINT in FOUND.candidates[OPTIONS.candidate[option]].origins
        assert value == pytest.approx(0.8 if wanted else -0.2)
    assert {each.name for each in instance.limits} == {"quotas.complaint", "quotas.police"}


def test_a_quota_that_no_candidate_could_fill_is_named() -> None:
    town = quarter(CONFIG, places=LAYERS["places"])
    found = town.find()
    given = config(quotas=Quotas(city_data=0.1))
    with pytest.raises(PlanRefused) as told:
        pose(found, town.options(found), town.worth, town.inputs.dongs, given)
    assert told.value.field == "quotas.city_data"


def test_a_floor_for_every_dong_and_another_for_some() -> None:
    limits = Limits(sites_per_dong_min=1, per_dong_min={"동동": 3})
    instance = posed(config(limits=limits)).instance
    west, east = (row_of(instance, f"limits.per_dong_min.{dong.name}") for dong in (WEST, EAST))
    assert (west.least, east.least) == (1.0, 3.0)
    assert (west.coefficient + east.coefficient).tolist() == [1.0] * len(OPTIONS)


def test_a_dong_may_be_freed_of_the_floor_by_its_code() -> None:
    limits = Limits(sites_per_dong_min=1, per_dong_min={EAST.code: 0})
    instance = posed(config(limits=limits)).instance
    assert [row.name for row in instance.limits] == ["limits.per_dong_min.서동"]


def test_who_may_pay_for_what() -> None:
    funds = (
        MONEY,
        Fund(code="police", kind=FundKind.CITY, won=1, origins=(Origin.POLICE,)),
        Fund(code="lamps", kind=FundKind.CITY, won=2, mounts=(Mount.LIGHT_POLE,)),
        Fund(code="east", kind=FundKind.CITY, won=3, dongs=("동동",)),
        Fund(code="both", kind=FundKind.CITY, won=4, dongs=(WEST.code,), mounts=(Mount.OWN_POLE,)),
    )
    instance = posed(config(funds=funds)).instance
    assert instance.fund_won.tolist() == [MONEY.won, 1, 2, 3, 4]
    assert instance.may_pay[0].all()
    for option in range(len(OPTIONS)):
        one = FOUND.candidates[OPTIONS.candidate[option]]
        mount = MOUNTS[OPTIONS.mount[option]]
        assert instance.may_pay[1:, option].tolist() == [
            Origin.POLICE in one.origins,
            mount is Mount.LIGHT_POLE,
            one.dong == 1,
            one.dong == 0 and mount is Mount.OWN_POLE,
        ]


def test_forced_forbidden_and_the_plan_made_by_hand() -> None:
    given = posed(config(forced=(LAMP,), forbidden=(NEXT_LAMP,), by_hand=(LAMP, FAR_LAMP, LAMP)))
    assert given.instance.forced == {site(LAMP)}
    assert given.instance.forbidden == {site(NEXT_LAMP)}
    assert OPTIONS.candidate[given.warm].tolist() == [site(LAMP), site(FAR_LAMP)]
    assert given.warnings == ()


def test_the_plan_made_by_hand_begins_with_the_best_way_to_build_each_site() -> None:
    (option,) = posed(config(by_hand=(LAMP,))).warm.tolist()
    instance = PLAIN.instance
    own = np.flatnonzero(instance.site == site(LAMP))
    per_won = [
        (
            instance.weight[
                instance.cover_target[instance.cover_start[k] : instance.cover_start[k + 1]]
            ].sum()
        )
        / instance.cost[k]
        for k in own.tolist()
    ]
    assert option == own[int(np.argmax(per_won))]


GONE = "L" + place_code(*at(390, 10))


def test_a_forced_site_that_is_no_candidate_any_more_is_refused() -> None:
    told = refused(config(forced=(GONE,)))
    assert told.field == "forced"
    assert GONE in told.detail


def test_one_of_the_hand_made_plan_is_left_out_with_a_warning() -> None:
    given = posed(config(by_hand=(GONE, LAMP)))
    assert OPTIONS.candidate[given.warm].tolist() == [site(LAMP)]
    (warning,) = given.warnings
    assert GONE in warning.ko


def test_what_is_forbidden_and_gone_is_no_matter() -> None:
    given = posed(config(forbidden=(GONE,)))
    assert given.instance.forbidden == frozenset()
    assert given.warnings == ()


@pytest.mark.parametrize("field", ["forced", "forbidden", "by_hand"])
def test_a_word_that_is_no_candidate_id_is_refused_by_its_field(field: str) -> None:
    told = refused(config(**{field: ("구로역 앞",)}))
    assert told.field == field
    assert "구로역 앞" in told.detail


def test_forced_and_forbidden_at_once_is_refused() -> None:
    assert LAMP in refused(config(forced=(LAMP,), forbidden=(LAMP,))).detail


def test_two_forced_sites_too_near_to_each_other_are_named() -> None:
    told = refused(config(forced=(LAMP, NEXT_LAMP)))
    assert told.field == "forced"
    assert LAMP in told.detail
    assert NEXT_LAMP in told.detail


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"limits": Limits(per_dong_min={"없는동": 1})}, "limits.per_dong_min"),
        ({"limits": Limits(sites_min=5, sites_max=4)}, "limits.sites"),
        ({"limits": Limits(ptz_min=5, ptz_max=4)}, "limits.ptz"),
        ({"funds": ()}, "funds"),
        ({"funds": (MONEY, MONEY)}, "funds"),
        ({"funds": (Fund(code="poor", kind=FundKind.CITY, won=1_000),)}, "funds"),
        (
            {"funds": (MONEY, Fund(code="x", kind=FundKind.CITY, won=9, dongs=("없는동",)))},
            "funds[2].dongs",
        ),
        (
            {"funds": (MONEY, Fund(code="x", kind=FundKind.CITY, won=9, mounts=(Mount.BUILDING,)))},
            "funds[2]",
        ),
    ],
    ids=[
        "unknown dong",
        "least above most",
        "least above most PTZ",
        "no purse",
        "a purse twice",
        "too little for any site",
        "a purse for an unknown dong",
        "a purse that pays for nothing",
    ],
)
def test_what_cannot_be_is_refused_by_its_field(given: dict[str, object], field: str) -> None:
    told = refused(config(**given))
    assert told.field == field
    assert all(one.ko and one.en for one in told.told)


def test_an_empty_purse_may_pay_for_nothing() -> None:
    empty = Fund(code="x", kind=FundKind.CITY, won=0, mounts=(Mount.BUILDING,))
    assert not posed(config(funds=(MONEY, empty))).instance.may_pay[1].any()


def test_no_candidate_at_all_says_why() -> None:
    told = refused_without_candidates()
    assert told.field == "candidates"
    assert len(told.told) == 1 + len(FOUND.left_out)


def refused_without_candidates() -> PlanRefused:
    none = replace(FOUND, candidates=(), x=FOUND.x[:0], y=FOUND.y[:0])
    with pytest.raises(PlanRefused) as told:
        pose(none, OPTIONS, TOWN.worth, TOWN.inputs.dongs, CONFIG)
    return told.value


def test_empty_demand_is_named() -> None:
    nothing = replace(
        TOWN.worth,
        whole=TOWN.worth.whole * 0.0,
        reach=TOWN.worth.reach * 0.0,
        always=TOWN.worth.always * 0.0,
    )
    with pytest.raises(PlanRefused) as told:
        pose(FOUND, OPTIONS, nothing, TOWN.inputs.dongs, CONFIG)
    assert told.value.field == "weights"
    assert "no demand" in told.value.detail


def test_nothing_left_to_win_is_named() -> None:
    seen = replace(TOWN.worth, reach=TOWN.worth.reach * 0.0, always=TOWN.worth.always * 0.0)
    with pytest.raises(PlanRefused) as told:
        pose(FOUND, OPTIONS, seen, TOWN.inputs.dongs, CONFIG)
    assert told.value.field == "candidates"


def test_weights_of_nothing_leave_no_candidate_and_say_so() -> None:
    zero = Weights(watch=0.0, crime=0.0, environment=0.0, dark=0.0, children=0.0, requests=0.0)
    town = quarter(config(weights=zero), **LAYERS)
    found = town.find()
    assert found.candidates == ()
    with pytest.raises(PlanRefused) as told:
        pose(found, town.options(found), town.worth, town.inputs.dongs, town.config)
    assert "no demand" in told.value.detail
