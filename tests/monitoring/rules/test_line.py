"""Lines: who crosses, which way, and who only trembles at it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.detectors.found import VEHICLES, Thing
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, every, watch
from tests.monitoring.rules.walkers import judged
from tests.monitoring.tracks.made import One, standing, walk

UPWARDS = ((0.5, 0.95), (0.5, 0.3))
"""Drawn from below to above: its left is the picture's left."""
RULE = Rule(rule_id="r", kind=RuleKind.LINE_CROSSING, points=UPWARDS)
EITHER = Rule(rule_id="r", kind=RuleKind.LINE_CROSSING, points=UPWARDS, both_ways=True)
WRONG = Rule(rule_id="r", kind=RuleKind.WRONG_WAY, points=UPWARDS, things=VEHICLES)


def walked(
    start: float, end: float, rate: float, y: float = 0.8, seconds: float = 8
) -> list[Looked]:
    return [(at_ms, [One(box)]) for at_ms, box in walk((start, y), (end, y), seconds, rate)]


@pytest.mark.parametrize("rate", [15.0, 5.0, 1.0, 0.5])
def test_who_crosses_from_left_to_right_is_told_once(rate: float) -> None:
    (began,) = begun(watch(RULE, walked(0.3, 0.7, rate)))
    assert began.at_ms == pytest.approx(4_000, abs=max(600, 1_000 / rate + 1))


def test_the_other_way_is_told_only_where_both_are_asked_for() -> None:
    assert not watch(RULE, walked(0.7, 0.3, 5))
    assert len(begun(watch(EITHER, walked(0.7, 0.3, 5)))) == 1


def test_beside_the_line_s_end_nobody_crosses_it() -> None:
    assert not watch(RULE, walked(0.3, 0.7, 5, y=0.25))


def test_who_turns_back_before_it_does_not_cross() -> None:
    looks = walked(0.3, 0.48, 5, seconds=4)
    back = [(at_ms + 4_200, ones) for at_ms, ones in walked(0.48, 0.3, 5, seconds=4)]
    assert not watch(EITHER, looks + back)


@settings(max_examples=40)
@given(st.lists(st.floats(-0.004, 0.004), min_size=10, max_size=60))
def test_a_box_that_trembles_on_the_line_crosses_nothing(steps: list[float]) -> None:
    looks = [(look * 200.0, [One(standing(0.5 + step, 0.8))]) for look, step in enumerate(steps)]
    assert not watch(EITHER, looks)


def test_a_track_that_breaks_at_the_line_still_crosses() -> None:
    looks = [
        (at_ms, [] if 3_800 <= at_ms <= 4_200 else [(1 if at_ms < 4_000 else 2, box)])
        for at_ms, box in walk((0.3, 0.8), (0.7, 0.8), 8, 5)
    ]
    assert len(begun(judged(RULE, looks))) == 1


def test_a_number_that_jumps_across_the_line_crosses_nothing() -> None:
    looks = []
    for look in range(40):
        left, right = standing(0.3, 0.8), standing(0.7, 0.8)
        swapped = (look // 5) % 2
        looks.append((look * 200.0, [(swapped, left), (1 - swapped, right)]))
    assert not judged(EITHER, looks)


def test_several_who_follow_each_other_are_one_occasion() -> None:
    looks: list[Looked] = []
    for at_ms, ones in walked(0.2, 0.8, 5):
        x = ones[0].box[0]
        looks.append((at_ms, [*ones, One(standing(x - 0.1, 0.9))]))
    said = watch(RULE, looks)
    assert len(begun(said)) == 1
    assert [raised.phase for raised in said].count(Phase.GOES_ON) == 1


def test_who_scores_too_low_is_not_told() -> None:
    looks = [(at_ms, [One(one.box, 0.35) for one in ones]) for at_ms, ones in walked(0.3, 0.7, 5)]
    assert not watch(RULE, looks)


def driven(xs: list[float]) -> list[Looked]:
    return [
        (look * 200.0, [One((x - 0.06, 0.6, x + 0.06, 0.75), thing=Thing.CAR)])
        for look, x in enumerate(xs)
    ]


def test_a_car_that_goes_the_wrong_way_is_told_and_one_that_goes_right_is_not() -> None:
    away = [0.2 + 0.03 * look for look in range(20)]
    assert len(begun(watch(WRONG, driven(away)))) == 1
    assert not watch(WRONG, driven(away[::-1]))


def test_a_car_that_rolls_over_the_line_and_back_has_not_gone_the_wrong_way() -> None:
    into = [0.3 + 0.025 * look for look in range(10)]
    out = [0.48 - 0.03 * look for look in range(8)]
    assert not watch(WRONG, driven(into + out))


def test_a_rule_that_is_no_line_says_nothing() -> None:
    bad = Rule(rule_id="r", kind=RuleKind.LINE_CROSSING)
    assert not watch(bad, every(0.2, 2, One(standing(0.5, 0.8))))
