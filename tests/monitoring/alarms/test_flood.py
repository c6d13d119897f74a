"""A flood is said to be one, and is over only when it has been calm for ten minutes (EEMUA 191)."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.alarms.flood import NO_FLOOD, WINDOW, Flood, judged
from tests.monitoring.alarms.queue import NOW

LIMIT = 10


def test_ten_an_operator_are_no_flood_eleven_are() -> None:
    assert not judged(NO_FLOOD, 10, 1, LIMIT, NOW).is_on
    assert judged(NO_FLOOD, 11, 1, LIMIT, NOW) == Flood(NOW)


def test_two_operators_bear_twice_as_much() -> None:
    assert not judged(NO_FLOOD, 20, 2, LIMIT, NOW).is_on
    assert judged(NO_FLOOD, 21, 2, LIMIT, NOW).is_on


def test_with_nobody_at_work_one_is_reckoned_with() -> None:
    assert judged(NO_FLOOD, 11, 0, LIMIT, NOW).is_on


def test_it_says_since_when() -> None:
    since = NOW - timedelta(minutes=30)
    assert judged(Flood(since), 50, 1, LIMIT, NOW).since == since


def test_between_half_and_all_it_goes_on() -> None:
    flood = Flood(NOW - timedelta(minutes=9), NOW - timedelta(minutes=9))
    assert judged(flood, 5, 1, LIMIT, NOW) == Flood(flood.since)


def test_below_half_for_ten_minutes_it_is_over() -> None:
    since = NOW - timedelta(minutes=30)
    calm = judged(Flood(since), 4, 1, LIMIT, NOW)
    assert calm == Flood(since, NOW)
    assert judged(calm, 4, 1, LIMIT, NOW + timedelta(minutes=9)).is_on
    assert judged(calm, 0, 1, LIMIT, NOW + WINDOW) == NO_FLOOD


@given(st.integers(0, 40), st.integers(0, 4), st.integers(1, 20))
def test_it_never_begins_below_its_limit(number: int, operators: int, limit: int) -> None:
    flood = judged(NO_FLOOD, number, operators, limit, NOW)
    assert flood.is_on == (number > limit * max(1, operators))
