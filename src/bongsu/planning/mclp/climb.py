"""Uphill by swaps: a chosen site goes, the best one comes, until no swap helps. Only sites near a change are asked again."""

from collections.abc import Callable

import numpy as np

from bongsu.planning.mclp.problem import Ints, Problem
from bongsu.planning.mclp.state import State

# a swap changes what sites that share demand with it hold alone, and what candidates near those would add
NEAR_RADII = 3.2


class Climb:
    """`near`: how far (squared chord) a change is felt."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._near = (NEAR_RADII * reach_of(problem)) ** 2

    def up(self, state: State, changed: Ints | None, over: Callable[[], bool]) -> None:
        """`changed`: sites that came or went since the last top; None asks all."""
        asked = self._felt(state, changed) if changed is not None else list(state.chosen)
        while asked and not over():
            site = asked.pop()
            other = self._better(state, site)
            if other is None:
                continue
            state.remove(site)
            state.add(other)
            known = set(asked)
            felt = self._felt(state, np.array([site, other]))
            asked = [one for one in felt if one not in known] + asked

    def _better(self, state: State, site: int) -> int | None:
        """Which candidate is worth more than this chosen one, if any. Costs nothing where little is held alone."""
        gain = state.gain + state.spread(state.alone(site))
        other = int(np.argmax(gain))
        return other if gain[other] > state.loss[site] + 0.5 else None

    def _felt(self, state: State, changed: Ints) -> list[int]:
        chosen = np.array(state.chosen)
        place = self._problem.place
        apart = ((place[chosen][:, None] - place[changed][None]) ** 2).sum(axis=2)
        felt: list[int] = chosen[apart.min(axis=1) <= self._near].tolist()
        return felt


def reach_of(problem: Problem) -> float:
    """Chord within which two candidates may share demand: half of it is the radius."""
    owners, length = problem.covered_by.joined(np.arange(len(problem.weight)))
    first = owners[np.minimum(length.cumsum() - length, len(owners) - 1)]
    apart = ((problem.place[owners] - problem.place[np.repeat(first, length)]) ** 2).sum(axis=1)
    return float(np.sqrt(apart.max(initial=0.0)) / 2.0)
