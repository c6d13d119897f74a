"""Which find belongs to which track: what each pair would cost, and the cheapest assignment. Vectorised, and pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bongsu.monitoring.detectors.found import THINGS, VEHICLES, Thing
from bongsu.monitoring.tracks.overlap import Floats, overlaps
from bongsu.monitoring.tracks.settings import TrackerSettings

NEVER = 1e6
VEHICLE_GROUP = 1
GROUPS = np.array(
    [VEHICLE_GROUP if thing in VEHICLES else 0 if thing is Thing.PERSON else 2 for thing in THINGS],
    np.int8,
)
"""Only within a group may a find prolong a track: a car that is taken for a lorry once is still the same car."""


@dataclass(frozen=True, slots=True)
class Expected:
    """n tracks at the time of the picture: where they ought to be, how long unseen, and of which group."""

    boxes: Floats
    unseen_s: Floats
    groups: NDArray[np.int8]


def _ways(expected: Floats, boxes: Floats, aspect: float) -> Floats:
    """(n, m) distance of the middles in sizes of the two."""
    across = (expected[:, None, 0] + expected[:, None, 2]) - (boxes[None, :, 0] + boxes[None, :, 2])
    down = (expected[:, None, 1] + expected[:, None, 3]) - (boxes[None, :, 1] + boxes[None, :, 3])
    sizes = [
        (each[:, 2] - each[:, 0]) * (each[:, 3] - each[:, 1]) * aspect for each in (expected, boxes)
    ]
    squared = (across * (aspect / 2)) ** 2 + (down / 2) ** 2
    return np.sqrt(squared / np.sqrt(sizes[0][:, None] * sizes[1][None, :]))


def costs(
    expected: Expected, boxes: Floats, groups: NDArray[np.int8], settings: TrackerSettings
) -> tuple[Floats, Floats]:
    """(n, m) what it costs to take a find for a track (`NEVER`: it cannot be), and how much the two overlap. Close counts
    beside overlap, since between two key pictures whoever walks has left the old box."""
    shared = overlaps(expected.boxes, boxes)
    way = _ways(expected.boxes, boxes, settings.aspect)
    per_s = np.where(
        expected.groups == VEHICLE_GROUP, settings.vehicle_reach_per_s, settings.reach_per_s
    )
    reach = np.minimum(settings.reach + per_s * expected.unseen_s, settings.farthest)[:, None]
    tall = (expected.boxes[:, 3] - expected.boxes[:, 1])[:, None] / (boxes[:, 3] - boxes[:, 1])
    resize = np.minimum(settings.resize + 0.5 * expected.unseen_s, settings.resize_most)[:, None]
    may = (expected.groups[:, None] == groups[None, :]) & (way <= reach)
    may &= (tall <= resize) & (tall >= 1.0 / resize)
    cost = 1.0 - shared + way / reach + 0.1 * np.minimum(expected.unseen_s, 3.0)[:, None]
    cost[~may] = NEVER
    return cost, shared


def cheapest(cost: Floats) -> list[tuple[int, int]]:
    if not cost.size:
        return []
    rows, columns = linear_sum_assignment(cost)
    real = cost[rows, columns] < NEVER
    return list(zip(rows[real].tolist(), columns[real].tolist(), strict=True))
