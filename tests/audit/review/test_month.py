"""Months as Seoul's calendar has them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.review.month import (
    after,
    begins,
    due_at,
    made_from,
    month_named,
    month_of,
    months_between,
)
from bongsu.audit.review.row import night_of, seoul_day, seoul_hour
from bongsu.audit.review.settings import ReviewSettings
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (zone is added)


@given(MOMENTS)
def test_a_moment_lies_in_its_month(at: datetime) -> None:
    month = month_of(at)
    assert begins(month) <= at < begins(after(month))
    assert month_named(month) == month


@given(MOMENTS)
def test_hours_and_days_are_seouls(at: datetime) -> None:
    seoul = at.astimezone(SEOUL)
    assert seoul_hour(at.timestamp()) == seoul.hour
    assert (
        seoul_day(at.timestamp())
        == seoul.date().toordinal() - datetime(1970, 1, 1, tzinfo=UTC).toordinal()
    )


@pytest.mark.parametrize(
    ("hour", "night"), [(0, -1), (5, -1), (6, None), (21, None), (22, 0), (23, 0)]
)
def test_a_night_belongs_to_its_evening(hour: int, night: int | None) -> None:
    at = datetime(2026, 10, 9, hour, 30, tzinfo=SEOUL).timestamp()
    found = night_of(at, (22, 6))
    assert (found if found is None else found - seoul_day(at)) == night


def test_years_end_too() -> None:
    assert after("2026-12") == "2027-01"
    assert months_between("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert months_between("2026-11", "2026-10") == []


def test_a_review_is_made_at_night_and_due_on_the_tenth_day() -> None:
    limits = ReviewSettings()
    assert made_from("2026-10", limits) == datetime(2026, 11, 1, 3, tzinfo=SEOUL)
    assert due_at("2026-10", limits) == datetime(2026, 11, 11, tzinfo=SEOUL)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "1999-01", "2026-1", "2026-10 "]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        month_named(text)
    assert refused.value.field == "month"
