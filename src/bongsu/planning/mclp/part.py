"""A part of the problem solved by HiGHS: some sites stay, others are chosen anew among given candidates."""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from bongsu.planning.mclp.board import Over
from bongsu.planning.mclp.problem import Floats, Ints, Problem

_FEASIBLE = 2
# no two choices differ by less than one person
_LESS_THAN_ONE = 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Choose `sites` of `free`; the sites that stay cover `held` already."""

    free: Ints
    sites: int
    held: float
    weight: Floats
    covered_by: sparse.csr_array
    """[demand, free]; equal demands joined."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`chosen` of the free ones, None when none is better than the floor; `bound` is of the whole, the floor at least."""

    chosen: Ints | None
    bound: float
    proven: bool


def part_of(problem: Problem, stay: Ints, free: Ints, sites: int) -> Part:
    seen = np.zeros(len(problem.weight), dtype=bool)
    seen[problem.covers.joined(stay)[0]] = True
    items, length = problem.covers.joined(free)
    column = np.repeat(np.arange(len(free)), length)
    unseen = ~seen[items]
    demands, row = np.unique(items[unseen], return_inverse=True)
    ones = np.ones(len(row), dtype=np.int64)
    matrix = sparse.csr_array((ones, (row, column[unseen])), shape=(len(demands), len(free)))
    words = np.random.default_rng(7).integers(0, 2**62, (len(free), 2), dtype=np.int64)
    keys = np.asarray(matrix @ words)
    _, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    weight = np.bincount(which.ravel(), problem.weight[demands], minlength=len(first))
    return Part(
        free=free,
        sites=sites,
        held=float(problem.weight[seen].sum()),
        weight=weight.astype(np.float64),
        covered_by=matrix[first].tocsr(),
    )


class Solver:
    """One HiGHS for all parts of a process, on one thread: another number on a second model would make it do nothing."""

    def __init__(self, over: Over) -> None:
        self._over = over
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor untyped
        self._highs.setOptionValue("output_flag", False)  # noqa: FBT003
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        self._highs.setOptionValue("mip_abs_gap", _LESS_THAN_ONE)
        self._highs.cbMipInterrupt.subscribe(self._ask)
        self._highs.cbSimplexInterrupt.subscribe(self._ask)

    def _ask(self, event: highspy.highs.HighsCallbackEvent) -> None:
        if self._over():
            event.interrupt()

    def solve(self, part: Part, *, floor: int, seconds: float) -> Outcome:
        highs = self._highs
        highs.clearModel()
        highs.setOptionValue("time_limit", max(0.01, seconds))
        highs.setOptionValue("objective_bound", part.held - (floor + 0.5))
        highs.passModel(_model(part))
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Outcome(None, float(floor), proven=True)
        proven = status == highspy.HighsModelStatus.kOptimal
        dual = info.mip_dual_bound
        bound = part.held - dual if dual > -highspy.kHighsInf else np.inf
        if info.primal_solution_status != _FEASIBLE:
            # cut off by the floor: nothing better was there
            return Outcome(None, max(float(floor), bound), proven=proven)
        value = np.array(highs.getSolution().col_value[: len(part.free)])
        chosen = part.free[np.argsort(-value, kind="stable")[: part.sites]]
        return Outcome(chosen, max(float(floor), bound), proven=proven)


def _model(part: Part) -> highspy.HighsLp:
    """min −Σ w y with y ≤ Σ x of the candidates that cover it, and Σ x = sites (Church and ReVelle 1974)."""
    rows, free = part.covered_by.shape
    cover = sparse.hstack(
        (part.covered_by.astype(np.float64), -sparse.eye_array(rows, format="csr"))
    )
    count = sparse.csr_array(np.concatenate((np.ones(free), np.zeros(rows)))[None, :])
    matrix = sparse.vstack((cover, count)).tocsc()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = free + rows, rows + 1
    lp.col_cost_ = np.concatenate((np.zeros(free), -part.weight))
    lp.col_lower_, lp.col_upper_ = np.zeros(free + rows), np.ones(free + rows)
    lp.row_lower_ = np.concatenate((np.zeros(rows), [float(part.sites)]))
    lp.row_upper_ = np.concatenate((np.full(rows, highspy.kHighsInf), [float(part.sites)]))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = matrix.indptr
    lp.a_matrix_.index_ = matrix.indices
    lp.a_matrix_.value_ = matrix.data
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger] * free + [kinds.kContinuous] * rows
    return lp
