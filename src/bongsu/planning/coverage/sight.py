"""Line of sight between cameras and points where outlines of buildings are given.

Every building is taken as higher than a pole. A point inside a building is not seen: what happens indoors is no
business of a street camera. A camera within 1 m of an outline hangs on that wall and sees outward; one recorded
deeper inside stands at a postal address, and that building is left out for it alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from bongsu.planning.coverage.covers import Bools, Covers
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Floats, Ints
from bongsu.planning.inputs.values import Ring

ON_WALL_M = 1.0
STRIDE_M = 20.0
AT_ONCE = 200_000
"""Lines in memory at a time."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines of buildings in EPSG:5179, and their walls; build once, then only asked."""

    houses: STRtree
    walls: STRtree
    wall: Floats
    """[walls, 4]: x, y of one end and of the other."""
    wall_house: Ints

    def contain(self, x: Floats, y: Floats) -> Bools:
        """Whether each place lies inside a building."""
        found = np.zeros(len(x), dtype=np.bool_)
        found[self.houses.query(shapely.points(x, y), predicate="within")[0]] = True
        return found


def outlines_of(rings: Sequence[Ring]) -> Outlines:
    """From outer rings in (lon, lat); one of fewer than three corners, or with a corner nowhere, is no building."""
    proper = [np.asarray(ring, dtype=np.float64) for ring in rings if len(ring) >= 3]
    if not proper:
        return outlines_in_metres(np.zeros((0, 2)), np.zeros(0, dtype=np.int64))
    corners = np.concatenate(proper)
    x, y = metres_of(corners[:, 1], corners[:, 0])
    house = np.repeat(np.arange(len(proper)), [len(ring) for ring in proper])
    nowhere = np.unique(house[~(np.isfinite(x) & np.isfinite(y))])
    real = ~np.isin(house, nowhere)
    _, house = np.unique(house[real], return_inverse=True)
    return outlines_in_metres(np.column_stack([x, y])[real], np.asarray(house, dtype=np.int64))


def outlines_in_metres(corners: Floats, house: Ints) -> Outlines:
    """`house`: of each corner, ascending. Rings may be closed or not."""
    first = np.searchsorted(house, house, side="left")
    following = np.arange(1, len(house) + 1)
    last = np.append(house[1:] != house[:-1], True)[: len(house)]
    following[last] = first[last]
    wall = np.column_stack([corners, corners[following]])
    proper = (wall[:, :2] != wall[:, 2:]).any(axis=1)
    lines = np.asarray(shapely.linestrings(wall[proper].reshape(-1, 2, 2)))
    return Outlines(STRtree(_polygons(corners, house)), STRtree(lines), wall[proper], house[proper])


def line_of_sight(eyes: Floats, targets: Floats, covers: Covers, outlines: Outlines) -> Bools:
    """One answer for each entry of `covers`: rows are `eyes` [n, 2], entries index `targets` [m, 2]; metres."""
    row = covers.rows()
    free = ~outlines.contain(targets[:, 0], targets[:, 1])[covers.target]
    asked = np.flatnonzero(free)
    own = _own_house(eyes, outlines)
    for first in range(0, len(asked), AT_ONCE):
        some = asked[first : first + AT_ONCE]
        lines = _Lines(eyes[row[some]], targets[covers.target[some]], own[row[some]])
        free[some] = _free(lines, outlines)
    return free


@dataclass(frozen=True, slots=True)
class _Lines:
    start: Floats
    end: Floats
    own: Ints
    """The building left out for each."""


def _free(lines: _Lines, outlines: Outlines) -> Bools:
    """Stride by stride from the eye: most of what is hidden is hidden near by, and short strides meet few walls."""
    gap = lines.end - lines.start
    length = np.hypot(gap[:, 0], gap[:, 1])
    unit = gap / np.maximum(length, 1e-9)[:, None]
    free = np.ones(len(length), dtype=np.bool_)
    for begins in np.arange(ON_WALL_M, float(length.max(initial=0.0)), STRIDE_M).tolist():
        left = np.flatnonzero(free & (length > begins))
        ends = np.minimum(length[left], begins + STRIDE_M)
        start = lines.start[left] + unit[left] * begins
        end = lines.start[left] + unit[left] * ends[:, None]
        hidden = _hidden(start, end, lines.own[left], outlines)
        free[left[hidden]] = False
    return free


def _hidden(start: Floats, end: Floats, own: Ints, outlines: Outlines) -> Ints:
    """Which of these strides cross a wall."""
    line, wall = outlines.walls.query(shapely.linestrings(np.stack([start, end], axis=1)))
    crossed = _cross(start[line], end[line], outlines.wall[wall])
    line, wall = line[crossed], wall[crossed]
    hidden: Ints = line[own[line] != outlines.wall_house[wall]]
    return hidden


def _own_house(eyes: Floats, outlines: Outlines) -> Ints:
    """The building that an eye stands in by more than `ON_WALL_M`, −1 where none."""
    own = np.full(len(eyes), -1, dtype=np.int64)
    places = np.asarray(shapely.points(eyes))
    eye, house = outlines.houses.query(places, predicate="within")
    depth = shapely.distance(places[eye], shapely.boundary(outlines.houses.geometries[house]))
    deep = depth > ON_WALL_M
    own[eye[deep]] = house[deep]
    return own


def _cross(start: Floats, end: Floats, wall: Floats) -> Bools:
    """Half-open: along a wall is free, and through two corners is not."""
    one, other = wall[:, :2], wall[:, 2:]
    parts_line = _left(start, end, one) != _left(start, end, other)
    parts_wall = _left(one, other, start) != _left(one, other, end)
    both: Bools = parts_line & parts_wall
    return both


def _left(a: Floats, b: Floats, c: Floats) -> Bools:
    left: Bools = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) > (b[:, 1] - a[:, 1]) * (
        c[:, 0] - a[:, 0]
    )
    return left


def _polygons(corners: Floats, house: Ints) -> NDArray[np.object_]:
    if len(house) == 0:
        return np.zeros(0, dtype=np.object_)
    ends = np.flatnonzero(np.append(house[1:] != house[:-1], True))
    first = np.searchsorted(house, house[ends], side="left")
    closed = np.insert(corners, ends + 1, corners[first], axis=0)
    rings = shapely.linearrings(closed, indices=np.insert(house, ends + 1, house[ends]))
    return np.asarray(shapely.polygons(np.asarray(rings)))
