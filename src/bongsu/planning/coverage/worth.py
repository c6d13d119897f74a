"""What each point is worth: its cell's score, and how much of that is still open (decision 012).

A point's worth has two parts: within reach of a camera, and always looked at."""

from dataclasses import dataclass

import numpy as np

from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.standing import Standing
from bongsu.planning.demand.score import MOST_DARK
from bongsu.planning.demand.scores import Scores
from bongsu.planning.grid.points import Floats, Points


@dataclass(frozen=True, slots=True)
class Worth:
    """Per point, but for `lamp`. `whole`: the score of its cell shared among the points of that cell."""

    whole: Floats
    reach: Floats
    """What reaching it would still bring; 0 where a camera of today does, or where nothing can be seen."""
    always: Floats
    """Likewise for always looking at it."""
    lamp: Floats
    """Per cell: by how much its score falls where one more lamp stands (a smart pole's)."""
    always_share: float


def worth_of(points: Points, scores: Scores, standing: Standing, config: PlanConfig) -> Worth:
    """Points inside a building are worth nothing: a street camera has no business there."""
    in_cell = np.bincount(points.cell, weights=standing.outdoors, minlength=len(scores.total))
    each = standing.outdoors / np.maximum(in_cell, 1.0)[points.cell]
    whole = scores.total[points.cell] * each
    lit = np.minimum(scores.parts.dark, MOST_DARK / config.weights.lights_enough)
    share = config.sight.always_share
    return Worth(
        whole=whole,
        reach=(1.0 - share) * whole * ~standing.reached,
        always=share * whole * ~standing.always,
        lamp=config.weights.dark * scores.parts.factor * lit,
        always_share=share,
    )
