"""What a plan stands on: cells, points, what cameras see today, and the score of every cell."""

from collections.abc import Callable
from dataclasses import dataclass

from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.sight import Outlines, outlines_of
from bongsu.planning.coverage.standing import Standing, seen_by
from bongsu.planning.demand.facts import covered_share
from bongsu.planning.demand.score import score
from bongsu.planning.demand.scores import Scores
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.grid.lay_points import points_of
from bongsu.planning.grid.points import Cells, Floats, Points
from bongsu.planning.inputs.numbers import check_numbers
from bongsu.planning.inputs.values import Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """`covered`: share of each cell's points that a camera of today reaches. `outlines`: None where no building is known."""

    cells: Cells
    points: Points
    outlines: Outlines | None
    standing: Standing
    covered: Floats
    scores: Scores


def lay(
    config: PlanConfig, inputs: Inputs, told: Callable[[str, float], None] = lambda _s, _p: None
) -> Ground:
    """Raises `PlanRefused`."""
    check_numbers(inputs)
    told("grid", 0.0)
    cells = cells_of(inputs.dongs)
    points = points_of(cells, config.targets, inputs.streets)
    told("standing", 0.4)
    outlines = outlines_of(inputs.buildings) if inputs.buildings else None
    standing = seen_by(inputs.cameras, points, outlines)
    told("score", 0.8)
    covered = covered_share(points, standing.reached, len(cells.codes), standing.outdoors)
    return Ground(
        cells=cells,
        points=points,
        outlines=outlines,
        standing=standing,
        covered=covered,
        scores=score(cells, covered, inputs, config.weights),
    )
