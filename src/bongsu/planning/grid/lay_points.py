"""Lays the points that coverage is counted on: in a grid over the cells, or along the streets."""

from collections.abc import Sequence

import numpy as np
import shapely
from scipy.spatial import cKDTree

from bongsu.planning.config import Targets
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.cells import SIDE_M, cell_at
from bongsu.planning.grid.korea import degrees_of, metres_of
from bongsu.planning.grid.points import Cells, Floats, Points
from bongsu.planning.inputs.values import Ring
from bongsu.planning.words import Told

# where streets cross or two lines run together, the later point within this share of a step is the same place
_SAME_PLACE = 0.5


def points_of(cells: Cells, targets: Targets, streets: Sequence[Ring] = ()) -> Points:
    """Every point lies in one of the cells and has its score. Raises `PlanRefused` where streets are asked for and
    none lies in the district."""
    if targets.along_streets:
        x, y = _along(streets, targets.step_m)
    else:
        x, y = _in_grid(cells, targets.step_m)
    cell = cell_at(cells, x, y)
    inside = cell >= 0
    if not inside.any():
        raise _no_streets(len(streets))
    x, y, cell = x[inside], y[inside], cell[inside]
    lat, lon = degrees_of(x, y)
    return Points(x, y, lat, lon, cell)


def _in_grid(cells: Cells, step_m: float) -> tuple[Floats, Floats]:
    """As many equal steps as come nearest to `step_m` on a cell's side: each cell has the same number of points."""
    per_side = max(1, round(SIDE_M / step_m))
    inset = (np.arange(per_side) + 0.5) * (SIDE_M / per_side)
    east, north = (axis.ravel() for axis in np.meshgrid(inset, inset))
    x = (cells.x[:, None] + east[None, :]).ravel()
    y = (cells.y[:, None] + north[None, :]).ravel()
    return x, y


def _along(streets: Sequence[Ring], step_m: float) -> tuple[Floats, Floats]:
    lines = [line for street in streets if (line := _line(street)) is not None]
    laid = [_on_line(line, step_m) for line in lines]
    if not laid:
        return np.empty(0), np.empty(0)
    places = np.concatenate(laid)
    return _once(places, step_m * _SAME_PLACE)


def _line(street: Ring) -> shapely.LineString | None:
    corners = np.array(street, dtype=float).reshape(-1, 2)
    if len(corners) < 2:
        return None
    line = shapely.LineString(np.column_stack(metres_of(corners[:, 1], corners[:, 0])))
    return line if line.length > 0 else None


def _on_line(line: shapely.LineString, step_m: float) -> Floats:
    """Equal steps of at most `step_m`, both ends included: a crossing is then a point of each street."""
    steps = max(1, int(np.ceil(line.length / step_m)))
    along = np.linspace(0.0, line.length, steps + 1)
    places: Floats = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
    return places


def _once(places: Floats, apart_m: float) -> tuple[Floats, Floats]:
    """The first of each group of places that lie closer together than `apart_m`."""
    pairs = cKDTree(places).query_pairs(apart_m - 1e-6, output_type="ndarray")
    taken = np.ones(len(places), dtype=np.bool_)
    for one, other in pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].tolist():
        if taken[one]:
            taken[other] = False
    return places[taken, 0], places[taken, 1]


def _no_streets(given: int) -> PlanRefused:
    return PlanRefused(
        Told(
            f"도로 {given}개 가운데 이 자치구 안을 지나는 것이 없습니다.",
            f"None of {given} streets lies in the district.",
        ),
        field="streets",
    )
