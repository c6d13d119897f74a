"""Fairness by dong: who is watched over, who waits. Published with every plan, so that no dong is forgotten unseen."""

import numpy as np

from bongsu.planning.demand.scores import Scores
from bongsu.planning.grid.cells import dong_shapes, which_shape
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Cells, Ints
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.worker.messages import DongNeed


def by_dong(cells: Cells, scores: Scores, inputs: Inputs) -> tuple[DongNeed, ...]:
    """In the order of `inputs.dongs`; cells without a point count in no covered share."""
    number = len(inputs.dongs)
    count = np.bincount(cells.dong, minlength=number)
    total = np.bincount(cells.dong, weights=scores.total, minlength=number)
    has_points = ~np.isnan(scores.facts.covered)
    walked = np.bincount(cells.dong[has_points], minlength=number)
    covered = np.bincount(
        cells.dong[has_points], weights=scores.facts.covered[has_points], minlength=number
    )
    cameras = cameras_by_dong(inputs)
    return tuple(
        DongNeed(
            code=dong.code,
            name=dong.name,
            cells=int(count[i]),
            mean_score=float(total[i] / max(count[i], 1)),
            covered=float(covered[i] / max(walked[i], 1)),
            cameras=int(cameras[i]),
            population=dong.population,
        )
        for i, dong in enumerate(inputs.dongs)
    )


def cameras_by_dong(inputs: Inputs) -> Ints:
    """Working crime-prevention cameras in each dong; one beyond the border is nobody's."""
    standing = [one for one in inputs.cameras if one.is_crime and one.is_online]
    if not standing:
        return np.zeros(len(inputs.dongs), dtype=np.int64)
    x, y = metres_of(
        np.array([one.lat for one in standing]), np.array([one.lon for one in standing])
    )
    dong = which_shape(dong_shapes(inputs.dongs), x, y)
    return np.bincount(dong[dong >= 0], minlength=len(inputs.dongs))
