"""How often borders cross: what costs minutes to put together is no warning's area, and is counted before. Pure."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bongsu.kernel.failures import Invalid

# the largest published warning areas have some thousands of points; a disc of ours has 64
MOST_POINTS = 40_000
MOST_SHAPES = 1_000
# a border that was drawn by hand crosses itself now and then; neighbouring areas meet at every corner
MOST_SELF_CROSSINGS = 100
MOST_CROSSINGS = 20_000
Lines = NDArray[np.object_]
_FIELD = "alert/info/area/polygon"
# pairs of segments that lie near each other, so many of which are looked at
_MOST_NEAR = 400_000
_AT_A_TIME = 16


def check_self_crossings(shape: BaseGeometry) -> None:
    """Before it is repaired. Raises `Invalid`."""
    if _crossings([shape], MOST_SELF_CROSSINGS) > MOST_SELF_CROSSINGS:
        said = f"A polygon crosses itself at most {MOST_SELF_CROSSINGS} times"
        raise Invalid(said, field=_FIELD)


def check_together(shapes: Sequence[BaseGeometry]) -> None:
    """Before they are put together. Raises `Invalid`."""
    if len(shapes) > MOST_SHAPES:
        raise Invalid(f"An alert draws at most {MOST_SHAPES} areas", field=_FIELD)
    if sum(int(shapely.get_num_coordinates(one)) for one in shapes) > MOST_POINTS:
        raise Invalid(f"All areas together have at most {MOST_POINTS} points", field=_FIELD)
    if _crossings(shapes, MOST_CROSSINGS) > MOST_CROSSINGS:
        said = f"The areas' borders cross one another at most {MOST_CROSSINGS} times"
        raise Invalid(said, field=_FIELD)


def _crossings(shapes: Sequence[BaseGeometry], enough: int) -> int:
    """Counted no further than a little beyond `enough`."""
    lines = _segments(shapes)
    tree, near, found = shapely.STRtree(lines), 0, 0
    for start in range(0, len(lines), _AT_A_TIME):
        some = lines[start : start + _AT_A_TIME]
        of_some, of_all = tree.query(some)
        near += len(of_all)
        if near > _MOST_NEAR:
            return enough + 1
        # each pair is met from both sides
        found += int(shapely.crosses(some[of_some], lines[of_all]).sum())
        if found > 2 * enough:
            break
    return found // 2


def _segments(shapes: Sequence[BaseGeometry]) -> Lines:
    # a repaired border may be a collection of polygons and of what is left of lines
    parts = shapely.get_parts(shapely.get_parts(np.array(shapes, dtype=object)))
    pieces = [np.empty((0, 2, 2))]
    for ring in shapely.get_parts(shapely.boundary(parts)):
        for line in shapely.get_parts(ring):
            corners = shapely.get_coordinates(line)
            pieces.append(np.stack([corners[:-1], corners[1:]], axis=1))
    return np.asarray(shapely.linestrings(np.concatenate(pieces)), dtype=object)
