"""서울시 빅데이터 우선 설치지역 as an origin of candidates: the best spots inside each, and the rank of any place in one."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import STRtree

from bongsu.planning.candidates.left_out import LeftOut, Why, left_out
from bongsu.planning.candidates.wishes import From, Wishes, best_of_each, from_spots
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Floats, Ints, Points
from bongsu.planning.inputs.values import PriorityArea

NO_RANK = np.iinfo(np.int64).max


def areas_of(priority: Sequence[PriorityArea]) -> STRtree:
    """Their outlines in EPSG:5179, in the order given."""
    return STRtree([_outline(area) for area in priority])


def ranks_at(areas: STRtree, priority: Sequence[PriorityArea], x: Floats, y: Floats) -> Ints:
    """The best rank of the areas that hold each place, `NO_RANK` outside of all."""
    ranks = np.full(len(x), NO_RANK, dtype=np.int64)
    if priority:
        given = np.array([area.rank for area in priority], dtype=np.int64)
        place, area = areas.query(shapely.points(x, y), predicate="intersects")
        np.minimum.at(ranks, place, given[area])
    return ranks


def area_wishes(
    areas: STRtree, priority: Sequence[PriorityArea], points: Points, gain: Floats
) -> tuple[Wishes, list[LeftOut]]:
    """The spot of highest gain in each area and cell: an area of one cell offers one, beside its lamps and poles."""
    if not priority:
        return from_spots(From.CITY_AREA, points, np.zeros(0, dtype=np.int64)), []
    point, area = areas.query(shapely.points(points.x, points.y), predicate="intersects")
    cells = int(points.cell.max()) + 1
    best = best_of_each(area * cells + points.cell[point], gain[point])
    holds = np.bincount(area, minlength=len(priority)) > 0
    offers = np.zeros(len(priority), dtype=np.bool_)
    offers[area[best]] = True
    told = [
        left_out(
            From.CITY_AREA, why, tuple(priority[k].code for k in np.flatnonzero(missing).tolist())
        )
        for why, missing in ((Why.OUTSIDE, ~holds), (Why.COVERED, holds & ~offers))
        if missing.any()
    ]
    return from_spots(From.CITY_AREA, points, np.unique(point[best])), told


def _outline(area: PriorityArea) -> shapely.Geometry:
    corners = np.array(area.ring, dtype=np.float64).reshape(-1, 2)
    x, y = metres_of(corners[:, 1], corners[:, 0])
    if len(corners) < 3 or not (np.isfinite(x) & np.isfinite(y)).all():
        return shapely.Polygon()
    return shapely.make_valid(shapely.Polygon(np.column_stack([x, y])))
