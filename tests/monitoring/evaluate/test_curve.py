"""Recall against load: what counts as shown, for how long, and between which bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.evaluate.curve import (
    Alarmed,
    Happened,
    Screen,
    curve,
    events_shown,
    point,
    shown_s,
    wilson,
)

SCREEN = Screen(looks_s=8.0, lingers_s=10.0, late_s=2.0)


def alarm(
    at: float, last: float | None = None, camera: str = "a", *, is_true: bool = True
) -> Alarmed:
    return Alarmed(camera, at, at if last is None else last, 0.6, is_true)


def test_an_alarm_is_on_the_screen_until_the_verdict() -> None:
    assert shown_s([alarm(100.0, 130.0)], SCREEN) == 8.0


def test_without_a_verdict_until_it_is_over_and_a_little_longer() -> None:
    assert shown_s([alarm(100.0, 130.0)], Screen(looks_s=None)) == 40.0


def test_two_alarms_of_one_camera_show_it_once() -> None:
    assert shown_s([alarm(100.0), alarm(105.0)], SCREEN) == 13.0
    assert shown_s([alarm(100.0), alarm(100.0, camera="b")], SCREEN) == 16.0
    assert shown_s([alarm(100.0), alarm(200.0)], SCREEN) == 16.0


@pytest.mark.parametrize(
    ("at", "is_shown"), [(95.0, True), (91.0, False), (104.0, True), (112.0, True), (112.1, False)]
)
def test_an_event_is_shown_while_it_runs_or_a_key_interval_later(
    at: float, *, is_shown: bool
) -> None:
    event = Happened("a", 100.0, 110.0)
    assert bool(events_shown([alarm(at)], [event], SCREEN)) is is_shown


def test_an_alarm_on_nobody_shows_no_event() -> None:
    event = Happened("a", 100.0, 110.0)
    assert not events_shown([alarm(101.0, is_true=False)], [event], SCREEN)


def test_nor_does_one_of_another_camera() -> None:
    assert not events_shown([alarm(101.0, camera="b")], [Happened("a", 100.0, 110.0)], SCREEN)


def test_a_point_says_all_of_its_threshold() -> None:
    events = [Happened("a", 100.0, 110.0), Happened("a", 300.0, 310.0)]
    alarms = [alarm(101.0, 105.0), alarm(200.0, is_true=False)]
    found = point(0.45, alarms, events, 1600.0)
    assert (found.recall, found.shown, found.events, found.false_alarms) == (0.5, 1, 2, 1)
    assert found.share_shown == pytest.approx(0.01)
    assert found.low < 0.5 < found.high


def test_a_curve_goes_from_the_lowest_threshold_up() -> None:
    found = curve({0.6: [], 0.3: [alarm(1.0)]}, [Happened("a", 0.0, 2.0)], 100.0)
    assert [(one.threshold, one.recall) for one in found] == [(0.3, 1.0), (0.6, 0.0)]


def test_no_events_are_no_recall() -> None:
    assert point(0.5, [], [], 10.0).recall == 0.0


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # as prop.test of R without continuity correction gives them
    [(95, 100, 0.8882, 0.9785), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)  # fmt: skip
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-4)


def test_of_none_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 40), st.sampled_from("ab")), max_size=12))
def test_showing_less_never_takes_longer(spans: list[tuple[float, float, str]]) -> None:
    alarms = [alarm(at, at + more, camera) for at, more, camera in spans]
    whole = shown_s(alarms, SCREEN)
    assert 0.0 <= whole <= 8.0 * len(alarms) + 1e-6
    assert shown_s(alarms[1:], SCREEN) <= whole + 1e-6
    assert whole <= shown_s(alarms, Screen(looks_s=None)) + 1e-6


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_interval_holds_what_was_seen(hits: int, of: int) -> None:
    share = min(hits, of) / of
    low, high = wilson(min(hits, of), of)
    assert 0.0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1.0
