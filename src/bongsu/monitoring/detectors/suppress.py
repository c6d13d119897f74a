"""Of several boxes around one thing the best one stays, and is drawn to the mean of those it stands for. Pure.

Greedy non-maximum suppression within a kind of thing, then box voting (Gidaris & Komodakis 2015, arXiv:1505.01749)."""

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import NOTHING, THINGS, VEHICLES, Found, Thing
from bongsu.monitoring.tracks.overlap import overlaps

OVERLAP = 0.6
"""Intersection over union from which on two boxes are one thing; NanoDet's own."""
MOST_COMPARED = 300
MOST_FOUND = 100
_KINDS = np.array([0 if t is Thing.PERSON else 1 if t in VEHICLES else 2 for t in THINGS], np.int8)
_LEAST_SIDE = 1e-4
"""Of the picture: less than a pixel of any camera is what is left of a box beside the picture."""


def suppressed(found: Found) -> Found:
    """Best first. A car taken for a truck as well is one thing; a rider and the bicycle are two."""
    sides = found.boxes[:, 2:] - found.boxes[:, :2]
    real = (sides[:, 0] > _LEAST_SIDE) & (sides[:, 1] > _LEAST_SIDE)
    order = np.argsort(-found.scores, kind="stable")
    order = order[real[order]][:MOST_COMPARED]
    if not len(order):
        return NOTHING
    boxes, kinds = found.boxes[order], _KINDS[found.things[order]]
    shared = overlaps(boxes, boxes)
    alike = (shared > OVERLAP) & (kinds[:, None] == kinds)
    kept = _best(alike)[:MOST_FOUND]
    weights = np.where(alike[kept], shared[kept] * found.scores[order], np.float32(0))
    drawn = weights @ boxes / weights.sum(1, keepdims=True)
    return Found(drawn, found.scores[order[kept]], found.things[order[kept]])


def _best(alike: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Those, in order, that no better one stands for."""
    stays = np.ones(len(alike), np.bool_)
    for i in range(len(alike) - 1):
        if stays[i]:
            stays[i + 1 :] &= ~alike[i, i + 1 :]
    return np.flatnonzero(stays)
