"""Most worth within money and count, beside the list by age."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.choose import choose, oldest_first

ALL = np.ones(3, dtype=bool)


def rule(won: int | None = None, most: int | None = None) -> Replacement:
    return Replacement(won=won, most=most)


def won(*prices: int) -> np.ndarray:
    return np.array(prices, dtype=np.int64)


def test_worth_per_won_is_not_enough_when_money_remains() -> None:
    # the best ratio alone (0) leaves 4 million unspent; 1 and 2 together are worth more
    found = choose(np.array([5.0, 4.0, 4.0]), won(6, 5, 5), ALL, rule(won=10))
    assert found.chosen.tolist() == [1, 2]
    assert found.objective == pytest.approx(8.0)
    assert found.bound == pytest.approx(8.0, rel=1e-4)


def test_a_count_may_bind_before_the_money() -> None:
    found = choose(np.array([5.0, 4.0, 3.0]), won(1, 1, 1), ALL, rule(won=10, most=2))
    assert found.chosen.tolist() == [0, 1]


def test_a_count_alone_is_a_limit_too() -> None:
    assert choose(np.array([1.0, 4.0, 3.0]), won(9, 9, 9), ALL, rule(most=1)).chosen.tolist() == [1]


def test_when_everything_fits_everything_of_worth_goes() -> None:
    found = choose(np.array([1.0, 0.0, 3.0]), won(1, 1, 1), ALL, rule(won=10))
    assert found.chosen.tolist() == [0, 2]
    assert found.bound == found.objective == 4.0


def test_who_is_not_eligible_is_not_chosen() -> None:
    found = choose(np.array([9.0, 1.0, 1.0]), won(1, 1, 1), np.array([False, True, True]), rule(1))
    assert len(found.chosen) == 1
    assert 0 not in found.chosen


def test_nothing_fits_into_no_money() -> None:
    found = choose(np.array([1.0, 1.0, 1.0]), won(5, 5, 5), ALL, rule(won=4))
    assert found.chosen.tolist() == []
    assert found.objective == 0.0


def test_money_is_kept_to_the_won() -> None:
    found = choose(
        np.array([1.0, 1.0, 1.0]),
        won(500_000_001, 500_000_000, 500_000_000),
        ALL,
        rule(won=1_000_000_000),
    )
    assert found.chosen.tolist() == [1, 2]


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(1, 9)), min_size=1, max_size=8),
    st.integers(1, 30),
    st.integers(1, 8),
)
@settings(max_examples=40, deadline=None)
def test_it_is_as_good_as_trying_everything(
    cameras: list[tuple[int, int]], money: int, most: int
) -> None:
    worth = np.array([value for value, _ in cameras], dtype=float)
    prices = won(*[price for _, price in cameras])
    found = choose(worth, prices, np.ones(len(cameras), dtype=bool), rule(won=money, most=most))
    best = max(
        worth[list(some)].sum()
        for size in range(min(most, len(cameras)) + 1)
        for some in combinations(range(len(cameras)), size)
        if prices[list(some)].sum() <= money
    )
    assert prices[found.chosen].sum() <= money
    assert found.objective == pytest.approx(best)
    assert found.bound >= found.objective


def test_oldest_first_goes_down_the_list() -> None:
    ages = np.array([3.0, 9.0, np.nan, 5.0])
    four = np.ones(4, dtype=bool)
    assert oldest_first(ages, won(1, 1, 1, 1), four, rule(most=2)).tolist() == [1, 3]
    assert oldest_first(ages, won(1, 1, 1, 1), four, rule(won=9)).tolist() == [1, 3, 0, 2]


def test_oldest_first_passes_over_what_is_too_dear() -> None:
    found = oldest_first(np.array([9.0, 8.0, 7.0]), won(5, 9, 4), ALL, rule(won=10, most=5))
    assert found.tolist() == [0, 2]


def test_oldest_first_keeps_the_rule_too() -> None:
    found = oldest_first(
        np.array([9.0, 8.0, 7.0]), won(1, 1, 1), np.array([False, True, True]), rule(won=9, most=1)
    )
    assert found.tolist() == [1]
