"""A made city by seed: 31,000 houses in blocks, cameras along its streets and points to be seen, for line of sight."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from bongsu.bench.figures import Reading
from bongsu.planning.coverage.covers import Covers
from bongsu.planning.coverage.sight import Outlines, line_of_sight, outlines_in_metres
from bongsu.planning.coverage.view import within
from bongsu.planning.grid.points import Floats

HOUSES, EYES, PAIRS = 31_000, 8_000, 350_000
ACROSS, DEEP = 3, 2
"""Houses of a block, as in the low quarters of 구로구; plots, streets and houses in metres."""
PLOT_M = (17.0, 15.0)
STREET_M = 7.0
HOUSE_M = (9.0, 14.0)
RANGE_M = 50.0
OUTDOORS = 0.6
"""What is no house, of all ground, or a little less: a few pairs over are cut off."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """EPSG:5179-like metres. `corners` [houses, 4, 2]."""

    corners: Floats
    eyes: Floats
    targets: Floats
    covers: Covers


def blocks(seed: int = 1, houses: int = HOUSES, eyes: int = EYES, pairs: int = PAIRS) -> Blocks:
    """Same seed, same city; about as many pairs as asked, never more, and no target indoors."""
    chance = np.random.default_rng(seed)
    block = np.array([ACROSS * PLOT_M[0] + STREET_M, DEEP * PLOT_M[1] + STREET_M])
    rows = int(np.ceil(np.sqrt(houses / (ACROSS * DEEP) * block[0] / block[1])))
    columns = int(np.ceil(houses / (ACROSS * DEEP) / rows))
    city = np.array([columns, rows]) * block
    turn = _turn(chance.uniform(0.1, 1.4))
    standing = _standing(chance, city, block, eyes)
    corners = _houses(chance, columns, rows, block)[:houses]
    step = np.sqrt(np.pi * OUTDOORS * eyes / pairs) * RANGE_M
    east, north = np.meshgrid(*(np.arange(step / 2, side, step) for side in city))
    indoors = outlines(corners).contain(east.ravel(), north.ravel())
    targets = np.column_stack([east.ravel(), north.ravel()])[~indoors]
    ranges = np.full(eyes, RANGE_M)
    near = within(standing[:, 0], standing[:, 1], ranges, cKDTree(targets))
    kept = near.kept(np.arange(len(near.target)) < pairs)
    return Blocks(corners @ turn, standing @ turn, targets @ turn, kept)


def outlines(corners: Floats) -> Outlines:
    return outlines_in_metres(corners.reshape(-1, 2), np.repeat(np.arange(len(corners)), 4))


def sight_pairs_cpu(cpu_s: Callable[[], float], city: Blocks) -> Reading:
    """Outlines, tree and all pairs, in CPU seconds by the clock given."""
    began = cpu_s()
    free = line_of_sight(city.eyes, city.targets, city.covers, outlines(city.corners))
    took = cpu_s() - began
    return Reading(
        round(took, 2),
        {"pairs": len(free), "houses": len(city.corners), "seen": round(float(free.mean()), 3)},
    )


def _turn(angle: float) -> Floats:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def _standing(chance: np.random.Generator, city: Floats, block: Floats, eyes: int) -> Floats:
    """Cameras in the middle of streets, half of them along each direction."""
    spots = chance.uniform(0.0, 1.0, (eyes, 2)) * city
    along = chance.integers(0, 2, eyes)
    mine = np.arange(eyes)
    spots[mine, along] = np.round(spots[mine, along] / block[along]) * block[along]
    return spots


def _houses(chance: np.random.Generator, columns: int, rows: int, block: Floats) -> Floats:
    """Rectangles, one in each plot, of chance size and place in it."""
    column, row, across, deep = (
        axis.ravel() for axis in np.indices((columns, rows, ACROSS, DEEP)).astype(np.float64)
    )
    plot = np.column_stack([across * PLOT_M[0], deep * PLOT_M[1]]) + STREET_M / 2
    corner = np.column_stack([column, row]) * block + plot
    size = np.minimum(chance.uniform(*HOUSE_M, corner.shape), PLOT_M)
    corner = corner + chance.uniform(0.0, 1.0, corner.shape) * (PLOT_M - size)
    unit = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    houses: Floats = corner[:, None, :] + unit[None] * size[:, None, :]
    return houses
