"""Who may be there teaches hours, not scores."""

from datetime import datetime

from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.alarms.hours import Proposal, proposed


def at(*hours: int) -> list[datetime]:
    return [datetime(2026, 11, 2 + day, hour, 30, tzinfo=SEOUL) for day, hour in enumerate(hours)]


def test_five_at_the_same_hour_are_a_proposal() -> None:
    assert proposed(at(6, 6, 6, 6, 6), []) == Proposal(6, 7, 5)


def test_four_are_none() -> None:
    assert proposed(at(6, 6, 6, 6), []) is None


def test_over_midnight_it_is_one_span() -> None:
    assert proposed(at(23, 0, 23, 0, 23), []) == Proposal(23, 1, 5)


def test_spread_over_the_day_it_is_none() -> None:
    assert proposed(at(1, 5, 9, 13, 17, 21), []) is None


def test_one_in_five_may_lie_elsewhere() -> None:
    assert proposed(at(6, 6, 6, 6, 14), []) == Proposal(6, 7, 4)


def test_hours_in_which_somebody_really_came_are_not_left_out() -> None:
    assert proposed(at(6, 6, 6, 6, 6), at(6)) is None
    assert proposed(at(6, 6, 6, 6, 6), at(8)) is not None
