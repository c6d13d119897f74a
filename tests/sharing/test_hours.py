"""Windows of Seoul time: which texts are one, which minutes they hold."""

from datetime import UTC, datetime

import pytest

from bongsu.sharing.hours import is_within, read_window


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:00-24:00", (0, 1440)),
        ("09:05-18:30", (545, 1110)),
        ("22:10-06:05", (1330, 365)),
        ("19:00-23:59", (1140, 1439)),
        ("20:00-00:00", (1200, 0)),
        ("23:59-00:00", (1439, 0)),
    ],
)
def test_a_window_is_two_minutes_of_the_day(text: str, minutes: tuple[int, int]) -> None:
    assert read_window(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "09:00",
        "9:00-18:00",
        "09:00-9:30",
        "09:00-24:01",
        "24:00-06:00",
        "25:00-06:00",
        "09:60-18:00",
        "09:00-18:60",
        "09:00-18:00 ",
        " 09:00-18:00",
        "09:00–18:00",
        "09:00-18:00,20:00-21:00",
    ],
)
def test_another_spelling_is_no_window_and_holds_nothing(text: str) -> None:
    assert read_window(text) is None
    assert not any(is_within((text,), _at(hour, 30)) for hour in range(24))


@pytest.mark.parametrize("text", ["00:00-00:00", "09:30-09:30"])
def test_an_empty_window_is_none(text: str) -> None:
    assert read_window(text) is None


def _at(hour: int, minute: int, second: int = 0) -> datetime:
    """Of Seoul, which is nine hours ahead and knows no summer time."""
    return datetime(2026, 11, 21, (hour - 9) % 24, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "held"),
    [(8, 59, False), (9, 0, True), (17, 29, True), (17, 30, False), (23, 0, False)],
)
def test_a_window_by_day_holds_its_start_and_not_its_end(
    hour: int, minute: int, held: bool
) -> None:
    assert is_within(("09:00-17:30",), _at(hour, minute, 59)) == held


@pytest.mark.parametrize(
    ("hour", "minute", "held"),
    [
        (21, 59, False),
        (22, 0, True),
        (23, 59, True),
        (0, 0, True),
        (5, 59, True),
        (6, 0, False),
        (12, 0, False),
    ],
)
def test_a_window_over_midnight_holds_both_of_its_parts(hour: int, minute: int, held: bool) -> None:
    assert is_within(("22:00-06:00",), _at(hour, minute)) == held


def test_no_windows_are_always_and_one_of_several_is_enough() -> None:
    assert is_within((), _at(3, 0))
    two = ("06:00-09:00", "unreadable", "17:00-20:00")
    assert [is_within(two, _at(hour, 0)) for hour in (5, 7, 12, 18, 21)] == [
        False,
        True,
        False,
        True,
        False,
    ]
