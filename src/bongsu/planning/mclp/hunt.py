"""Annealed walks of ruin and rebuild: hot at first, then ever colder for as long as was asked, the best on the way told."""

import time
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import KDTree

from bongsu.planning.mclp import kernel
from bongsu.planning.mclp.board import Board
from bongsu.planning.mclp.climb import reach_of
from bongsu.planning.mclp.problem import Ints, Problem, Rows, rows_of
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
# for the tables that make a swap quick to judge
_MOST_BYTES = 64_000_000
_NONE = np.zeros(0, dtype=np.int64)


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


def net_of(problem: Problem, most_bytes: int = _MOST_BYTES) -> kernel.Net:
    small = np.int32
    owner = np.repeat(np.arange(problem.candidates), np.diff(problem.covers.start))
    # the weightiest first: what is asked for in turn soon says no
    order = np.lexsort((-problem.weight[problem.covers.item], owner))
    bits = _bits(problem, owner, most_bytes)
    beside = _beside(problem, most_bytes) if len(bits) else Rows(start=_NONE, item=_NONE)
    if not len(beside.start):
        bits = bits[:0]
    return kernel.Net(
        start=problem.covers.start.astype(small),
        demand=problem.covers.item[order].astype(small),
        by_start=problem.covered_by.start.astype(small),
        by=problem.covered_by.item.astype(small),
        weight=np.array(problem.weight),
        place=np.array(problem.place, order="C"),
        near=float((_NEAR_RADII * reach_of(problem)) ** 2),
        beside_start=beside.start.astype(small),
        beside=beside.item.astype(small),
        bits=bits,
    )


def _bits(problem: Problem, owner: Ints, most_bytes: int) -> NDArray[np.uint8]:
    wide = (len(problem.weight) + 7) // 8
    fits = problem.candidates * wide <= most_bytes
    bits = np.zeros((problem.candidates if fits else 0, wide), dtype=np.uint8)
    if fits:
        item = problem.covers.item
        np.bitwise_or.at(bits, (owner, item >> 3), (1 << (item & 7)).astype(np.uint8))
    return bits


def _beside(problem: Problem, most_bytes: int) -> Rows:
    """Candidates within twice the reach of each other; no rows where there are too many."""
    tree, apart = KDTree(problem.place), 2.02 * reach_of(problem)
    if int(tree.count_neighbors(tree, apart)) * 4 > most_bytes:
        return Rows(start=_NONE, item=_NONE)
    one, other = tree.query_pairs(apart, output_type="ndarray").T
    rows, columns = np.concatenate((one, other)), np.concatenate((other, one))
    ones = np.ones(len(rows), dtype=np.int8)
    return rows_of(sparse.csr_array((ones, (rows, columns)), shape=(problem.candidates,) * 2))


def desk_of(problem: Problem) -> kernel.Desk:
    sites, candidates = problem.sites, problem.candidates
    return kernel.Desk(
        asked=np.zeros(sites, dtype=np.bool_),
        touched=np.zeros(max(candidates, len(problem.weight)), dtype=np.int32),
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
