"""motmetrics as judge over our own figures; it was written for NumPy 1."""

from collections.abc import Sequence

import motmetrics
import numpy as np

from bongsu.monitoring.evaluate.mot import LEAST_OVERLAP, FrameBoxes

NAMES = ("mota", "idf1", "idp", "idr", "num_misses", "num_false_positives", "num_switches")


def judged(truth: Sequence[FrameBoxes], tracked: Sequence[FrameBoxes]) -> dict[str, float]:
    if not hasattr(np, "asfarray"):
        np.asfarray = lambda given: np.asarray(given, float)  # type: ignore[attr-defined]  # NumPy 2 has it no more
    told = motmetrics.MOTAccumulator(auto_id=True)
    for true, found in zip(truth, tracked, strict=True):
        far = motmetrics.distances.iou_matrix(
            _wide(true.boxes), _wide(found.boxes), max_iou=1 - LEAST_OVERLAP
        )
        told.update(true.ids.tolist(), found.ids.tolist(), far)
    figures = motmetrics.metrics.create().compute(told, metrics=NAMES, return_dataframe=False)
    return {name: float(figures[name]) for name in NAMES}


def _wide(boxes: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> object:
    """Left, top, width, height."""
    return np.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
