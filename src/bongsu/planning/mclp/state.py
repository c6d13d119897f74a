"""One choice of sites with what each further site would add and each chosen one alone holds, kept up to date by the rows
that a change touches."""

from typing import Self

import numpy as np

from bongsu.planning.mclp.problem import Floats, Ints, Problem


class State:
    """`gain[c]`: weight that candidate c would add; `loss[s]`: weight that only the chosen s covers; 0 for others."""

    __slots__ = ("_problem", "chosen", "count", "gain", "loss", "objective", "who")

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.count = np.zeros(len(problem.weight), dtype=np.int64)
        # sum of the covering sites' numbers: where one covers, it is that site
        self.who = np.zeros(len(problem.weight), dtype=np.int64)
        items, length = problem.covers.joined(np.arange(problem.candidates))
        owner = np.repeat(np.arange(problem.candidates), length)
        self.gain: Floats = np.bincount(
            owner, problem.weight[items], minlength=problem.candidates
        ).astype(np.float64)
        self.loss: Floats = np.zeros(problem.candidates)
        self.chosen: list[int] = []
        self.objective = 0.0

    def copy(self) -> Self:
        other = object.__new__(type(self))
        other._problem = self._problem
        other.count, other.who = self.count.copy(), self.who.copy()
        other.gain, other.loss = self.gain.copy(), self.loss.copy()
        other.chosen, other.objective = self.chosen.copy(), self.objective
        return other

    def alone(self, site: int) -> Ints:
        """Demands that only this site covers."""
        mine = self._problem.covers.of(site)
        alone: Ints = mine[self.count[mine] == 1]
        return alone

    def spread(self, demands: Ints) -> Floats:
        """[candidates] weight of these demands that each covers."""
        owners, length = self._problem.covered_by.joined(demands)
        weight = np.repeat(self._problem.weight[demands], length)
        spread = np.bincount(owners, weight, minlength=self._problem.candidates)
        # no demands make a count of whole numbers
        return spread.astype(np.float64, copy=False)

    def add(self, site: int) -> None:
        mine = self._problem.covers.of(site)
        before = self.count[mine]
        self.objective += self.gain[site]
        self.loss[site] = self.gain[site]
        self.gain -= self.spread(mine[before == 0])
        shared = mine[before == 1]
        np.subtract.at(self.loss, self.who[shared], self._problem.weight[shared])
        self.count[mine] = before + 1
        self.who[mine] += site
        self.chosen.append(site)

    def remove(self, site: int) -> None:
        mine = self._problem.covers.of(site)
        after = self.count[mine] - 1
        self.count[mine] = after
        self.who[mine] -= site
        self.objective -= self.loss[site]
        self.loss[site] = 0.0
        self.gain += self.spread(mine[after == 0])
        shared = mine[after == 1]
        np.add.at(self.loss, self.who[shared], self._problem.weight[shared])
        self.chosen.remove(site)


def state_of(problem: Problem, sites: Ints) -> State:
    state = State(problem)
    for site in sites.tolist():
        state.add(site)
    return state


def fill(state: State, sites: int) -> None:
    """Greedily up to so many sites."""
    while len(state.chosen) < sites:
        state.add(int(np.argmax(_open(state))))


def _open(state: State) -> Floats:
    """Gains; a chosen site's own lies below every other's."""
    gain = state.gain.copy()
    gain[state.chosen] = -1.0
    return gain
