"""Ruin and rebuild: the sites around a place are taken away, put back greedily with some chance, climbed uphill, and the
outcome kept when it is better or, while the walk is warm, not much worse."""

from collections.abc import Callable

import numpy as np

from bongsu.planning.mclp.climb import Climb
from bongsu.planning.mclp.problem import Floats, Ints, Problem
from bongsu.planning.mclp.state import State

Over = Callable[[], bool]

_FEWEST, _MOST = 2, 8
# of the objective: how much worse a step may be at the start of a walk, and at its end
_HOT, _COLD = 1e-3, 2e-5
_NOISE = 0.15


class Walk:
    """So many steps, cooling, from one choice; `best` only ever gets better."""

    def __init__(
        self, problem: Problem, start: State, chance: np.random.Generator, steps: int
    ) -> None:
        self._problem, self._chance = problem, chance
        self._climb = Climb(problem)
        self._here = start
        self._step, self._steps = 0, steps
        self.best = start.copy()

    @property
    def is_done(self) -> bool:
        return self._step >= self._steps

    def go(self, over: Over) -> None:
        """One step."""
        tried = self._here.copy()
        gone = self._ruin(tried)
        came = np.array([self._drawn_site(tried) for _ in gone], dtype=np.int64)
        self._climb.up(tried, np.concatenate((gone, came)), over)
        self._step += 1
        if tried.objective > self.best.objective:
            self.best = tried.copy()
        if tried.objective >= self._here.objective - self._slack():
            self._here = tried

    def _slack(self) -> float:
        """Exponential chance, so that a step far down is rare but not barred."""
        warm = _HOT * (_COLD / _HOT) ** (self._step / self._steps)
        return float(self._chance.exponential() * warm * self.best.objective)

    def _ruin(self, state: State) -> Ints:
        """Of the sites nearest to a place, some."""
        chosen = np.array(state.chosen)
        most = min(_MOST, len(chosen))
        many = int(self._chance.integers(min(_FEWEST, most), most + 1))
        place = self._problem.place
        apart = ((place[chosen] - place[self._middle(state)]) ** 2).sum(axis=1)
        near = np.argsort(apart, kind="stable")[: many + 2]
        gone: Ints = chosen[self._chance.permutation(near)[:many]]
        for site in gone.tolist():
            state.remove(site)
        return gone

    def _middle(self, state: State) -> int:
        """A candidate to ruin around: anywhere, or where much is uncovered."""
        worth = state.gain.cumsum()
        if worth[-1] <= 0 or self._chance.random() < 0.5:
            return int(self._chance.integers(self._problem.candidates))
        drawn = np.searchsorted(worth, self._chance.random() * worth[-1], side="right")
        return min(int(drawn), self._problem.candidates - 1)

    def _drawn_site(self, state: State) -> int:
        """The best by gain times a little chance."""
        gain: Floats = state.gain * (1.0 - _NOISE * self._chance.random(len(state.gain)))
        gain[state.chosen] = -1.0
        site = int(np.argmax(gain))
        state.add(site)
        return site
