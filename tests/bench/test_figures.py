"""A figure says what it measured, what it should have been, and admits what it could not measure."""

import msgspec
import pytest

from bongsu.bench.call.promises import PROMISES
from bongsu.bench.figures import Promise, Reading, figures_of, percentile, reading

ASKED_FOR = {
    "message_to_feed_p95": 200,
    "warm_first_picture_p50": 70,
    "warm_first_picture_p95": 150,
    "cold_first_picture_p95_gop1": 1300,
    "cold_first_picture_p95_gop2": 2300,
    "cold_first_picture_p95_gop4": 4300,
    "room_first_picture_p50": None,
    "room_first_picture_p95": None,
    "still_p95": 300,
    "withdraw_to_last_picture_p95": 1000,
    "viewers1_cpu": None,
    "viewers10_cpu": None,
    "viewers50_cpu": 5,
    "pull100_cpu": 15,
    "sees_p99": 5,
    "frozen_shown_p95": 5000,
    "back_to_picture_p95": 3000,
    "first_tile_sees": None,
    "first_tile_sees_unknown": None,
    "message_to_feed_p50": None,
    "message_to_feed_p99": None,
}


@pytest.mark.parametrize(
    ("percent", "expected"), [(0, 1), (50, 5), (90, 9), (95, 10), (99, 10), (100, 10)]
)
def test_a_percentile_is_a_value_that_was_measured(percent: float, expected: float) -> None:
    assert percentile([10, 3, 1, 2, 4, 9, 8, 7, 6, 5], percent) == expected


def test_with_one_value_every_percentile_is_that_value() -> None:
    assert {percentile([7.5], percent) for percent in (0, 50, 95, 99, 100)} == {7.5}


def test_p95_of_twenty_leaves_out_exactly_the_slowest() -> None:
    assert percentile(list(range(1, 21)), 95) == 19


def test_a_reading_says_how_often_it_was_repeated() -> None:
    seen = reading([1.234, 5.678], 50, {"other": 9.0})
    assert seen == Reading(1.23, {"other": 9.0, "repeats": 2})


def test_nothing_measured_is_no_value_and_says_so() -> None:
    seen = reading([], 95)
    assert seen.value is None
    assert seen.why


@pytest.mark.parametrize(("name", "target"), ASKED_FOR.items())
def test_every_name_is_promised_with_its_target(name: str, target: float | None) -> None:
    assert PROMISES[name].target == target


def test_names_are_lower_case_without_a_unit() -> None:
    for name in PROMISES:
        assert name == name.lower()
        assert not name.endswith(("_ms", "_s", "_percent"))


def test_every_promised_name_is_answered_in_order_even_when_nothing_was_measured() -> None:
    figures = figures_of(PROMISES, {})
    assert [one.name for one in figures] == list(PROMISES)
    assert all(one.value is None and one.met is False and one.why for one in figures)


def test_what_was_measured_beyond_the_promises_comes_last() -> None:
    figures = figures_of({"one": Promise("ms", 5)}, {"two": Reading(1.0), "one": Reading(5.0)})
    assert [one.name for one in figures] == ["one", "two"]


@pytest.mark.parametrize(
    ("promise", "value", "met"),
    [
        (Promise("ms", 5), 5.0, True),
        (Promise("ms", 5), 5.01, False),
        (Promise("share", 0.5, "higher"), 0.5, True),
        (Promise("share", 0.5, "higher"), 0.49, False),
        (Promise("ms"), 99.0, None),
        (Promise("ms", 5), None, False),
    ],
)
def test_met_means_no_worse_than_the_target(
    promise: Promise, value: float | None, met: bool | None
) -> None:
    [figure] = figures_of({"x": promise}, {"x": Reading(value)})
    assert figure.met is met


def test_a_target_that_follows_from_the_run_wins() -> None:
    promise = Promise("share", better="higher")
    [figure] = figures_of({"x": promise}, {"x": Reading(0.4, target=0.3)})
    assert (figure.target, figure.met) == (0.3, True)


def test_a_figure_on_the_wire_has_the_form_of_all_benches() -> None:
    [figure] = figures_of({"x": Promise("ms", 200)}, {"x": Reading(143.0, {"plain_open": 1480.0})})
    assert msgspec.to_builtins(figure) == {
        "name": "x",
        "value": 143.0,
        "unit": "ms",
        "target": 200,
        "better": "lower",
        "met": True,
        "beside": {"plain_open": 1480.0},
    }


def test_why_is_on_the_wire_only_when_there_is_something_to_explain() -> None:
    [figure] = figures_of({"x": Promise("ms", 1)}, {"x": Reading(None, why="no chromium")})
    assert msgspec.to_builtins(figure)["why"] == "no chromium"
    assert msgspec.to_builtins(figure)["value"] is None
