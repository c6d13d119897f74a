"""How well boxes are found, whoever they belong to: average precision, and precision and recall at one score. Pure.

Average precision as COCO reckons it (cocodataset.org/#detection-eval) at one overlap of .5: pictures pooled, each matched
from the highest score down, a true box once; precision made monotone and read off at 101 recalls, 0, .01 … 1."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.evaluate.mot import FrameBoxes
from bongsu.monitoring.tracks.overlap import overlaps

LEAST_OVERLAP = 0.5
_RECALLS = np.linspace(0.0, 1.0, 101)


@dataclass(frozen=True, slots=True)
class Scored:
    """What was found in one picture. `boxes`: (n, 4) in the truth's unit; `scores`: (n,)."""

    boxes: NDArray[np.float64]
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BoxFigures:
    """`precision` and `recall` of what scores at least `least_score`; None where nothing was there to find or was found."""

    objects: int
    found: int
    ap50: float | None
    precision: float | None
    recall: float | None
    least_score: float


def score_boxes(
    truth: Sequence[FrameBoxes], found: Sequence[Scored], least_score: float
) -> BoxFigures:
    """Picture by picture; both of the same length (`ValueError` else)."""
    scores, right = [np.empty(0)], [np.empty(0, np.bool_)]
    objects = 0
    for true, seen in zip(truth, found, strict=True):
        counts = _counts(true)
        objects += int(counts.sum())
        of_picture = _matched(true.boxes, counts, seen)
        scores.append(of_picture[0])
        right.append(of_picture[1])
    return _figures(np.concatenate(scores), np.concatenate(right), objects, least_score)


def _counts(true: FrameBoxes) -> NDArray[np.bool_]:
    return np.ones(len(true.ids), np.bool_) if true.counts is None else true.counts


def _matched(
    boxes: NDArray[np.float64], counts: NDArray[np.bool_], seen: Scored
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Scores and whether right, without those that found what does not count."""
    order = np.argsort(-seen.scores, kind="stable")
    shared = overlaps(seen.boxes[order], boxes)
    free = counts.copy()
    judged, right = np.ones(len(order), np.bool_), np.zeros(len(order), np.bool_)
    for i, row in enumerate(shared):
        best = int(np.where(free, row, -1.0).argmax()) if len(row) else -1
        if best >= 0 and free[best] and row[best] >= LEAST_OVERLAP:
            free[best], right[i] = False, True
        elif (row[~counts] >= LEAST_OVERLAP).any():
            judged[i] = False
    return seen.scores[order][judged], right[judged]


def _figures(
    scores: NDArray[np.float64], right: NDArray[np.bool_], objects: int, least_score: float
) -> BoxFigures:
    order = np.argsort(-scores, kind="stable")
    scores, hits = scores[order], np.cumsum(right[order], dtype=np.int64)
    taken = int((scores >= least_score).sum())
    hit = int(hits[taken - 1]) if taken else 0
    return BoxFigures(
        objects=objects,
        found=taken,
        ap50=_average_precision(hits, objects) if objects else None,
        precision=hit / taken if taken else None,
        recall=hit / objects if objects else None,
        least_score=least_score,
    )


def _average_precision(hits: NDArray[np.int64], objects: int) -> float:
    if not len(hits):
        return 0.0
    precisions = hits / np.arange(1, len(hits) + 1)
    precisions = np.maximum.accumulate(precisions[::-1])[::-1]
    places = np.searchsorted(hits / objects, _RECALLS, side="left")
    reached = places < len(precisions)
    return float(np.where(reached, precisions[np.minimum(places, len(precisions) - 1)], 0.0).mean())
