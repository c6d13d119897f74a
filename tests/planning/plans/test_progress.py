"""공정률, slip and the order of steps: pure rules."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.planning.plans.failures import StepRefused
from bongsu.planning.plans.planned_site import Step
from bongsu.planning.plans.progress import (
    DONE_SHARE,
    ORDER,
    Way,
    budgeted_from,
    check_step,
    late_days,
    may_become,
    missed,
    over_days,
    planned_progress_of,
    progress_of,
    usual_days,
    way_of,
    weighted,
)
from bongsu.planning.words import SiteState

START = date(2027, 2, 1)
DEADLINE = date(2027, 10, 31)


def day(number: int) -> date:
    return START + timedelta(days=number)


def way(
    state: SiteState,
    planned: dict[SiteState, date] | None = None,
    done: dict[SiteState, date] | None = None,
) -> Way:
    return Way(state, planned or {}, done or {})


def refused(site: Way, state: SiteState, on: date, *, reason: str = "", today: int = 300) -> str:
    with pytest.raises(StepRefused) as no:
        check_step(site, state, on, day(today), 20, reason)
    return no.value.field or ""


def test_a_state_is_followed_by_the_next_or_by_an_end() -> None:
    for before, after in pairwise(ORDER):
        assert may_become(before) == (after, SiteState.REJECTED)
    assert may_become(SiteState.ACCEPTED) == ()
    assert may_become(SiteState.REJECTED) == ()


def test_no_state_is_skipped() -> None:
    site = way(SiteState.SCORED, done={SiteState.SCORED: day(0)})
    assert refused(site, SiteState.HEARING, day(3)) == "state"
    check_step(site, SiteState.FIELD_SURVEY, day(3), day(3), 20, "")


def test_a_day_to_come_is_a_plan_and_no_fact() -> None:
    site = way(SiteState.SCORED, done={SiteState.SCORED: day(0)})
    assert refused(site, SiteState.FIELD_SURVEY, day(4), today=3) == "on"


def test_a_step_is_not_before_the_one_before() -> None:
    site = way(SiteState.FIELD_SURVEY, done={SiteState.FIELD_SURVEY: day(10)})
    assert refused(site, SiteState.HEARING, day(9)) == "on"
    check_step(site, SiteState.HEARING, day(10), day(10), 20, "")


def test_the_day_of_the_state_it_is_in_may_be_mended() -> None:
    site = way(SiteState.HEARING, done={SiteState.HEARING: day(12)})
    check_step(site, SiteState.HEARING, day(11), day(30), 20, "")


def test_the_hearing_runs_twenty_days_before_there_is_a_budget() -> None:
    site = way(SiteState.HEARING, done={SiteState.HEARING: day(10)})
    assert budgeted_from(site, 20) == day(30)
    assert refused(site, SiteState.BUDGETED, day(29)) == "on"
    check_step(site, SiteState.BUDGETED, day(30), day(30), 20, "")


def test_a_hearing_of_ten_days_in_an_urgent_case() -> None:
    site = way(SiteState.HEARING, done={SiteState.HEARING: day(10)})
    check_step(site, SiteState.BUDGETED, day(20), day(30), 10, "")


@pytest.mark.parametrize("state", [one for one in ORDER if one is not SiteState.ACCEPTED])
def test_a_site_may_be_rejected_before_acceptance_with_a_reason(state: SiteState) -> None:
    site = way(state)
    check_step(site, SiteState.REJECTED, day(5), day(5), 20, "한전주 사용 불가")
    assert refused(site, SiteState.REJECTED, day(5), reason="  ") == "reason"


@pytest.mark.parametrize("over", [SiteState.ACCEPTED, SiteState.REJECTED])
def test_after_an_end_nothing_follows(over: SiteState) -> None:
    for state in SiteState:
        if state is not over:
            assert refused(way(over), state, day(5), reason="이유") == "state"


def test_a_rejected_site_stays_rejected() -> None:
    assert refused(way(SiteState.REJECTED), SiteState.REJECTED, day(1), reason="다시") == "state"


def test_progress_rises_with_every_state_up_to_the_whole() -> None:
    shares = [progress_of(way(state)) for state in ORDER]
    assert shares == sorted(set(shares))
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert progress_of(way(SiteState.REJECTED)) == 0.0


def test_what_should_be_done_by_now_is_what_its_own_dates_say() -> None:
    site = way(SiteState.SCORED, {SiteState.FIELD_SURVEY: day(10), SiteState.HEARING: day(20)})
    assert planned_progress_of(site, day(9)) == 0.0
    assert planned_progress_of(site, day(10)) == DONE_SHARE[SiteState.FIELD_SURVEY]
    assert planned_progress_of(site, day(25)) == DONE_SHARE[SiteState.HEARING]


def test_late_is_what_is_overdue_else_what_was_done_last() -> None:
    planned = {SiteState.FIELD_SURVEY: day(10), SiteState.HEARING: day(20)}
    overdue = way(SiteState.SCORED, planned)
    assert late_days(overdue, day(10)) == 0
    assert late_days(overdue, day(14)) == 4
    early = way(SiteState.FIELD_SURVEY, planned, {SiteState.FIELD_SURVEY: day(7)})
    assert late_days(early, day(14)) == -3
    late = way(SiteState.FIELD_SURVEY, planned, {SiteState.FIELD_SURVEY: day(13)})
    assert late_days(late, day(14)) == 3
    assert late_days(late, day(26)) == 6


def test_a_finished_site_is_overdue_no_more() -> None:
    planned = {SiteState.ACCEPTED: day(100)}
    done = way(SiteState.ACCEPTED, planned, {SiteState.ACCEPTED: day(103)})
    assert late_days(done, day(400)) == 3
    assert missed(done, DEADLINE, day(400)) == ()
    assert late_days(way(SiteState.REJECTED, planned), day(400)) == 0


def test_the_expected_end_is_the_planned_one_moved_by_what_it_is_late() -> None:
    planned = {SiteState.FIELD_SURVEY: day(10), SiteState.ACCEPTED: DEADLINE}
    assert over_days(way(SiteState.SCORED, planned), DEADLINE, day(5)) == 0
    assert over_days(way(SiteState.SCORED, planned), DEADLINE, day(16)) == 6
    ahead = way(SiteState.FIELD_SURVEY, planned, {SiteState.FIELD_SURVEY: day(5)})
    assert over_days(ahead, DEADLINE, day(16)) == 0


def test_a_deadline_that_passed_is_said_with_its_days() -> None:
    today = DEADLINE + timedelta(days=9)
    (told,) = missed(way(SiteState.DESIGN), DEADLINE, today)
    assert "9일" in told.ko
    assert "9 days" in told.en
    assert over_days(way(SiteState.DESIGN), DEADLINE, today) == 9
    accepted = way(SiteState.ACCEPTED, done={SiteState.ACCEPTED: DEADLINE})
    assert over_days(accepted, DEADLINE, today) == 0


def test_without_a_deadline_or_a_planned_end_nothing_is_claimed() -> None:
    assert over_days(way(SiteState.SCORED), None, day(5)) is None
    assert over_days(way(SiteState.SCORED), DEADLINE, day(5)) is None
    assert over_days(way(SiteState.REJECTED), DEADLINE, day(900)) is None


def test_an_overdue_step_is_named_with_its_planned_day() -> None:
    (told,) = missed(way(SiteState.SCORED, {SiteState.HEARING: day(20)}), DEADLINE, day(23))
    assert told.ko == f"행정예고 예정일 {day(20)}이 3일 지났습니다."
    assert told.en == f"Public notice was planned for {day(20)}, 3 days ago."


def test_of_several_rows_about_one_thing_the_last_counts() -> None:
    steps = [
        Step(planned_site_id="ps", state=SiteState.HEARING, planned_on=day(20)),
        Step(planned_site_id="ps", state=SiteState.HEARING, planned_on=day(25)),
        Step(planned_site_id="ps", state=SiteState.FIELD_SURVEY, done_on=day(4)),
        Step(planned_site_id="ps", state=SiteState.FIELD_SURVEY, done_on=day(5)),
    ]
    found = way_of(SiteState.FIELD_SURVEY, steps)
    assert found.planned == {SiteState.HEARING: day(25)}
    assert found.done == {SiteState.FIELD_SURVEY: day(5)}


def test_a_plans_progress_weighs_sites_by_their_won() -> None:
    assert weighted([(30, 1.0), (10, 0.0)]) == 0.75
    assert weighted([(0, 1.0), (0, 0.0)]) == 0.5
    assert weighted([]) == 0.0


@given(whole=st.integers(min_value=0, max_value=900), hearing=st.integers(10, 120))
def test_usual_days_keep_the_order_the_hearing_and_the_deadline(whole: int, hearing: int) -> None:
    planned = usual_days(START, day(whole), hearing)
    days = [planned[state] for state in ORDER if state in planned]
    assert days == sorted(days)
    if planned:
        assert planned[SiteState.BUDGETED] >= planned[SiteState.HEARING] + timedelta(days=hearing)
        assert planned[SiteState.ACCEPTED] == day(whole)


def test_a_year_is_enough_for_usual_days() -> None:
    assert usual_days(START, DEADLINE, 20)
    assert usual_days(START, None, 20) == {}
