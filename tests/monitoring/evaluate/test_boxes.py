"""Average precision, precision and recall against counts made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.evaluate.boxes import BoxFigures, Scored, score_boxes
from bongsu.monitoring.evaluate.mot import EMPTY, FrameBoxes

Box = tuple[float, float, float, float]
A: Box = (0.0, 0.0, 0.2, 0.4)
B: Box = (0.5, 0.0, 0.7, 0.4)
C: Box = (0.0, 0.6, 0.2, 1.0)
NEARLY_A: Box = (0.02, 0.0, 0.22, 0.4)
HALF_A: Box = (0.0, 0.0, 0.2, 0.19)


def true(*boxes: Box, counts: tuple[bool, ...] | None = None) -> FrameBoxes:
    return FrameBoxes(
        np.arange(len(boxes)),
        np.array(boxes).reshape(-1, 4),
        None if counts is None else np.array(counts),
    )


def seen(*scored: tuple[float, Box]) -> Scored:
    return Scored(
        np.array([box for _, box in scored]).reshape(-1, 4), np.array([s for s, _ in scored])
    )


def figures(truth: FrameBoxes, found: Scored, least_score: float = 0.4) -> BoxFigures:
    return score_boxes([truth], [found], least_score)


def test_all_found_and_nothing_else_is_perfect() -> None:
    got = figures(true(A, B), seen((0.9, A), (0.8, B)))
    assert (got.ap50, got.precision, got.recall) == (1.0, 1.0, 1.0)


def test_a_box_found_twice_is_right_once() -> None:
    got = figures(true(A), seen((0.9, A), (0.8, NEARLY_A)))
    assert (got.precision, got.recall, got.ap50) == (0.5, 1.0, 1.0)


def test_less_than_half_an_overlap_is_no_find() -> None:
    got = figures(true(A), seen((0.9, HALF_A)))
    assert (got.ap50, got.precision, got.recall) == (0.0, 0.0, 0.0)


def test_a_mistake_above_the_right_one_costs_half() -> None:
    got = figures(true(A), seen((0.9, C), (0.8, A)))
    assert got.ap50 == pytest.approx(0.5)


def test_precision_is_read_off_at_101_recalls() -> None:
    """Found: A right, C wrong, B right; recall .5 at precision 1, recall 1 at 2/3: 51 and 50 of the 101 recalls."""
    got = figures(true(A, B), seen((0.9, A), (0.8, C), (0.7, B)))
    assert got.ap50 == pytest.approx((51 * 1.0 + 50 * 2 / 3) / 101)


def test_what_is_never_found_counts_as_no_precision() -> None:
    got = figures(true(A, B), seen((0.9, A)))
    assert got.ap50 == pytest.approx(51 / 101)


def test_precision_and_recall_are_of_what_reaches_the_score() -> None:
    got = figures(true(A, B), seen((0.9, A), (0.39, B), (0.38, C)))
    assert (got.precision, got.recall, got.found) == (1.0, 0.5, 1)
    assert (got.objects, got.least_score) == (2, 0.4)


def test_what_need_not_be_found_costs_nothing_either_way() -> None:
    ignored = true(A, B, counts=(True, False))
    both = figures(ignored, seen((0.9, A), (0.8, B), (0.7, B)))
    one = figures(ignored, seen((0.9, A)))
    assert both == one
    assert (one.ap50, one.precision, one.recall, one.objects) == (1.0, 1.0, 1.0, 1)


def test_a_find_goes_to_the_true_box_before_one_that_need_not_be_found() -> None:
    got = figures(true(A, NEARLY_A, counts=(True, False)), seen((0.9, NEARLY_A)))
    assert (got.precision, got.recall) == (1.0, 1.0)


def test_pictures_are_pooled_and_a_find_in_another_picture_is_wrong() -> None:
    got = score_boxes([true(A), EMPTY], [seen(), seen((0.9, A))], 0.4)
    assert (got.precision, got.recall, got.objects) == (0.0, 0.0, 1)


def test_nobody_there_and_nobody_found_has_no_figures() -> None:
    got = score_boxes([EMPTY], [seen()], 0.4)
    assert (got.ap50, got.precision, got.recall) == (None, None, None)


def test_somebody_found_where_nobody_is_has_no_precision_left() -> None:
    got = score_boxes([EMPTY], [seen((0.9, A))], 0.4)
    assert (got.ap50, got.precision, got.recall) == (None, 0.0, None)


def test_truth_and_finds_of_other_lengths_are_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        score_boxes([EMPTY], [], 0.4)


place = st.sampled_from([A, B, C, NEARLY_A, HALF_A])


@given(
    st.lists(place, min_size=1, unique=True),
    st.lists(st.tuples(st.floats(0, 1), place)),
    st.floats(0.1, 1),
)
def test_figures_are_shares_and_lower_scores_change_only_what_is_taken(
    boxes: list[Box], found: list[tuple[float, Box]], factor: float
) -> None:
    got = figures(true(*boxes), seen(*found))
    assert got.ap50 is not None
    assert 0 <= got.ap50 <= 1
    assert got.recall is not None
    assert 0 <= got.recall <= 1
    # powers of two keep order and equality of scores
    half = figures(true(*boxes), seen(*((s / 2, box) for s, box in found)))
    assert half.ap50 == got.ap50
    assert figures(true(*boxes), seen(*found), factor).ap50 == got.ap50
