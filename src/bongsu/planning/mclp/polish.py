"""Proving: lowers the bound, drops candidates that cannot be in any better choice, and solves the rest by HiGHS where that
is small."""

import time

import numpy as np

from bongsu.planning.mclp.board import Board
from bongsu.planning.mclp.bound import Bound, Descent
from bongsu.planning.mclp.part import Solver, part_of
from bongsu.planning.mclp.problem import Ints, Problem

_ROUND = 100
# a round of descent that lowers the bound by less than this share of it is one of the last
_STALE = 2e-6
_STALE_ROUNDS = 3
_FIRST_SHARE, _LATER_SHARE, _LATER_S = 0.15, 0.02, 0.5
# entries of a cover matrix that HiGHS solves as a whole, and its share of the time left
WHOLE_ENTRIES = 60_000
_WHOLE_SHARE = 0.5


class Polish:
    """Works on one board."""

    def __init__(self, problem: Problem, board: Board, solver: Solver) -> None:
        self._problem, self._board, self._solver = problem, board, solver
        self._descent = Descent(problem)
        self._is_whole_tried = False
        self._is_stale = False

    def run(self) -> None:
        """The first and longest descent."""
        self._descend(_FIRST_SHARE * self._board.left_s())
        if not self._board.over():
            self._whole()

    def again(self) -> None:
        """A little more of it, for whoever has found better meanwhile."""
        if not self._is_stale:
            self._descend(min(_LATER_S, _LATER_SHARE * self._board.left_s()))
        if not self._board.over():
            self._whole()

    def _descend(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        stale = 0
        while time.monotonic() < until and stale < _STALE_ROUNDS and not self._board.over():
            before = self._descent.best.value
            self._descent.steps(_ROUND)
            self._board.bounded(self._descent.best.value)
            stale = stale + 1 if before - self._descent.best.value < _STALE * before else 0
        self._is_stale = stale >= _STALE_ROUNDS

    def _whole(self) -> None:
        """All that prices do not exclude, when that is small; once."""
        if self._is_whole_tried:
            return
        inside, left = promising(self._problem, self._descent.best, self._board.worth)
        many = self._problem.sites - len(inside)
        if many < 0:
            return
        part = part_of(self._problem, inside, left, many)
        if part.covered_by.nnz > WHOLE_ENTRIES:
            return
        self._is_whole_tried = True
        seconds = self._board.left_s() * _WHOLE_SHARE
        outcome = self._solver.solve(part, floor=self._board.worth, seconds=seconds)
        if outcome.chosen is not None:
            chosen = np.concatenate((inside, outcome.chosen))
            self._board.found(chosen, self._problem.worth(chosen))
        self._board.bounded(outcome.bound)


def promising(problem: Problem, bound: Bound, worth: int) -> tuple[Ints, Ints]:
    """Candidates that every better choice holds, and those that one may hold: a swap of one into the dearest would
    otherwise cost the bound more than what lies between it and the best known."""
    price, sites = bound.price, problem.sites
    spare = bound.value - (worth + 1) + 1e-6 * max(1.0, abs(bound.value))
    ordered = np.sort(price)[::-1]
    last = ordered[sites - 1]
    after = ordered[sites] if len(ordered) > sites else -np.inf
    inside = price - after > spare
    left = ~inside & (last - price <= spare)
    return np.flatnonzero(inside), np.flatnonzero(left)
