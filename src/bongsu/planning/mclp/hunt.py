"""Annealed walks of ruin and rebuild: hot at first, then ever colder for as long as was asked, the best on the way told."""

import time
from collections.abc import Callable
from typing import Final

import numpy as np

from bongsu.planning.mclp import kernel
from bongsu.planning.mclp.board import Board
from bongsu.planning.mclp.climb import reach_of
from bongsu.planning.mclp.problem import Ints, Problem
from bongsu.planning.mclp.state import state_of

Walk = Callable[..., tuple[float, float]]

# of what a site is worth on average: how much worse a step may be at the start of a walk, and at its end
HOT, WARM, COLD = 0.05, 0.015, 0.0025
_MOST, _BLINK = 8, 0.1
# radii within which a swap is felt by others enough to ask them again
_NEAR_RADII = 2.2
# one call of compiled code takes about so long: nobody is heard meanwhile
_CALL_S = 0.02
_MOST_STEPS = 4_096


class Hunt:
    """Walks on one problem, one after the other. `walk`: the compiled one unless another is given."""

    def __init__(self, problem: Problem, seed: int, walk: Walk = kernel.walk) -> None:
        self._problem, self._walk = problem, walk
        self._net = net_of(problem)
        self._desk = desk_of(problem)
        self._chance: Final = np.array([1 + (seed * 2_654_435_761) % (2**32 - 1)], dtype=np.int64)
        self._steps = 8

    def walked(self, board: Board, chosen: Ints, heat: float, seconds: float) -> tuple[int, Ints]:
        """The best of a walk from these sites; the board hears at once of what is better than all before."""
        here, worth = choice_of(self._problem, chosen)
        tried, _ = choice_of(self._problem, chosen)
        best = here.chosen.copy()
        now = top = worth
        each = worth / max(1, self._problem.sites)
        begin = time.monotonic()
        while (gone := (time.monotonic() - begin) / seconds) < 1.0 and not board.over():
            warm = each * heat * (COLD / heat) ** gone
            now, top = self._call(here, tried, best, (now, top), warm)
            if top > board.worth:
                board.found(best.astype(np.int64), round(top))
        return round(top), best.astype(np.int64)

    def _call(
        self,
        here: kernel.Choice,
        tried: kernel.Choice,
        best: kernel.Whole,
        worth: tuple[float, float],
        warm: float,
    ) -> tuple[float, float]:
        """Some steps: as many as fit into the time of one call by what the last took."""
        begin = time.monotonic()
        told = self._walk(
            self._net, here, tried, best, self._desk, worth, warm, self._steps, _MOST, _BLINK,
            self._chance,
        )  # fmt: skip
        took = time.monotonic() - begin
        if took > 2.0 * _CALL_S:
            self._steps = max(1, self._steps // 2)
        elif took < 0.5 * _CALL_S:
            self._steps = min(_MOST_STEPS, self._steps * 2)
        return told


def net_of(problem: Problem) -> kernel.Net:
    small = np.int32
    return kernel.Net(
        start=problem.covers.start.astype(small),
        demand=problem.covers.item.astype(small),
        by_start=problem.covered_by.start.astype(small),
        by=problem.covered_by.item.astype(small),
        weight=np.array(problem.weight),
        place=np.array(problem.place, order="C"),
        near=float((_NEAR_RADII * reach_of(problem)) ** 2),
    )


def desk_of(problem: Problem) -> kernel.Desk:
    sites, candidates = problem.sites, problem.candidates
    return kernel.Desk(
        asked=np.zeros(sites, dtype=np.bool_),
        touched=np.zeros(candidates, dtype=np.int32),
        extra=np.zeros(candidates),
        apart=np.zeros(sites),
        slots=np.zeros(sites, dtype=np.int32),
    )


def choice_of(problem: Problem, chosen: Ints) -> tuple[kernel.Choice, float]:
    """These sites with what each candidate would add to them, and their worth."""
    state = state_of(problem, chosen)
    inside = np.zeros(problem.candidates, dtype=np.bool_)
    inside[chosen] = True
    choice = kernel.Choice(
        times=state.count.astype(np.int32),
        gain=state.gain.copy(),
        inside=inside,
        chosen=chosen.astype(np.int32),
    )
    return choice, state.objective
