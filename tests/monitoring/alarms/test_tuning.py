"""Verdicts move the score: half the false alarms, never a confirmed one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.alarms.tuning import retune, safe_score
from bongsu.monitoring.words import RuleKind

scores = st.lists(st.floats(0.45, 1.0), max_size=60)


@given(scores, scores)
def test_it_never_passes_a_confirmed_one(real: list[float], false: list[float]) -> None:
    step = retune(0.45, real, false)
    assert all(one >= step.after for one in real)
    assert step.lost == 0.0


@given(scores, scores, st.floats(0.45, 0.9))
def test_it_never_goes_below_what_the_operator_set(
    real: list[float], false: list[float], score: float
) -> None:
    step = retune(score, real, false, floor=0.45)
    assert step.after >= 0.45
    assert retune(0.45, real, false).after >= 0.45


@given(scores, scores)
def test_once_taken_in_the_same_verdicts_move_nothing_more(
    real: list[float], false: list[float]
) -> None:
    first = retune(0.45, real, false)
    assert retune(first.after, real, false, floor=0.45).after == first.after


@given(scores, scores)
def test_what_is_expected_is_what_lies_below(real: list[float], false: list[float]) -> None:
    step = retune(0.45, real, false)
    gone = sum(one < step.after for one in false) / len(false) if false else 0.0
    assert step.cut == pytest.approx(gone, abs=1e-4)


def test_two_false_ones_move_nothing_unless_they_lay_apart() -> None:
    assert not retune(0.3, [], [0.35, 0.36]).is_change
    assert 0.35 < retune(0.3, [], [0.35, 0.36], lie_apart=True).after < 0.37
    assert not retune(0.3, [], [0.35], lie_apart=True).is_change


def test_with_nothing_confirmed_it_moves_little() -> None:
    false = [0.5] * 50 + [0.6] * 50
    assert 0.4 < retune(0.4, [], false).after < 0.46
    assert not retune(0.46, [], false).is_change


def test_of_a_candidate_it_moves_nothing_before_some_are_confirmed() -> None:
    assert not retune(0.45, [], [0.5] * 50, RuleKind.FALL_CANDIDATE).is_change


def test_the_more_that_is_confirmed_high_up_the_further_it_may_go() -> None:
    few = safe_score([0.8] * 3, RuleKind.INTRUSION)
    many = safe_score([0.8] * 60, RuleKind.INTRUSION)
    assert safe_score([], RuleKind.INTRUSION) < many
    assert few < many < 0.8


def test_a_confirmed_one_just_above_the_score_takes_it_back() -> None:
    step = retune(0.6, [0.605, 0.8, 0.82], [0.62] * 20, floor=0.45)
    assert step.after < 0.6


def test_false_ones_are_halved_over_two_hundred_verdicts() -> None:
    """A camera whose people are well seen, with much that is nobody just above the score."""
    chance = np.random.default_rng(7)
    real = np.clip(chance.normal(0.74, 0.06, 60), 0.45, 0.98).tolist()
    false = np.clip(chance.normal(0.52, 0.05, 140), 0.45, 0.9).tolist()
    step = retune(0.45, real, false)
    later_false = np.clip(chance.normal(0.52, 0.05, 2000), 0.45, 0.9)
    later_real = np.clip(chance.normal(0.74, 0.06, 2000), 0.45, 0.98)
    assert (later_false < step.after).mean() >= 0.5
    assert (later_real < step.after).mean() <= 0.01


def test_where_scores_do_not_tell_them_apart_it_leaves_them() -> None:
    chance = np.random.default_rng(8)
    same = np.clip(chance.normal(0.6, 0.08, 200), 0.45, 0.95)
    step = retune(0.45, same[:100].tolist(), same[100:].tolist())
    assert (same < step.after).mean() <= 0.02
