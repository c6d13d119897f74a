"""What a drawn plan promises, on a town of two dongs."""

from functools import cache

import msgspec
import pytest

from bongsu.planning.config import Fund, Limits, Quotas
from bongsu.planning.failures import PlanImpossible, PlanRefused, StoppedWithoutResult
from bongsu.planning.plans.draw_up import draw_up
from bongsu.planning.plans.drawn import DrawnPlan
from bongsu.planning.siting.failures import FaultyInstance
from bongsu.planning.words import FundKind, Origin
from bongsu.planning.worker.messages import Progress
from tests.planning.plans.made import CONFIG, DISTRICT, changed, little_inputs


@cache
def drawn() -> DrawnPlan:
    return draw_up(CONFIG, little_inputs())


def test_money_adds_up_to_the_won() -> None:
    plan = drawn()
    assert sum(site.won for site in plan.sites) == sum(fund.used for fund in plan.funds)
    for site in plan.sites:
        assert sum(site.paid.values()) == site.won
    for fund in plan.funds:
        assert fund.used == sum(site.paid.get(fund.code, 0) for site in plan.sites)
        assert fund.used <= fund.won


def test_limits_are_kept_and_the_gap_is_proven() -> None:
    plan = drawn()
    assert 0 < len(plan.sites) <= 3
    assert plan.gap <= CONFIG.solve.gap
    assert plan.bound >= plan.objective > 0


def test_every_site_has_its_cameras_and_says_why() -> None:
    for site in drawn().sites:
        kinds = sorted(heading.kind for heading in site.headings)
        assert kinds in (["fixed", "ptz"], ["fixed", "fixed"])
        assert sum(reason.points for reason in site.why) == pytest.approx(site.score)
        assert site.gain > 0
        assert all(0.0 <= heading.bearing_deg < 360.0 for heading in site.headings)


def test_coverage_rises_and_no_dong_loses() -> None:
    plan = drawn()
    everything = plan.coverage[0]
    assert everything.after > everything.before
    assert all(one.after >= one.before for one in (*plan.by_dong, *plan.by_purpose))
    assert [one.name for one in plan.by_dong] == ["가동", "나동"]


def test_sites_are_counted_by_who_asked_for_them() -> None:
    plan = drawn()
    assert plan.origins.keys() == {origin.value for origin in Origin}
    asked = sum("req_1" in site.requests for site in plan.sites)
    assert plan.origins["complaint"] == asked


def test_it_is_no_worse_than_what_offices_do() -> None:
    names = {one.name: one for one in drawn().beside}
    assert names.keys() == {"rank_list", "greedy"}
    assert all(one.more is None or one.more > -0.11 for one in names.values())


def test_the_same_question_has_the_same_answer() -> None:
    again = draw_up(CONFIG, little_inputs())
    assert [site.candidate_id for site in again.sites] == [
        site.candidate_id for site in drawn().sites
    ]


def test_sources_and_warnings_are_said() -> None:
    plan = drawn()
    assert plan.sources == little_inputs().sources
    assert any("범죄" in warning.ko for warning in plan.warnings)


def test_more_money_is_never_worth_less() -> None:
    curve = draw_up(CONFIG, little_inputs(), with_curve=True).curve
    objectives = [step.objective for step in curve]
    assert objectives == sorted(objectives)
    assert all(step.bound >= step.objective - 1e-9 for step in curve)
    assert {step.more_won for step in curve} >= {0, 100_000_000}


def test_a_forced_site_is_in_the_plan_and_a_forbidden_one_is_not() -> None:
    first, second = drawn().sites[0].candidate_id, drawn().sites[1].candidate_id
    config = changed(forced=(second,), forbidden=(first,), by_hand=(second,))
    chosen = {site.candidate_id for site in draw_up(config, little_inputs()).sites}
    assert second in chosen
    assert first not in chosen


def test_what_cannot_be_is_said_with_the_limit() -> None:
    config = changed(
        limits=Limits(sites_min=3, sites_max=3),
        funds=(Fund(code="구비", kind=FundKind.DISTRICT, won=20_000_000),),
    )
    with pytest.raises(PlanImpossible) as no:
        draw_up(config, little_inputs())
    assert "sites" in (no.value.field or "")
    assert all(one.ko and one.en for one in no.value.told)


def test_a_quota_without_candidates_names_it() -> None:
    with pytest.raises(PlanImpossible) as no:
        draw_up(changed(quotas=Quotas(city_data=0.5)), little_inputs())
    assert "city_data" in (no.value.field or "")


def test_a_fault_that_only_the_arrays_show_is_said_in_both_languages() -> None:
    purses = tuple(msgspec.structs.replace(DISTRICT, code=f"구비 {n}") for n in range(11))
    with pytest.raises(FaultyInstance) as fault:
        draw_up(changed(funds=purses), little_inputs())
    (told,) = fault.value.told
    assert fault.value.field == "fund_won"
    assert "재원이 10개를 넘습니다" in told.ko
    assert "more than 10 purses" in told.en


def test_an_unknown_forced_site_names_the_field() -> None:
    with pytest.raises(PlanRefused) as fault:
        draw_up(changed(forced=("어딘가",)), little_inputs())
    assert fault.value.field == "forced"
    assert not isinstance(fault.value, PlanImpossible)


def test_progress_only_goes_forward() -> None:
    heard: list[Progress] = []
    draw_up(CONFIG, little_inputs(), heard.append)
    shares = [one.share for one in heard]
    assert shares == sorted(shares)
    assert heard[0].step == "grid"
    assert heard[-1].step == "compare"


def test_stopped_at_once_it_has_no_plan_or_says_that_it_was_stopped() -> None:
    try:
        plan = draw_up(CONFIG, little_inputs(), stop=lambda: True)
    except StoppedWithoutResult:
        return
    assert plan.proof in {"stopped", "within_gap", "optimal"}


def test_stopped_with_a_plan_made_by_hand_it_answers_that_or_better() -> None:
    by_hand = tuple(site.candidate_id for site in drawn().sites[:1])
    plan = draw_up(changed(by_hand=by_hand), little_inputs(), stop=lambda: True, with_curve=True)
    assert plan.sites
    assert plan.curve == ()


def test_a_purse_pays_only_for_what_it_may() -> None:
    police = Fund(
        code="특교세", kind=FundKind.SPECIAL_GRANT, won=50_000_000, origins=(Origin.POLICE,)
    )
    plan = draw_up(changed(funds=(DISTRICT, police)), little_inputs())
    for site in plan.sites:
        assert "특교세" not in site.paid or Origin.POLICE in site.origins
