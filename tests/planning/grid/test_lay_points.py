"""Points in cells and along streets."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from bongsu.planning.config import Targets
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.grid.lay_points import points_of
from bongsu.planning.grid.points import Points
from tests.planning.little_town import SOUTH, WEST, line, town

CELLS = cells_of(town(300))
ALONG = Targets(along_streets=True, step_m=25.0)


def least_apart(points: Points) -> float:
    places = np.column_stack([points.x, points.y])
    apart = np.asarray(cKDTree(places).query(places, k=2)[0])
    return float(apart[:, 1].min())


@pytest.mark.parametrize(("step_m", "per_cell"), [(25.0, 16), (50.0, 4), (10.0, 100), (33.0, 9)])
def test_each_cell_has_the_same_number_of_points(step_m: float, per_cell: int) -> None:
    points = points_of(CELLS, Targets(step_m=step_m))
    assert np.bincount(points.cell).tolist() == [per_cell] * len(CELLS.codes)


def test_grid_points_stand_a_step_apart_across_cells() -> None:
    assert least_apart(points_of(CELLS, Targets(step_m=25.0))) == pytest.approx(25.0)


def test_a_point_lies_in_its_cell() -> None:
    points = points_of(CELLS, Targets(step_m=20.0))
    assert np.all((points.x >= CELLS.x[points.cell]) & (points.x < CELLS.x[points.cell] + 100))
    assert np.all((points.y >= CELLS.y[points.cell]) & (points.y < CELLS.y[points.cell] + 100))


def test_a_street_has_points_a_step_apart_with_both_ends() -> None:
    points = points_of(CELLS, ALONG, [line((10, 50), (110, 50))])
    assert sorted((points.x - WEST).round(1).tolist()) == [10, 35, 60, 85, 110]


def test_a_crossing_is_one_point() -> None:
    west_east, south_north = line((50, 150), (250, 150)), line((150, 50), (150, 250))
    points = points_of(CELLS, ALONG, [west_east, south_north])
    assert len(points.x) == 9 + 9 - 1
    assert least_apart(points) >= 12.5 - 1e-3


def test_a_street_drawn_twice_counts_once() -> None:
    street = line((50, 150), (250, 150))
    backwards = tuple(reversed(street))
    once, twice = points_of(CELLS, ALONG, [street]), points_of(CELLS, ALONG, [street, backwards])
    assert len(once.x) == len(twice.x)


def test_what_runs_out_of_the_district_is_left_out() -> None:
    points = points_of(CELLS, ALONG, [line((500, 50), (900, 50))])
    assert float((points.x - WEST).max()) < 600
    assert float((points.y - SOUTH).max()) == pytest.approx(50, abs=0.1)


def test_lines_of_no_length_lay_no_points() -> None:
    points = points_of(
        CELLS, ALONG, [line((10, 10)), line((20, 20), (20, 20)), line((1, 50), (99, 50))]
    )
    assert len(points.x) == 5


@pytest.mark.parametrize("streets", [[], [line((5_000, 0), (5_100, 0))]])
def test_streets_asked_for_and_none_here_is_refused(streets: list[object]) -> None:
    with pytest.raises(PlanRefused, match="streets lies in the district") as refused:
        points_of(CELLS, ALONG, streets)  # type: ignore[arg-type]  # an empty list has no type
    assert refused.value.field == "streets"
