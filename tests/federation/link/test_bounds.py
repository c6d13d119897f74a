"""How much one peer may send, by a clock of the test's own."""

from dataclasses import dataclass

import pytest

from bongsu.federation.link.bounds import Bounds, Bucket
from bongsu.federation.link.settings import LinkSettings


@dataclass
class Seconds:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


SETTINGS = LinkSettings(
    messages_per_s=10, bytes_per_s=1000, at_once=2, flood_refusals=5, flood_s=3.0
)


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def bounds(seconds: Seconds) -> Bounds:
    return Bounds(SETTINGS, seconds)


def taken(bounds: Bounds, size: int = 1) -> int:
    """How many messages of this size are taken before one is refused."""
    count = 0
    while not bounds.problem(size, is_message=True):
        count += 1
    return count


def test_two_seconds_worth_may_come_at_once_and_then_the_rate(
    bounds: Bounds, seconds: Seconds
) -> None:
    assert taken(bounds) == 20
    assert "messages a second" in bounds.problem(1, is_message=True)
    seconds.now += 1
    assert taken(bounds) == 10
    seconds.now += 3600
    assert taken(bounds) == 20, "an idle hour saves up no flood"


def test_bytes_are_bounded_beside_messages(bounds: Bounds, seconds: Seconds) -> None:
    assert taken(bounds, size=500) == 4
    assert "bytes a second" in bounds.problem(500, is_message=True)
    seconds.now += 1
    assert taken(bounds, size=500) == 2


def test_what_is_refused_costs_nothing_of_what_may_come(bounds: Bounds, seconds: Seconds) -> None:
    assert bounds.problem(10_000, is_message=True)
    assert taken(bounds) == 20


def test_no_more_than_so_many_are_under_way(bounds: Bounds) -> None:
    bounds.under_way = 2
    assert "under way" in bounds.problem(1, is_message=True)
    assert not bounds.problem(1, is_message=False), "a busy peer is still asked whether it lives"
    bounds.under_way = 1
    assert not bounds.problem(1, is_message=True)


def test_refusals_are_counted_and_the_last_is_named(bounds: Bounds) -> None:
    bounds.refuse("one")
    bounds.refuse("two")
    assert (bounds.refused, bounds.refused_last) == (2, "two")


def test_many_refusals_within_a_second_are_a_flood_for_a_while(
    bounds: Bounds, seconds: Seconds
) -> None:
    for _ in range(5):
        assert bounds.deaf_for_s == 0
        bounds.refuse("flood")
    assert bounds.deaf_for_s == 3.0
    seconds.now += 2.5
    assert bounds.deaf_for_s == 0.5
    seconds.now += 1
    assert bounds.deaf_for_s == 0


def test_refusals_spread_over_time_are_none(bounds: Bounds, seconds: Seconds) -> None:
    for _ in range(50):
        bounds.refuse("now and then")
        seconds.now += 0.3
    assert bounds.deaf_for_s == 0
    assert bounds.refused == 50


def test_a_clock_that_stands_still_fills_nothing(seconds: Seconds) -> None:
    bucket = Bucket(5, seconds)
    bucket.take(10)
    assert not bucket.holds(1)
    assert not bucket.holds(1)
