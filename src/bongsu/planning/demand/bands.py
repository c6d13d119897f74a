"""최우선 and 우선 (Gongju: 15 and 13 points): how many cells they hold here, beside what the highest scores are."""

from dataclasses import dataclass

import numpy as np

from bongsu.planning.demand.scores import Scores

MOST_SHARE = 0.05
"""A band that holds more of the cells than this chooses nothing."""


@dataclass(frozen=True, slots=True)
class Bands:
    """`first`, `second`: cells at or above each; those of the first count in the second too."""

    first_from: float
    second_from: float
    first: int
    second: int
    cells: int
    top_1_percent: float
    top_5_percent: float

    @property
    def fits(self) -> bool:
        """The upper band holds some cells, the lower not too many."""
        return self.second > 0 and self.second <= max(1.0, MOST_SHARE * self.cells)


def bands_of(scores: Scores) -> Bands:
    total, weights = scores.total, scores.weights
    return Bands(
        first_from=weights.first_band,
        second_from=weights.second_band,
        first=int((total >= weights.first_band).sum()),
        second=int((total >= weights.second_band).sum()),
        cells=len(total),
        top_1_percent=float(np.percentile(total, 99)),
        top_5_percent=float(np.percentile(total, 95)),
    )
