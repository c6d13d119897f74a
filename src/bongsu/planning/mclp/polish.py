"""The proving half: lowers the bound, drops candidates that cannot be in any better choice, then solves the rest, or one
neighbourhood after another, by HiGHS."""

import time

import numpy as np

from bongsu.planning.mclp.board import Board, dearest
from bongsu.planning.mclp.bound import Bound, Descent
from bongsu.planning.mclp.climb import reach_of
from bongsu.planning.mclp.part import Solver, part_of
from bongsu.planning.mclp.problem import Ints, Problem

_ROUND = 100
# a round of descent that lowers the bound by less than this share of it is one of the last
_STALE = 2e-6
# entries of a cover matrix that HiGHS solves as a whole
WHOLE_ENTRIES = 60_000
_WHOLE_SHARE = 0.5
# sites of a neighbourhood at first, at most, and how long one may take
_FIRST_SITES, _MOST_SITES = 8, 40
_LONGEST_S, _LONG_S = 6.0, 2.0
_NEAR_RADII, _FELT_RADII = 1.6, 3.2
# how much cheaper than the cheapest chosen site a candidate of a neighbourhood may be
_CHEAPER = 1.25


class Polish:
    """Works on one board until it is over."""

    def __init__(self, problem: Problem, board: Board) -> None:
        self._problem, self._board = problem, board
        self._descent = Descent(problem)
        self._solver = Solver(board.over)
        self._radius = reach_of(problem)
        self._clean: set[tuple[frozenset[int], frozenset[int]]] = set()
        self._many = _FIRST_SITES
        self._whole_tried = False

    def run(self) -> None:
        self.descend(0.15 * self._board.left_s())
        chance = np.random.default_rng(1)
        while not self._board.over():
            if not self._whole():
                self._sweep(chance)
                self.descend(min(0.5, 0.05 * self._board.left_s()))

    def descend(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        stale = 0
        while time.monotonic() < until and stale < 3 and not self._board.over():
            before = self._descent.best.value
            self._descent.steps(_ROUND)
            self._board.bounded(self._descent.best.value)
            stale = stale + 1 if before - self._descent.best.value < _STALE * before else 0

    def _whole(self) -> bool:
        """The whole problem less what its prices exclude, when that is small. True when it was tried."""
        inside, left = promising(self._problem, self._descent.best, self._board.worth)
        many = self._problem.sites - len(inside)
        if self._whole_tried or many < 0:
            return False
        part = part_of(self._problem, inside, left, many)
        if part.covered_by.nnz > WHOLE_ENTRIES:
            return False
        self._whole_tried = True
        seconds = self._board.left_s() * _WHOLE_SHARE
        outcome = self._solver.solve(part, floor=self._board.worth, seconds=seconds)
        if outcome.chosen is not None:
            self._found(np.concatenate((inside, outcome.chosen)))
        self._board.bounded(max(outcome.bound, self._board.worth))
        return True

    def _found(self, chosen: Ints) -> None:
        self._board.found(chosen, self._problem.worth(chosen))

    def _sweep(self, chance: np.random.Generator) -> None:
        """The neighbourhood of each chosen site; when none holds better, larger ones next time."""
        took, better = 0.0, False
        for site in chance.permutation(self._board.chosen).tolist():
            if self._board.over():
                return
            if site not in self._board.chosen:
                continue
            begin, worth = time.monotonic(), self._board.worth
            self._anew(site)
            took = max(took, time.monotonic() - begin)
            better = better or self._board.worth > worth
            if took > _LONG_S:
                break
        if took > _LONG_S:
            self._many = max(4, self._many - 2)
        elif not better:
            self._many = min(_MOST_SITES, self._many + 2, len(self._board.chosen))

    def _anew(self, site: int) -> None:
        """The sites nearest to this one chosen anew, all others staying."""
        base = self._board.chosen
        place = self._problem.place
        apart = ((place[base] - place[site]) ** 2).sum(axis=1)
        order = base[np.argsort(apart, kind="stable")]
        gone, stay = order[: self._many], order[self._many :]
        key = (frozenset(gone.tolist()), frozenset(self._near(stay, gone, _FELT_RADII).tolist()))
        if key in self._clean:
            return
        part = part_of(self._problem, stay, self._candidates(gone), len(gone))
        outcome = self._solver.solve(part, floor=self._problem.worth(base), seconds=_LONGEST_S)
        if outcome.chosen is None:
            if outcome.proven:
                self._clean.add(key)
            return
        self._found(np.concatenate((stay, outcome.chosen)))
        # another search may have moved on meanwhile: the change may fit its choice as well
        latest = self._board.chosen
        if np.isin(gone, latest).all():
            kept = latest[~np.isin(latest, gone)]
            if not np.isin(outcome.chosen, kept).any():
                self._found(np.concatenate((kept, outcome.chosen)))

    def _near(self, sites: Ints, to: Ints, radii: float) -> Ints:
        if not len(sites):
            return sites
        place = self._problem.place
        apart = ((place[sites][:, None] - place[to][None]) ** 2).sum(axis=2).min(axis=1)
        near: Ints = sites[apart <= (radii * self._radius) ** 2]
        return near

    def _candidates(self, gone: Ints) -> Ints:
        price = self._descent.best.price
        least = dearest(price, self._problem.sites)
        deficit = least - price[self._board.chosen].min()
        cheap = price < least - _CHEAPER * max(0.0, deficit)
        near = self._near(np.flatnonzero(~cheap), gone, _NEAR_RADII)
        return np.union1d(near, gone)


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
