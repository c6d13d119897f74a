"""An impossible plan names the limits that clash and what would have to give way, in words."""

from dataclasses import replace

import numpy as np
import pytest

from bongsu.planning.siting.failures import NoPlanPossible
from bongsu.planning.siting.infeasible import Conflict, explain
from bongsu.planning.siting.instance import Between, Instance
from bongsu.planning.siting.limit_words import Labels
from bongsu.planning.siting.solve import solve
from tests.planning.siting.made import count, row_of_sites

SITES = "limits.sites"


def explained(made: Instance, labels: Labels | None = None) -> Conflict:
    with pytest.raises(NoPlanPossible):
        solve(made)
    return explain(made, labels)


def english(conflict: Conflict) -> str:
    return "\n".join(one.en for one in conflict.told)


def quota(origin: str, share: float, has: list[bool]) -> Between:
    return Between(f"quotas.{origin}", np.array(has, dtype=np.float64) - share, least=0.0)


def test_a_share_that_no_purse_may_pay_for_clashes_with_it() -> None:
    """시비 pays for what the city's data name; complaints have none of it, and 구비 holds too little."""
    complaint = [True, True, True, False, False, False]
    made = row_of_sites(
        6,
        won=[1_000_000, 10_000_000],
        may_pay=[[True] * 6, [not one for one in complaint]],
        limits=(count(SITES, 6, 4.0, 4.0), quota("complaint", 0.5, complaint)),
    )
    found = explained(made, Labels(funds=("구비", "시비")))
    assert set(found.together) == {"purse.0", "quotas.complaint", SITES}
    assert "complaints: at least 50 % → 25 %" in english(found)
    assert "1,000,000 won more in purse 구비" in english(found)
    assert "주민 민원 최소 50 % → 25 %" in "\n".join(one.ko for one in found.told)


def test_purses_too_small_for_the_least_number_of_sites() -> None:
    made = row_of_sites(5, won=[3_000_000], limits=(count(SITES, 5, 4.0),))
    found = explained(made)
    assert set(found.together) == {"purse.0", SITES}
    assert "1,000,000 won more in purse 1" in english(found)
    assert "sites: at least 4 → 3" in english(found)


def test_forced_sites_that_are_too_dear() -> None:
    made = row_of_sites(4, won=[1_500_000], forced=[0, 3])
    found = explained(made, Labels(sites=("A", "B", "C", "D")))
    assert set(found.together) == {"purse.0", "forced.0", "forced.3"}
    assert "A no longer forced" in english(found)
    assert "500,000 won more in purse 1" in english(found)


def test_a_floor_in_a_dong_without_candidates_stands_alone() -> None:
    floor = Between("limits.per_dong_min.가리봉동", np.zeros(3), least=1.0)
    found = explained(row_of_sites(3, limits=(floor,)))
    assert found.together == ("limits.per_dong_min.가리봉동",)
    assert "sites in 가리봉동: at least 1 → 0" in english(found)
    assert "지킬 수 없는 조건: 가리봉동 설치 장소 최소 1곳" in found.told[0].ko


def test_a_count_of_ptz_that_no_mix_reaches() -> None:
    ptz = Between("limits.ptz", np.array([1.0, 1.0, 0.0]), least=3.0, most=3.0)
    found = explained(row_of_sites(3, limits=(ptz,)))
    assert found.together == ("limits.ptz",)
    assert "PTZ cameras: at least 3 → 2" in english(found)


def test_fixed_and_ptz_that_the_number_of_sites_cannot_carry() -> None:
    made = row_of_sites(
        4,
        limits=(
            Between("limits.ptz", np.array([1.0, 1.0, 0.0, 0.0]), least=2.0),
            Between("limits.fixed", np.array([0.0, 0.0, 1.0, 1.0]), least=2.0),
            count(SITES, 4, most=3.0),
        ),
    )
    found = explained(made)
    assert set(found.together) == {"limits.ptz", "limits.fixed", SITES}
    assert "sites: at most 3 → 4" in english(found)


def test_spacing_that_leaves_too_few_sites() -> None:
    made = row_of_sites(3, conflicts=((0, 1), (1, 2), (0, 2)), limits=(count(SITES, 3, 2.0),))
    found = explained(made)
    assert set(found.together) == {"spacing", SITES}
    assert "the spacing given up for 1 of the sites" in english(found)


def test_a_forced_site_that_the_spacing_keeps_from_the_least_count() -> None:
    made = row_of_sites(3, conflicts=((0, 1), (1, 2)), forced=[1], limits=(count(SITES, 3, 2.0),))
    found = explained(made)
    assert set(found.together) == {"spacing", SITES, "forced.1"}


def test_forbidden_sites_that_a_count_needs() -> None:
    made = row_of_sites(3, forbidden=[0, 1], limits=(count(SITES, 3, 2.0),))
    found = explained(made)
    assert set(found.together) == {"forbidden", SITES}
    assert "1 of the forbidden sites allowed" in english(found)


def test_what_only_whole_sites_cannot_keep_is_found_too() -> None:
    """Two thirds of each of three would do: the relaxation has a plan, whole sites have none."""
    made = row_of_sites(3, conflicts=((0, 1), (1, 2)), limits=(count(SITES, 3, 2.0, 2.0),))
    odd = Between("odd", np.array([1.0, 0.0, 0.0]), least=0.5, most=0.5)
    found = explained(replace(made, limits=(*made.limits, odd)))
    assert "odd" in found.together
    assert "odd: at" in english(found)


def test_none_of_the_named_may_be_left_out() -> None:
    made = row_of_sites(
        5, won=[3_000_000], limits=(count(SITES, 5, 4.0), count("limits.fixed", 5, most=4.0))
    )
    found = explained(made)
    assert "limits.fixed" not in found.together


def test_each_way_makes_a_plan_possible() -> None:
    made = row_of_sites(5, won=[3_000_000], limits=(count(SITES, 5, 4.0),))
    for change in explained(made).ways:
        if change.name == "purse.0":
            more = made.fund_won + round(change.by * 1_000_000)
            assert len(solve(replace(made, fund_won=more)).options) == 4


def test_where_no_one_limit_is_enough_all_that_must_give_way_are_named() -> None:
    floors = [Between(f"limits.per_dong_min.{dong}", np.zeros(2), least=1.0) for dong in "가나"]
    found = explained(row_of_sites(2, limits=tuple(floors)))
    assert len(found.together) == 1
    assert found.ways == ()
    assert {one.name for one in found.least} == {one.name for one in floors}
    assert "Needed together" in english(found)


def test_a_plan_that_is_possible_has_no_conflict() -> None:
    found = explain(row_of_sites(3))
    assert found.together == ()
    assert found.told[0].en == "No limits conflict."


def test_the_cheapest_of_each_kind_say_the_same_as_all() -> None:
    made = row_of_sites(40, won=[3_000_000], limits=(count(SITES, 40, 4.0),))
    assert explain(made, most_options=6) == explain(made)
