"""A date is read in every order in which it may be meant."""

import pytest

from bongsu.monitoring.health.clock.dates import dates_among


def groups(*lengths: int) -> list[list[int]]:
    made, at = [], 0
    for length in lengths:
        made.append(list(range(at, at + length)))
        at += length
    return made


def read(text: str, *lengths: int) -> set[str]:
    dates = dates_among(groups(*lengths))
    assert dates is not None
    return {str(one.date()) for one in dates.read([int(one) for one in text])}


@pytest.mark.parametrize(
    ("text", "lengths", "days"),
    [
        ("20261122", (4, 2, 2), {"2026-11-22"}),
        ("20261122", (8,), {"2026-11-22"}),
        ("22112026", (2, 2, 4), {"2026-11-22"}),
        ("03042026", (2, 2, 4), {"2026-04-03", "2026-03-04"}),
        ("261122", (2, 2, 2), {"2026-11-22", "2022-11-26"}),
        ("20269922", (4, 2, 2), set()),
    ],
)
def test_each_possible_order_counts(text: str, lengths: tuple[int, ...], days: set[str]) -> None:
    assert read(text, *lengths) == days


def test_a_number_before_the_date_is_no_part_of_it() -> None:
    dates = dates_among(groups(1, 4, 2, 2))
    assert dates is not None
    assert dates.places == (1, 2, 3, 4, 5, 6, 7, 8)


def test_digits_that_are_no_date_are_none() -> None:
    assert dates_among(groups(3, 2)) is None
    assert dates_among([]) is None
