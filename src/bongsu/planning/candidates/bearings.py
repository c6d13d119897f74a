"""Where the fixed cameras of a candidate would look while sites are chosen: the wedge that wins most, then the next.

On steps of 5 degrees, for all candidates at once. Headings of the chosen sites are found anew, exactly."""

from dataclasses import dataclass

import numpy as np

from bongsu.planning.grid.points import Floats, Ints

STEP_DEG = 5.0
STEPS = 72


@dataclass(frozen=True, slots=True)
class Wedges:
    """`looks_deg` [rows, cameras]; `turn` per pair: the camera (0 first) that sees it, `cameras` where none does."""

    looks_deg: Floats
    turn: Ints


def best_wedges(
    row: Ints, bearing_deg: Floats, worth: Floats, rows: int, *, hfov_deg: float, cameras: int
) -> Wedges:
    """`row`, `bearing_deg`, `worth`: one entry for each pair of a candidate and a point that it could see."""
    step = np.minimum((bearing_deg / STEP_DEG).astype(np.int64), STEPS - 1)
    width = int(hfov_deg / STEP_DEG)
    won = np.bincount(row * STEPS + step, weights=worth, minlength=rows * STEPS)
    left = won.astype(np.float64).reshape(rows, STEPS)
    turn = np.full(len(row), cameras, dtype=np.int64)
    looks = np.zeros((rows, cameras))
    for camera in range(cameras):
        first = _windows(left, width).argmax(axis=1)
        looks[:, camera] = (first + width / 2) * STEP_DEG % 360.0
        seen = ((step - first[row]) % STEPS < width) & (turn == cameras)
        turn[seen] = camera
        ahead = (np.arange(STEPS) - first[:, None]) % STEPS < width
        left[ahead] = 0.0
    return Wedges(looks, turn)


def _windows(left: Floats, width: int) -> Floats:
    """Sum of `width` steps from each step on, round the circle."""
    twice = np.concatenate(
        [np.zeros((len(left), 1)), np.cumsum(np.hstack([left, left]), axis=1)], 1
    )
    sums: Floats = twice[:, width : width + STEPS] - twice[:, :STEPS]
    return sums
