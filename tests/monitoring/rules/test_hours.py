"""When a rule is in force, in Seoul's day."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.rules.hours import is_in_force
from bongsu.monitoring.rules.rule import Hours

MONDAY = datetime(2026, 3, 2, tzinfo=SEOUL)
NIGHT = Hours(days=frozenset({4}), from_minute=22 * 60, to_minute=6 * 60)
"""Friday night."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def test_no_hours_are_always() -> None:
    assert is_in_force((), MONDAY)


@pytest.mark.parametrize(
    ("when", "force"),
    [
        (at(4, 21, 59), False),
        (at(4, 22), True),
        (at(5, 5, 59), True),
        (at(5, 6), False),
        (at(5, 22), False),
        (at(4, 5), False),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(when: datetime, force: bool) -> None:
    assert is_in_force((NIGHT,), when) is force


def test_sunday_night_runs_into_monday() -> None:
    sunday = Hours(days=frozenset({6}), from_minute=23 * 60, to_minute=60)
    assert is_in_force((sunday,), at(7, 0, 30))
    assert not is_in_force((sunday,), at(0, 23, 30))


def test_equal_ends_are_the_whole_day() -> None:
    assert is_in_force((Hours(days=frozenset({2})),), at(2, 23, 59))
    assert not is_in_force((Hours(days=frozenset({2})),), at(3, 0))


def test_until_midnight_is_until_midnight() -> None:
    evening = (Hours(from_minute=18 * 60, to_minute=1440),)
    assert is_in_force(evening, at(0, 23, 59))
    assert not is_in_force(evening, at(1, 0))


_hours = st.builds(
    Hours,
    days=st.frozensets(st.integers(0, 6)),
    from_minute=st.integers(0, 1439),
    to_minute=st.integers(0, 1440),
)


@given(_hours, st.integers(0, 7 * 1440 - 1))
def test_a_span_and_its_rest_make_up_the_day(hours: Hours, minute: int) -> None:
    """Of every day: in force in the span or in what is left of the day, never in both."""
    every = Hours(from_minute=hours.from_minute, to_minute=hours.to_minute)
    rest = Hours(from_minute=hours.to_minute % 1440, to_minute=hours.from_minute)
    when = MONDAY + timedelta(minutes=minute)
    whole = hours.from_minute == hours.to_minute % 1440
    assert is_in_force((every,), when) + is_in_force((rest,), when) == 1 + whole


@given(st.lists(_hours, min_size=1, max_size=4), st.integers(0, 7 * 1440 - 1))
def test_any_of_several_is_enough(several: list[Hours], minute: int) -> None:
    when = MONDAY + timedelta(minutes=minute)
    assert is_in_force(several, when) == any(is_in_force((each,), when) for each in several)
