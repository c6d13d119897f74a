"""The score of every cell with its reasons, and fairness by dong, as the map shows them. No solver is loaded."""

from collections.abc import Callable

from bongsu.planning.config import PlanConfig
from bongsu.planning.demand.explain import explain
from bongsu.planning.demand.fairness import by_dong
from bongsu.planning.demand.feedback import warnings
from bongsu.planning.grid.cells import ring_of
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.plans.ground import Ground, lay
from bongsu.planning.plans.score_parts import PARTS
from bongsu.planning.worker.messages import Progress, Scored, ScoredCell


def score_only(
    config: PlanConfig, inputs: Inputs, progress: Callable[[Progress], None] = lambda _said: None
) -> Scored:
    """Raises `PlanRefused`."""
    ground = lay(config, inputs, lambda step, share: progress(Progress(step, share)))
    progress(Progress("explain", 0.9))
    return Scored(
        cells=tuple(_cell(ground, inputs, index) for index in range(len(ground.cells.codes))),
        dongs=by_dong(ground.cells, ground.scores, inputs),
        warnings=warnings(ground.scores, inputs),
        sources=inputs.sources,
    )


def _cell(ground: Ground, inputs: Inputs, index: int) -> ScoredCell:
    cells, scores = ground.cells, ground.scores
    return ScoredCell(
        code=cells.codes[index],
        lat=float(cells.lat[index]),
        lon=float(cells.lon[index]),
        ring=ring_of(cells, index),
        dong_code=inputs.dongs[int(cells.dong[index])].code,
        total=float(scores.total[index]),
        parts=tuple(float(getattr(scores.parts, name)[index]) for name in PARTS),
        reasons=tuple(explain(scores, index)),
    )
