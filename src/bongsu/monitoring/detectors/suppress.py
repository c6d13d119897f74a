"""Of several boxes around one thing the best one stays: greedy non-maximum suppression, within a kind of thing. Pure."""

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import THINGS, VEHICLES, Found, Thing

OVERLAP = 0.6
"""Intersection over union from which on two boxes are one thing; NanoDet's own."""
MOST_COMPARED = 300
MOST_FOUND = 100
_KINDS = np.array(
    [0 if t is Thing.PERSON else 1 if t in VEHICLES else 2 for t in THINGS], np.float32
)


def suppressed(found: Found) -> Found:
    """Best first. A car taken for a truck as well is one thing; a rider and the bicycle are two."""
    order = np.argsort(-found.scores, kind="stable")[:MOST_COMPARED]
    if len(order) < 2:
        return found
    boxes = found.boxes[order]
    # kinds are moved apart, so that no two of them overlap
    alike = _overlapping(boxes + 2 * _KINDS[found.things[order], None])
    stays = np.ones(len(order), np.bool_)
    for i in range(len(order) - 1):
        if stays[i]:
            stays[i + 1 :] &= ~alike[i, i + 1 :]
    kept = order[stays][:MOST_FOUND]
    return Found(found.boxes[kept], found.scores[kept], found.things[kept])


def _overlapping(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    left, top, right, bottom = boxes.T
    width = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    height = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    area = (right - left) * (bottom - top)
    alike: NDArray[np.bool_] = shared > OVERLAP * (area[:, None] + area - shared)
    return alike
