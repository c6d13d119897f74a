"""Won as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.planning.money.won import per, won_en, won_ko


@pytest.mark.parametrize(
    ("won", "korean"),
    [
        (0, "0원"),
        (1, "1원"),
        (9_999, "9,999원"),
        (10_000, "1만 원"),
        (12_345, "1만 2,345원"),
        (22_600_000, "2,260만 원"),
        (100_000_000, "1억 원"),
        (100_000_001, "1억 1원"),
        (410_000_000, "4억 1,000만 원"),
        (1_220_000_000, "12억 2,000만 원"),
        (1_300_000_000, "13억 원"),
        (1_234_567_890, "12억 3,456만 7,890원"),
        (126_500_000_000, "1,265억 원"),
        (1_000_000_000_000, "1조 원"),
        (12_000_500_000_000, "12조 5억 원"),
        (-300_000_000, "-3억 원"),
        (-1, "-1원"),
    ],
)
def test_money_reads_as_it_is_spoken(won: int, korean: str) -> None:
    assert won_ko(won) == korean


def test_english_groups_by_thousands() -> None:
    assert won_en(1_220_000_000) == "1,220,000,000 won"
    assert won_en(-5_000) == "-5,000 won"


def _read(korean: str) -> int:
    value, sign = 0, -1 if korean.startswith("-") else 1
    units = {"조": 10**12, "억": 10**8, "만": 10**4, "원": 1}
    for word in korean.removeprefix("-").replace(",", "").split():
        if word != "원":
            value += int(word[:-1]) * units[word[-1]]
    return sign * value


@given(st.integers(-(10**15), 10**15))
def test_not_a_won_is_lost_in_words(won: int) -> None:
    assert _read(won_ko(won)) == won


@pytest.mark.parametrize(
    ("won", "count", "each"),
    [(10, 4, 3), (9, 4, 2), (10, 5, 2), (0, 3, 0), (5, 0, None), (-10, 4, -2)],
)
def test_a_unit_cost_is_to_the_won(won: int, count: int, each: int | None) -> None:
    assert per(won, count) == each
