"""A few good choices kept side by side: walks start anew or from one of them, and HiGHS finds the best choice among the
sites that several of them hold, which puts the good parts of a city together."""

import time

import numpy as np

from bongsu.planning.mclp.board import Board
from bongsu.planning.mclp.climb import Climb
from bongsu.planning.mclp.hunt import HOT, WARM, Hunt
from bongsu.planning.mclp.part import Solver, part_of
from bongsu.planning.mclp.problem import Ints, Problem
from bongsu.planning.mclp.state import fill, state_of

# a walk's share of the time left, and its fewest and most seconds
_WALK_SHARE, _SHORTEST_S, _LONGEST_WALK_S = 0.3, 1.5, 30.0
_KEPT = 12
_ANEW = 0.3
# of the sites that chance lays before the rest is filled greedily
_BY_CHANCE = 1 / 3
# how many are merged at first, and between which processor times that number stays
_FIRST_MERGED, _FEWEST_MERGED = 3, 1
_QUICK_S, _LONG_S, _LONGEST_S = 0.3, 1.2, 3.0


class Breed:
    """Works on one board, a round at a time."""

    def __init__(
        self,
        problem: Problem,
        board: Board,
        seed: int,
        solver: Solver,
        hunt: Hunt,
        longest_s: float = _LONGEST_WALK_S,
    ) -> None:
        self._problem, self._board, self._solver, self._hunt = problem, board, solver, hunt
        self._chance = np.random.default_rng(seed)
        self._merged, self._longest_s = _FIRST_MERGED, longest_s
        self._kept: dict[int, Ints] = {board.worth: board.chosen}
        self._rounds = 0

    def round(self) -> None:
        """One walk, and one merge of what it found with some of the kept."""
        self._keep(self._board.worth, self._board.chosen)
        start, heat = self._start()
        seconds = min(self._longest_s, max(_SHORTEST_S, _WALK_SHARE * self._board.left_s()))
        worth, chosen = self._hunt.walked(self._board, start, heat, seconds)
        self._rounds += 1
        self._keep(worth, chosen)
        if not self._board.over():
            self._merge(chosen)

    def _start(self) -> tuple[Ints, float]:
        """A hot walk first; then from a kept choice, or anew."""
        if not self._rounds:
            return self._board.chosen, HOT
        if self._chance.random() >= _ANEW:
            worths = sorted(self._kept)
            return self._kept[worths[self._chance.integers(len(worths))]], WARM
        by_chance = int(self._problem.sites * _BY_CHANCE)
        drawn = self._chance.choice(self._problem.candidates, by_chance, replace=False)
        state = state_of(self._problem, drawn)
        fill(state, self._problem.sites)
        return np.array(state.chosen), HOT

    def _keep(self, worth: int, chosen: Ints) -> None:
        self._kept[worth] = chosen
        for least in sorted(self._kept, reverse=True)[_KEPT:]:
            del self._kept[least]

    def _merge(self, chosen: Ints) -> None:
        others = self._chance.permutation(sorted(self._kept))[: self._merged]
        together = [chosen, self._board.chosen, *(self._kept[int(one)] for one in others)]
        free = np.unique(np.concatenate(together))
        part = part_of(self._problem, free[:0], free, self._problem.sites)
        begin = time.process_time()
        seconds = min(_LONGEST_S, self._board.left_s())
        outcome = self._solver.solve(part, floor=self._board.worth, seconds=seconds)
        took = time.process_time() - begin
        if took > _LONG_S:
            self._merged = max(_FEWEST_MERGED, self._merged - 1)
        elif took < _QUICK_S:
            self._merged = min(_KEPT, self._merged + 1)
        if outcome.chosen is not None:
            self._uphill(outcome.chosen)

    def _uphill(self, chosen: Ints) -> None:
        state = state_of(self._problem, chosen)
        Climb(self._problem).up(state, None, self._board.over)
        self._board.found(np.array(state.chosen), round(state.objective))
        self._keep(round(state.objective), np.array(state.chosen))
