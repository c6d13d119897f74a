"""When training is due, when a seat closes, and what is said before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.identity.duties.rules import Lack, Notice, Standing, months_after, standing
from bongsu.identity.duties.settings import DutySettings
from bongsu.identity.people import Role

ADDED = date(2025, 11, 21)
DUE = date(2026, 11, 21)
USUAL = DutySettings()


def stands(
    today: date,
    *valid_until: date,
    role: Role = Role.OPERATOR,
    settings: DutySettings = USUAL,
    has_pledged: bool = True,
) -> Standing:
    return standing(role, ADDED, valid_until, today, settings, has_pledged=has_pledged)


def days(number: int) -> date:
    return DUE + timedelta(days=number)


def test_the_first_training_is_due_a_year_after_the_account() -> None:
    assert stands(ADDED).due_on == DUE
    assert stands(ADDED).seat_until == days(30)


@pytest.mark.parametrize(
    ("today", "notice", "is_closed"),
    [
        (days(-31), None, False),
        (days(-30), Notice.MONTH, False),
        (days(-8), Notice.MONTH, False),
        (days(-7), Notice.WEEK, False),
        (days(0), Notice.WEEK, False),
        (days(1), Notice.GRACE, False),
        (days(30), Notice.GRACE, False),
        (days(31), Notice.OVERDUE, True),
    ],
)
def test_a_notice_comes_before_and_the_seat_closes_after_the_grace(
    today: date, notice: Notice | None, is_closed: bool
) -> None:
    found = stands(today)
    assert (found.notice, found.is_seat_closed) == (notice, is_closed)


def test_the_longest_training_counts() -> None:
    assert stands(days(31), date(2025, 1, 1), days(100), days(40)).due_on == days(100)


def test_an_earlier_training_closes_earlier_than_the_account_alone() -> None:
    assert stands(ADDED, date(2025, 6, 1)).is_seat_closed


def test_without_grace_the_seat_closes_the_day_after() -> None:
    strict = DutySettings(training_grace_days=0)
    assert not stands(DUE, settings=strict).is_seat_closed
    assert stands(days(1), settings=strict).lacks == (Lack.TRAINING,)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_an_operators_seat_closes(role: Role) -> None:
    strict = DutySettings(pledge_required=True)
    assert not stands(days(900), role=role, settings=strict, has_pledged=False).is_seat_closed


def test_a_pledge_is_asked_for_and_closes_a_seat_only_where_the_centre_says_so() -> None:
    assert not stands(ADDED, has_pledged=False).is_seat_closed
    strict = DutySettings(pledge_required=True)
    assert stands(ADDED, settings=strict, has_pledged=False).lacks == (Lack.PLEDGE,)
    assert stands(days(31), settings=strict, has_pledged=False).lacks == (
        Lack.TRAINING,
        Lack.PLEDGE,
    )


def test_the_last_day_of_a_short_month_stands_for_a_long_one() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 31), 1) == date(2027, 1, 31)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_more_months_never_end_earlier(day: date, months: int) -> None:
    assert day <= months_after(day, months) <= months_after(day, months + 1)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 60), st.integers(0, 400))
def test_a_seat_that_closed_opens_by_no_waiting(day: date, grace: int, later: int) -> None:
    settings = DutySettings(training_grace_days=grace)
    if stands(day, settings=settings).is_seat_closed:
        assert stands(day + timedelta(days=later), settings=settings).is_seat_closed


def test_a_mistyped_year_in_the_register_breaks_nobodys_books() -> None:
    assert stands(DUE, date.max).seat_until == date.max
    assert not stands(DUE, date.max).is_seat_closed
