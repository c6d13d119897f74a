"""MOTA and IDF1 of a tracker against truth: how many were missed, invented or renamed. Pure; boxes in any one unit.

CLEAR-MOT after Bernardin & Stiefelhagen 2008 (doi:10.1155/2008/246309); IDF1 after Ristani et al. 2016 (arXiv:1609.01775).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bongsu.monitoring.tracks.overlap import overlaps

LEAST_OVERLAP = 0.5
"""Intersection over union from which on two boxes are the same thing (MOTChallenge)."""
_NEVER = 1e6


@dataclass(frozen=True, slots=True)
class FrameBoxes:
    """One picture. `ids`: (n,) whole numbers, none twice; `boxes`: (n, 4) left, top, right, bottom; `counts`: (n,), only for
    truth: false (the consider-flag 0 of MOTChallenge) = need not be found, and finding it is no mistake; none: all count."""

    ids: NDArray[np.int64]
    boxes: NDArray[np.float64]
    counts: NDArray[np.bool_] | None = None


EMPTY = FrameBoxes(np.empty((0,), np.int64), np.empty((0, 4), np.float64))


@dataclass(frozen=True, slots=True)
class MotFigures:
    """Counts over all pictures. `mota`, `idf1`: None when the truth holds nothing to find."""

    objects: int
    tracked: int
    misses: int
    false_positives: int
    switches: int
    truth_tracks: int
    tracks: int
    overlap: float
    """Mean intersection over union of what was found (0 when nothing was)."""
    mota: float | None
    idf1: float | None
    id_precision: float | None
    id_recall: float | None


def _best_pairs(shared: NDArray[np.float64]) -> list[tuple[int, int]]:
    """As many pairs as may be that overlap enough, and of those the closest."""
    cost = np.where(shared >= LEAST_OVERLAP, 1.0 - shared, _NEVER)
    rows, columns = linear_sum_assignment(cost)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if cost[i, j] < _NEVER]


def _less_ignored(truth: FrameBoxes, tracked: FrameBoxes) -> tuple[FrameBoxes, FrameBoxes]:
    """Both without what does not count and without what found it (as the kit of MOTChallenge does)."""
    if truth.counts is None or truth.counts.all():
        return truth, tracked
    stays = np.ones(len(tracked.ids), np.bool_)
    for i, j in _best_pairs(overlaps(truth.boxes, tracked.boxes)):
        stays[j] = truth.counts[i]
    counts = truth.counts
    return (
        FrameBoxes(truth.ids[counts], truth.boxes[counts]),
        FrameBoxes(tracked.ids[stays], tracked.boxes[stays]),
    )


class _Clear:
    """Carries who was followed by whom from picture to picture."""

    def __init__(self) -> None:
        self._follower: dict[int, int] = {}
        self.matches = 0
        self.switches = 0
        self.overlap = 0.0

    def add(self, truth: FrameBoxes, tracked: FrameBoxes, shared: NDArray[np.float64]) -> None:
        left = shared.copy()
        places = {int(number): j for j, number in enumerate(tracked.ids)}
        for i, number in enumerate(truth.ids):
            j = places.get(self._follower.get(int(number), -1))
            if j is not None and left[i, j] >= LEAST_OVERLAP:
                self._count(shared[i, j])
                left[i, :] = left[:, j] = 0.0
        for i, j in _best_pairs(left):
            number, follower = int(truth.ids[i]), int(tracked.ids[j])
            self.switches += self._follower.get(number, follower) != follower
            self._follower[number] = follower
            self._count(shared[i, j])

    def _count(self, overlap: float) -> None:
        self.matches += 1
        self.overlap += float(overlap)


def _identity_matches(met: dict[tuple[int, int], int]) -> int:
    """Pictures in which each true one is with the one track that is best for all of them together."""
    if not met:
        return 0
    truths = {number: i for i, number in enumerate(sorted({pair[0] for pair in met}))}
    tracks = {number: j for j, number in enumerate(sorted({pair[1] for pair in met}))}
    together = np.zeros((len(truths), len(tracks)))
    for (truth, track), pictures in met.items():
        together[truths[truth], tracks[track]] = pictures
    rows, columns = linear_sum_assignment(together, maximize=True)
    return int(together[rows, columns].sum())


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def score(truth: Sequence[FrameBoxes], tracked: Sequence[FrameBoxes]) -> MotFigures:
    """Picture by picture, in order; both of the same length (`ValueError` else)."""
    clear = _Clear()
    met: dict[tuple[int, int], int] = {}
    truths: set[int] = set()
    tracks: set[int] = set()
    objects = followed = 0
    for true_all, tracked_all in zip(truth, tracked, strict=True):
        true, found = _less_ignored(true_all, tracked_all)
        shared = overlaps(true.boxes, found.boxes)
        clear.add(true, found, shared)
        for i, j in np.argwhere(shared >= LEAST_OVERLAP):
            pair = (int(true.ids[i]), int(found.ids[j]))
            met[pair] = met.get(pair, 0) + 1
        objects += len(true.ids)
        followed += len(found.ids)
        truths.update(map(int, true.ids))
        tracks.update(map(int, found.ids))
    same = _identity_matches(met)
    misses, false_positives = objects - clear.matches, followed - clear.matches
    return MotFigures(
        objects=objects,
        tracked=followed,
        misses=misses,
        false_positives=false_positives,
        switches=clear.switches,
        truth_tracks=len(truths),
        tracks=len(tracks),
        overlap=clear.overlap / clear.matches if clear.matches else 0.0,
        mota=_share(objects - misses - false_positives - clear.switches, objects),
        idf1=_share(2 * same, objects + followed) if objects else None,
        id_precision=_share(same, followed),
        id_recall=_share(same, objects),
    )
