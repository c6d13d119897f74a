"""Our MOTA and IDF1 are those of motmetrics, and what need not be found is no mistake."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.evaluate.mot import EMPTY, FrameBoxes, score
from tests.monitoring.evaluate.oracle import judged

Boxed = tuple[int, float]
"""Who, and how far to the right: each box is 10 by 20 and stands on the same ground."""


def frame(*ones: Boxed, ignored: Sequence[int] = ()) -> FrameBoxes:
    ids = np.array([one[0] for one in ones], np.int64)
    lefts = np.array([one[1] for one in ones], np.float64)
    boxes = np.stack([lefts, 0 * lefts, lefts + 10, 0 * lefts + 20], axis=1)
    return FrameBoxes(ids, boxes, ~np.isin(ids, ignored))


def test_who_is_followed_rightly_has_all_points() -> None:
    frames = [frame((1, 0.0), (2, 50.0)), frame((1, 1.0), (2, 49.0))]
    figures = score(frames, frames)
    assert (figures.mota, figures.idf1, figures.overlap) == (1.0, 1.0, 1.0)
    assert (figures.objects, figures.truth_tracks, figures.tracks) == (4, 2, 2)


def test_one_missed_one_invented_one_renamed_cost_one_each() -> None:
    truth = [frame((1, 0.0)) for _ in range(10)]
    tracked = [frame((7, 0.0)) for _ in range(4)]
    tracked += [frame(), frame((7, 0.0), (8, 90.0))]
    tracked += [frame((9, 0.0)) for _ in range(4)]
    figures = score(truth, tracked)
    assert (figures.misses, figures.false_positives, figures.switches) == (1, 1, 1)
    assert figures.mota == pytest.approx(0.7)
    assert figures.idf1 == pytest.approx(2 * 5 / 20)


def test_a_follower_stays_the_follower_though_another_is_closer() -> None:
    truth = [frame((1, 0.0)), frame((1, 0.0))]
    tracked = [frame((7, 0.0)), frame((7, 2.0), (8, 0.0))]
    assert score(truth, tracked).switches == 0


def test_what_need_not_be_found_is_neither_missed_nor_invented() -> None:
    truth = [frame((1, 0.0), (2, 50.0), ignored=[2])] * 3
    found = [frame((7, 0.0), (8, 50.0))] * 3
    unfound = [frame((7, 0.0))] * 3
    for tracked in (found, unfound):
        figures = score(truth, tracked)
        assert (figures.objects, figures.misses, figures.false_positives) == (3, 0, 0)
        assert (figures.mota, figures.idf1) == (1.0, 1.0)


def test_a_true_one_is_not_taken_away_by_one_that_need_not_be_found() -> None:
    truth = [frame((1, 0.0), (2, 3.0), ignored=[2])]
    assert score(truth, [frame((7, 0.0))]).misses == 0


def test_without_anything_to_find_there_is_no_figure() -> None:
    figures = score([EMPTY, EMPTY], [EMPTY, frame((1, 0.0))])
    assert figures.false_positives == 1
    assert figures.mota is None
    assert figures.idf1 is None
    assert score([], []).mota is None


def test_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        score([EMPTY], [])


def _same(truth: Sequence[FrameBoxes], tracked: Sequence[FrameBoxes]) -> None:
    ours, theirs = score(truth, tracked), judged(truth, tracked)
    assert ours.misses == theirs["num_misses"]
    assert ours.false_positives == theirs["num_false_positives"]
    assert ours.switches == theirs["num_switches"]
    assert ours.mota == pytest.approx(theirs["mota"])
    assert ours.idf1 == pytest.approx(theirs["idf1"])
    if ours.tracked:
        assert ours.id_precision == pytest.approx(theirs["idp"])
    assert ours.id_recall == pytest.approx(theirs["idr"])


def _frames(ids: int) -> st.SearchStrategy[FrameBoxes]:
    return st.dictionaries(st.integers(1, ids), st.floats(0, 40), max_size=ids).map(
        lambda ones: frame(*ones.items())
    )


@settings(max_examples=25)
@given(st.lists(st.tuples(_frames(3), _frames(4)), min_size=1, max_size=8))
def test_the_figures_are_those_of_motmetrics(
    pairs: list[tuple[FrameBoxes, FrameBoxes]],
) -> None:
    truth, tracked = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if sum(len(each.ids) for each in truth):
        _same(truth, tracked)
