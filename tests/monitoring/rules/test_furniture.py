"""What stands in a street for long is no news, whoever walks or is surer always is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.rules.furniture import (
    FORGOTTEN_S,
    SETTLED_LOOKS,
    SETTLED_S,
    SURER,
    Furniture,
)
from bongsu.monitoring.tracks.track import Box

TREE: Box = (0.80, 0.30, 0.86, 0.60)
BESIDE: Box = (0.20, 0.30, 0.26, 0.60)


def look(furniture: Furniture, at_s: float, *found: tuple[Box, float]) -> list[bool]:
    boxes = np.array([box for box, _ in found], np.float64).reshape(-1, 4)
    return [bool(one) for one in furniture.look(at_s * 1000, boxes, [each for _, each in found])]


def settled(score: float = 0.45, every_s: float = 2.0) -> tuple[Furniture, float]:
    """A tree that has been taken for somebody for some minutes, and the time."""
    furniture, at_s = Furniture(), 0.0
    while at_s < 4 * SETTLED_S:
        look(furniture, at_s, (TREE, score))
        at_s += every_s
    return furniture, at_s


def test_the_first_minute_is_news() -> None:
    furniture = Furniture()
    moments = np.arange(0.0, SETTLED_S, 2.0)
    assert [look(furniture, float(at), (TREE, 0.45)) for at in moments] == [[False]] * len(moments)


def test_what_stays_in_its_place_is_no_news_any_more() -> None:
    furniture, at_s = settled()
    assert look(furniture, at_s, (TREE, 0.45)) == [True]


def test_who_is_surer_than_it_ever_was_is_news_there() -> None:
    furniture, at_s = settled()
    assert look(furniture, at_s, (TREE, 0.45 + SURER + 0.01)) == [False]
    assert look(furniture, at_s + 2, (TREE, 0.45)) == [True], "somebody real teaches it nothing"


def test_who_stands_elsewhere_is_news_while_the_tree_is_not() -> None:
    furniture, at_s = settled()
    assert look(furniture, at_s, (TREE, 0.45), (BESIDE, 0.4)) == [True, False]


def test_what_flickers_at_long_intervals_settles_as_well() -> None:
    furniture, at_s = settled(every_s=40.0)
    assert look(furniture, at_s, (TREE, 0.45)) == [True]


def test_few_looks_settle_nothing() -> None:
    furniture = Furniture()
    for number in range(SETTLED_LOOKS - 1):
        look(furniture, number * 40.0, (TREE, 0.45))
    assert look(furniture, SETTLED_LOOKS * 40.0, (TREE, 0.45)) == [False]


def test_what_was_taken_away_is_forgotten() -> None:
    furniture, at_s = settled()
    assert look(furniture, at_s + FORGOTTEN_S + 1, (TREE, 0.45)) == [False]


def test_a_clock_that_goes_back_forgets() -> None:
    furniture, _ = settled()
    assert look(furniture, -10.0, (TREE, 0.45)) == [False]


def test_an_empty_picture_is_no_fault() -> None:
    assert look(Furniture(), 0.0) == []


@given(
    st.floats(0.02, 0.2),
    st.sampled_from([0.2, 1.0, 2.0]),
    st.integers(1, 8),
)
def test_passers_by_on_one_path_are_always_news(speed: float, every_s: float, lane: int) -> None:
    """At least a third of their own width in each look: a stroll at five pictures a second, and anything faster; one
    after the other for ten minutes. Who comes in may be taken for what stands there once, who walks never."""
    furniture, wide, at_s = Furniture(), 0.05, 0.0
    step = max(speed * every_s, wide / 3)
    while at_s < 600:
        left = 0.01 * lane
        is_first = True
        while left < 0.9:
            said = look(furniture, at_s, ((left, 0.3, left + wide, 0.6), 0.5))
            assert is_first or step > 0.3 or said == [False]
            left, at_s, is_first = left + step, at_s + every_s, False


@pytest.mark.parametrize("count", [1, 500])
def test_its_memory_is_bounded(count: int) -> None:
    furniture, at_s = settled()
    rng = np.random.default_rng(1)
    for _ in range(3):
        corners = rng.uniform(0, 0.7, (count, 2))
        boxes: list[tuple[Box, float]] = [((x, y, x + 0.01, y + 0.02), 0.3) for x, y in corners]
        look(furniture, at_s, *boxes)
        at_s += 1
    assert len(furniture) <= 64
    look(furniture, at_s - 0.5)
    assert look(furniture, at_s, (TREE, 0.45)) == [True], "what is known best stays"
