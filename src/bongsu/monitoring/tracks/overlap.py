"""How much boxes overlap: intersection over union of each pair, vectorised."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.tracks.track import Box

Floats = NDArray[np.float64]
F = TypeVar("F", np.float32, np.float64)


def overlaps(one: NDArray[F], other: NDArray[F]) -> NDArray[F]:
    """(n, m) of boxes (n, 4) and (m, 4); 0 where both are empty."""
    width = np.minimum(one[:, None, 2], other[None, :, 2])
    width -= np.maximum(one[:, None, 0], other[None, :, 0])
    height = np.minimum(one[:, None, 3], other[None, :, 3])
    height -= np.maximum(one[:, None, 1], other[None, :, 1])
    shared: NDArray[F] = np.maximum(width, 0.0) * np.maximum(height, 0.0)
    areas = [(each[:, 2] - each[:, 0]) * (each[:, 3] - each[:, 1]) for each in (one, other)]
    shared /= np.maximum(areas[0][:, None] + areas[1][None, :] - shared, 1e-12)
    return shared


def overlap(one: Box, other: Box) -> float:
    """Of two boxes only, where an array would cost more than the sum."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return shared / max(sum(areas) - shared, 1e-12)
