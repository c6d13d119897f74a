"""Overlap of two boxes and of many is the same, and what shapely says."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.tracks.overlap import overlap, overlaps
from bongsu.monitoring.tracks.track import Box

_box = st.tuples(*[st.integers(0, 20) for _ in range(4)]).map(
    lambda b: (b[0] / 20, b[1] / 20, (b[0] + b[2] + 1) / 20, (b[1] + b[3] + 1) / 20)
)


@given(_box, _box)
def test_of_two_boxes_it_is_shared_by_whole(one: Box, other: Box) -> None:
    a, b = shapely.box(*one), shapely.box(*other)
    expected = a.intersection(b).area / a.union(b).area
    assert overlap(one, other) == pytest.approx(expected)
    assert overlaps(np.array([one]), np.array([other]))[0, 0] == pytest.approx(expected)


def test_of_many_it_is_each_with_each() -> None:
    boxes = np.array([(0.0, 0.0, 0.2, 0.2), (0.1, 0.0, 0.3, 0.2), (0.5, 0.5, 0.6, 0.6)])
    told = overlaps(boxes, boxes[:2])
    assert told.shape == (3, 2)
    assert told == pytest.approx(np.array([[1, 1 / 3], [1 / 3, 1], [0, 0]]))


def test_empty_boxes_overlap_nothing() -> None:
    empty = (0.5, 0.5, 0.5, 0.5)
    assert overlap(empty, empty) == 0
    assert overlaps(np.array([empty]), np.array([empty]))[0, 0] == 0
    assert overlaps(np.empty((0, 4)), np.array([empty])).shape == (0, 1)
