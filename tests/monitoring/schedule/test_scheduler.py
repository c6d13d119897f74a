"""Whom a worker looks at next: nobody starves, nothing is overspent, and what is short is short for all alike."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.schedule.scheduler import LATE_BY, Scheduler, Spending, hour_of_week
from tests.monitoring.schedule.days import MORNING, Day

INTERVALS = st.lists(st.floats(3.0, 60.0), min_size=1, max_size=40)


def named(intervals: list[float]) -> dict[str, float]:
    return {f"cam_{number}": interval for number, interval in enumerate(intervals)}


@settings(max_examples=25)
@given(INTERVALS)
def test_with_enough_to_spend_nobody_starves(intervals: list[float]) -> None:
    needed = sum(0.02 / interval for interval in intervals)
    day = Day(Spending(cores=needed * 1.5 + 0.05), named(intervals))
    day.run(180.0)
    for camera_id, interval_s in day.intervals.items():
        # a turn comes with the next tenth of a second, and one look at a time
        assert day.longest(camera_id) <= interval_s + 0.6, camera_id


@settings(max_examples=25)
@given(INTERVALS, st.floats(0.01, 0.5), st.floats(0.005, 0.2))
def test_never_more_is_spent_than_may_be(
    intervals: list[float], cores: float, cost_s: float
) -> None:
    day = Day(Spending(cores=cores), named(intervals), costs=cost_s)
    day.run(60.0)
    burst_s = 0.5 * cores
    assert day.spent_s <= 60.2 * cores + burst_s + cost_s


def test_when_it_is_short_all_wait_longer_in_the_same_measure() -> None:
    intervals = {f"fast_{n}": 5.0 for n in range(10)} | {f"slow_{n}": 20.0 for n in range(10)}
    needed = sum(0.02 / interval for interval in intervals.values())
    day = Day(Spending(cores=needed / 2), intervals)
    day.run(600.0)
    stretch = [600.0 / len(day.looks[key]) / interval for key, interval in intervals.items()]
    assert min(stretch) > 1.7
    assert max(stretch) < 1.25 * min(stretch)
    # the coarse steps of key pictures come on top
    assert all(day.longest(key) < 3.5 * interval for key, interval in intervals.items())


def test_a_camera_seen_less_often_than_stated_is_told_to_be_late() -> None:
    day = Day(Spending(cores=0.02), {f"cam_{n}": 10.0 for n in range(40)})
    day.run(120.0)
    seen = day.scheduler.seen("cam_3", day.now)
    assert seen.is_late
    assert seen.interval_s > 10.0 * LATE_BY
    assert seen.looked_at is not None


def test_one_seen_as_often_as_stated_is_not_late() -> None:
    day = Day(Spending(cores=1.0), {f"cam_{n}": 10.0 for n in range(10)})
    day.run(30.0)
    assert not any(day.scheduler.seen(key, day.now).is_late for key in day.intervals)


def test_what_is_left_goes_where_something_is_to_be_seen() -> None:
    def chance(camera_id: str, _at: float) -> float:
        return 0.3 if camera_id == "busy" else 0.0

    intervals = {f"empty_{n}": 30.0 for n in range(20)} | {"busy": 30.0}
    day = Day(Spending(cores=0.04), intervals, chance=chance)
    day.run(600.0)
    others = max(len(day.looks[key]) for key in intervals if key != "busy")
    assert len(day.looks["busy"]) > 1.5 * others


def test_a_weightier_camera_is_looked_at_more_often() -> None:
    intervals = {f"cam_{n}": 30.0 for n in range(20)}
    day = Day(Spending(cores=0.04), intervals, weights={"cam_5": 8.0})
    day.run(600.0)
    assert len(day.looks["cam_5"]) > 1.5 * len(day.looks["cam_6"])


def test_unusual_packet_sizes_bring_a_camera_forward_and_hold_none_back() -> None:
    scheduler = Scheduler(Spending(cores=1.0))
    for camera_id in ("calm", "unusual"):
        scheduler.add(camera_id, MORNING, interval_s=10.0)
        for _ in range(30):
            scheduler.sizes(camera_id, 1000.0 + 10 * (_ % 3))
    for camera_id in ("calm", "unusual"):
        scheduler.offered(camera_id, MORNING)
        assert scheduler.next(MORNING) is not None
    scheduler.sizes("unusual", 9000.0)
    for camera_id in ("calm", "unusual"):
        scheduler.offered(camera_id, MORNING + 2)
    order = [scheduler.next(MORNING + 3), scheduler.next(MORNING + 3)]
    assert [look.camera_id for look in order if look] == ["unusual", "calm"]


def test_a_new_camera_is_due_at_once() -> None:
    scheduler = Scheduler(Spending(cores=1.0))
    scheduler.add("cam_1", MORNING, interval_s=10.0)
    assert scheduler.next(MORNING) is None
    scheduler.offered("cam_1", MORNING)
    look = scheduler.next(MORNING)
    assert look is not None
    assert look.is_overdue


def test_only_the_newest_picture_waits() -> None:
    scheduler = Scheduler(Spending(cores=1.0))
    scheduler.add("cam_1", MORNING, interval_s=10.0)
    for second in range(3):
        scheduler.offered("cam_1", MORNING + second)
    look = scheduler.next(MORNING + 3)
    assert look is not None
    assert look.at == MORNING + 2
    assert scheduler.next(MORNING + 3) is None


def test_a_camera_removed_or_withdrawn_is_not_looked_at() -> None:
    scheduler = Scheduler(Spending(cores=1.0))
    for camera_id in ("removed", "withdrawn"):
        scheduler.add(camera_id, MORNING, interval_s=10.0)
        scheduler.offered(camera_id, MORNING)
    scheduler.remove("removed")
    scheduler.withdrawn("withdrawn")
    assert scheduler.next(MORNING) is None
    assert "withdrawn" in scheduler
    assert len(scheduler) == 1


def test_a_look_that_cost_more_than_thought_is_paid_back_first() -> None:
    scheduler = Scheduler(Spending(cores=0.1), {"look": 0.01})
    for camera_id in ("a", "b"):
        scheduler.add(camera_id, MORNING, interval_s=10.0)
        scheduler.offered(camera_id, MORNING)
    look = scheduler.next(MORNING)
    assert look is not None
    scheduler.spent(look, 1.0, MORNING)
    assert scheduler.next(MORNING + 5.0) is None
    assert 0.0 < scheduler.due_in(MORNING + 5.0) <= 1.0
    assert scheduler.next(MORNING + 11.0) is not None


def test_what_is_spent_beside_the_looks_counts() -> None:
    scheduler = Scheduler(Spending(cores=0.1), {"look": 0.01})
    scheduler.add("a", MORNING, interval_s=10.0)
    scheduler.offered("a", MORNING)
    scheduler.charge(0.5, MORNING)
    assert scheduler.next(MORNING + 1.0) is None


@pytest.mark.parametrize(
    ("at", "hour"),
    [(MORNING, 6 * 24 + 9), (MORNING + 15 * 3600, 0), (0.0, 3 * 24 + 9)],
)
def test_the_hour_of_the_week_is_seouls(at: float, hour: int) -> None:
    assert hour_of_week(at) == hour


def test_a_decision_among_four_thousand_costs_little() -> None:
    """Processor time, with room for a machine ten times slower than ours (12 µs)."""
    scheduler = Scheduler(Spending(cores=200.0))
    ids = [f"cam_{number}" for number in range(4000)]
    for number, camera_id in enumerate(ids):
        scheduler.add(camera_id, MORNING, interval_s=5.0 + number % 7)
    looks, began_s = 0, time.process_time()
    for second in range(2):
        for camera_id in ids:
            scheduler.offered(camera_id, MORNING + second)
        while (look := scheduler.next(MORNING + second)) is not None:
            looks += 1
            scheduler.spent(look, 0.005, MORNING + second)
            scheduler.saw(look.camera_id, look.at, (looks % 9) / 10)
    assert looks > 4000
    assert (time.process_time() - began_s) / looks < 300e-6
    assert math.isfinite(scheduler.due_in(MORNING + 3))
