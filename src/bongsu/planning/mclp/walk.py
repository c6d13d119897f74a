"""Ruin and rebuild: the sites around a place are taken away, put back greedily with some chance, climbed uphill, and the
outcome kept when it is better or, early on, not much worse."""

from collections.abc import Callable

import numpy as np

from bongsu.planning.mclp.climb import Climb
from bongsu.planning.mclp.problem import Floats, Ints, Problem
from bongsu.planning.mclp.state import State

Over = Callable[[], bool]

_FEWEST, _MOST = 2, 8
# of the objective: how much worse a step may be at the start of a round, and at its end
_HOT, _COLD = 3e-4, 1e-5
_ROUND = 1_500
_NOISE = 0.15


class Walk:
    """One searcher. `best` only ever gets better; `take` brings another's choice in."""

    def __init__(self, problem: Problem, start: State, seed: int) -> None:
        self._problem = problem
        self._chance = np.random.default_rng(seed)
        self._climb = Climb(problem)
        self._here = start
        self._step = 0
        self.best = start.copy()
        self._drawn = problem.weight / problem.weight.sum()
        self._edge = self._drawn.cumsum()

    def take(self, state: State) -> None:
        if state.objective > self.best.objective:
            self.best, self._here = state.copy(), state

    def go(self, over: Over) -> None:
        """One step of the walk."""
        tried = self._here.copy()
        gone = self._ruin(tried)
        came = self._rebuild(tried, gone)
        self._climb.up(tried, np.concatenate((gone, came)), over)
        self._step += 1
        if tried.objective > self.best.objective:
            self.best = tried.copy()
        if tried.objective >= self._here.objective - self._slack():
            self._here = tried
        if self._step % _ROUND == 0:
            self._here = self.best.copy()

    def _slack(self) -> float:
        """Cooling within a round; exponential chance, so that a step far down is rare but not barred."""
        far = (self._step % _ROUND) / _ROUND
        warm = _HOT * (_COLD / _HOT) ** far
        return float(-np.log(self._chance.random()) * warm * self.best.objective)

    def _ruin(self, state: State) -> Ints:
        """The sites nearest to a place drawn among uncovered weight, or anywhere."""
        chosen = np.array(state.chosen)
        most = min(_MOST, len(chosen))
        many = int(self._chance.integers(min(_FEWEST, most), most + 1))
        place = self._problem.place
        apart = ((place[chosen] - place[self._middle(state)]) ** 2).sum(axis=1)
        near = np.argsort(apart, kind="stable")[: many + 2]
        gone = chosen[self._chance.permutation(near)[:many]]
        for site in gone.tolist():
            state.remove(site)
        return np.asarray(gone)

    def _middle(self, state: State) -> int:
        """A candidate to ruin around."""
        if self._chance.random() < 0.5:
            return int(self._chance.integers(self._problem.candidates))
        worth = state.gain.cumsum()
        if worth[-1] <= 0:
            return int(self._chance.integers(self._problem.candidates))
        return int(np.searchsorted(worth, self._chance.random() * worth[-1], side="right"))

    def _rebuild(self, state: State, gone: Ints) -> Ints:
        came = [self._drawn_site(state) for _ in gone]
        return np.array(came, dtype=np.int64)

    def _drawn_site(self, state: State) -> int:
        """The best by gain times a little chance."""
        gain: Floats = state.gain * (1.0 - _NOISE * self._chance.random(len(state.gain)))
        gain[state.chosen] = -1.0
        site = int(np.argmax(gain))
        state.add(site)
        return site
