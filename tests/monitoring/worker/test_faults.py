"""One camera's faults: how many are borne, how long it is left alone, and when they are forgotten."""

from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.worker.faults import MOST_A_MINUTE, Faults


def test_single_faults_are_borne_and_counted() -> None:
    faults = Faults()
    for minute in range(10):
        assert not faults.add(minute * 61.0, "bad picture")
    assert faults.count == 10
    assert not faults.is_isolated(700.0)


def test_several_in_a_minute_isolate() -> None:
    faults = Faults()
    assert [faults.add(float(n), "x") for n in range(MOST_A_MINUTE)] == [
        *[False] * (MOST_A_MINUTE - 1),
        True,
    ]
    assert faults.is_isolated(5.0)
    assert not faults.is_isolated(100.0)


def test_one_stall_isolates_at_once() -> None:
    assert Faults().add(0.0, "stalled", is_stall=True)


@given(st.integers(1, 12))
def test_each_time_it_is_left_alone_for_longer_up_to_five_minutes(times: int) -> None:
    faults, now, before_s = Faults(), 0.0, 0.0
    for _ in range(times):
        assert faults.add(now, "x", is_stall=True)
        alone_s = faults.until - now
        assert before_s <= alone_s <= 300.0
        assert alone_s > before_s or alone_s == 300.0
        before_s, now = alone_s, faults.until


def test_one_that_fails_again_right_away_waits_longer_without_five_more() -> None:
    faults = Faults()
    faults.add(0.0, "x", is_stall=True)
    assert faults.add(faults.until, "x")


def test_after_a_good_minute_all_is_forgotten_but_the_count() -> None:
    faults = Faults()
    faults.add(0.0, "x", is_stall=True)
    faults.went_well(faults.until + 1.0)
    assert faults.tries == 1
    assert faults.problem == "x"
    faults.went_well(faults.until + 61.0)
    assert (faults.tries, faults.problem, faults.count) == (0, "", 1)
