"""The 100 m cells of a district: those of the national grid whose centre lies in one of its dongs."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.korea import degrees_of, metres_of
from bongsu.planning.grid.national_code import codes_of
from bongsu.planning.grid.points import Cells, Floats, Ints
from bongsu.planning.inputs.values import Dong, Ring
from bongsu.planning.words import Told

SIDE_M = 100.0
WIDEST_M = 100_000.0
"""No district is wider: a corner of an outline lies elsewhere."""
_NOWHERE = -1


def cells_of(dongs: Sequence[Dong]) -> Cells:
    """From north-west to south-east. Raises `PlanRefused` where no dong holds the centre of a cell."""
    shapes = dong_shapes(dongs)
    x, y = _lattice(shapes)
    dong = which_shape(shapes, x + SIDE_M / 2, y + SIDE_M / 2)
    inside = dong != _NOWHERE
    if not inside.any():
        raise _no_cells()
    x, y, dong = x[inside], y[inside], dong[inside]
    lat, lon = degrees_of(x + SIDE_M / 2, y + SIDE_M / 2)
    return Cells(codes_of(x, y), x, y, lat, lon, dong)


def dong_shapes(dongs: Sequence[Dong]) -> list[BaseGeometry]:
    """Each dong's polygons on the grid's plane, in the order of `dongs`."""
    return [
        shapely.make_valid(shapely.MultiPolygon([_polygon(ring) for ring in dong.polygons]))
        for dong in dongs
    ]


def which_shape(shapes: Sequence[BaseGeometry], x: Floats, y: Floats) -> Ints:
    """Index of the shape that holds each place, −1 for none. Where two do, the smaller: a dong may lie in another."""
    answer = np.full(len(x), _NOWHERE, dtype=np.int64)
    largest_first = sorted(range(len(shapes)), key=lambda i: (-shapes[i].area, -i))
    for index in largest_first:
        west, south, east, north = shapes[index].bounds
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        shapely.prepare(shapes[index])
        answer[near[shapely.intersects_xy(shapes[index], x[near], y[near])]] = index
    return answer


def cell_at(cells: Cells, x: Floats, y: Floats) -> Ints:
    """Index of the cell that holds each place, −1 where it is none of ours."""
    west, south = float(cells.x.min()), float(cells.y.min())
    columns = int((cells.x.max() - west) // SIDE_M) + 1
    rows = int((cells.y.max() - south) // SIDE_M) + 1
    table = np.full((rows, columns), _NOWHERE, dtype=np.int64)
    own_row, own_column = _steps(cells.y, south), _steps(cells.x, west)
    table[own_row, own_column] = np.arange(len(cells.codes))
    row, column = _steps(y, south), _steps(x, west)
    on_it = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    answer = np.full(len(x), _NOWHERE, dtype=np.int64)
    answer[on_it] = table[row[on_it], column[on_it]]
    return answer


def ring_of(cells: Cells, index: int) -> tuple[tuple[float, float], ...]:
    """(lon, lat) of a cell's corners, closed."""
    west, south = float(cells.x[index]), float(cells.y[index])
    lat, lon = degrees_of(
        west + SIDE_M * np.array([0, 1, 1, 0, 0]), south + SIDE_M * np.array([0, 0, 1, 1, 0])
    )
    return tuple(
        (round(east, 7), round(north, 7))
        for east, north in zip(lon.tolist(), lat.tolist(), strict=True)
    )


def _steps(metres: Floats, start: float) -> Ints:
    # swapped coordinates have no place in the grid: a step before the first
    steps = np.nan_to_num((metres - start) / SIDE_M, nan=-1.0, posinf=-1.0, neginf=-1.0)
    return np.floor(steps).astype(np.int64)


def _lattice(shapes: Sequence[BaseGeometry]) -> tuple[Floats, Floats]:
    bounds = shapely.total_bounds(shapes) if shapes else np.full(4, np.nan)
    if not np.isfinite(bounds).all():
        raise _no_cells()
    west, south, east, north = bounds
    if max(east - west, north - south) > WIDEST_M:
        raise _too_wide(max(east - west, north - south))
    x = np.arange(np.floor(west / SIDE_M) * SIDE_M, east, SIDE_M)
    y = np.arange(np.floor(south / SIDE_M) * SIDE_M, north, SIDE_M)[::-1]
    columns, rows = np.meshgrid(x, y)
    return columns.ravel(), rows.ravel()


def _polygon(ring: Ring) -> shapely.Polygon:
    corners = np.array(ring, dtype=float).reshape(-1, 2)
    return shapely.Polygon(np.column_stack(metres_of(corners[:, 1], corners[:, 0])))


def _no_cells() -> PlanRefused:
    return PlanRefused(
        Told(
            "행정동 경계 안에 100 m 격자의 중심이 하나도 없습니다.",
            "No dong holds the centre of a 100 m cell.",
        ),
        field="dongs",
    )


def _too_wide(metres: float) -> PlanRefused:
    wide = f"{metres / 1_000:.0f} km"
    return PlanRefused(
        Told(
            f"행정동 경계의 폭이 {wide}입니다. 잘못된 좌표가 섞여 있습니다.",
            f"The dongs' outlines are {wide} wide: some corner of them is wrong.",
        ),
        field="dongs",
    )
