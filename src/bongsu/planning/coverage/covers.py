"""Who sees what as two flat arrays (CSR): thousands of cameras, millions of pairs, no loop."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.planning.grid.points import Ints

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Covers:
    """Row k sees `target[start[k]:start[k + 1]]`."""

    start: Ints
    target: Ints

    def of(self, row: int) -> Ints:
        return self.target[self.start[row] : self.start[row + 1]]

    def rows(self) -> Ints:
        """The row of every entry of `target`."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def kept(self, keep: Bools) -> "Covers":
        """Only the entries that are True in `keep`, one for each of `target`."""
        before = np.concatenate(([0], np.cumsum(keep)))
        return Covers(before[self.start], self.target[keep])

    def taken(self, rows: Ints) -> "Covers":
        """These rows in this order; one may be taken often."""
        lengths = np.diff(self.start)[rows]
        start = np.concatenate(([0], np.cumsum(lengths)))
        entry = np.repeat(self.start[rows] - start[:-1], lengths) + np.arange(start[-1])
        return Covers(start, self.target[entry])


def stacked(all_covers: Sequence[Covers]) -> Covers:
    """One below the other."""
    lengths = np.concatenate([np.diff(covers.start) for covers in all_covers])
    target = np.concatenate([covers.target for covers in all_covers])
    return Covers(np.concatenate(([0], np.cumsum(lengths))), target)
