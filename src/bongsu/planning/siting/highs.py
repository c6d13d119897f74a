"""The one door to HiGHS: models as arrays, one thread, statuses checked. The only file of siting that knows highspy.

HiGHS takes its number of threads once a process; another number on a second model makes `run()` do nothing, so all
ask for the same one."""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from bongsu.planning.siting.instance import Bools, Floats, Ints

_FOUND = 2
"""kSolutionStatusFeasible."""
_DONE = {
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kInterrupt,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kObjectiveTarget,
    highspy.HighsModelStatus.kObjectiveBound,
}


class SolverFailed(RuntimeError):
    """HiGHS ended in a state that no model of ours should lead to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Maximise gain · v, low ≤ rows · v ≤ high, 0 ≤ v ≤ most; `whole`: which variables are 0 or 1."""

    gain: Floats
    most: Floats
    rows: sparse.csr_array
    low: Floats
    high: Floats
    whole: Bools


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Of a linear model: values, price of each row (what one more of its right side brings), worth."""

    value: Floats
    price: Floats
    worth: float


@dataclass(frozen=True, slots=True)
class Searched:
    """Of a whole model: the best found (none: nothing found), and the proven bound (−∞: nothing is possible)."""

    value: Floats | None
    bound: float
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """When a search ends; `watch(worth, bound)` is told while it goes on, and ends it by answering True."""

    gap: float = 1e-4
    time_s: float = 60.0
    seed: int = 1
    watch: Callable[[float | None, float], bool] | None = None


def relax(model: Model) -> Relaxed | None:
    """Simplex; None where nothing is possible."""
    highs = _fresh(model, is_whole=False)
    highs.setOptionValue("solver", "simplex")
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise SolverFailed(f"linear model: {highs.modelStatusToString(status)}")
    found = highs.getSolution()
    value = np.array(found.col_value)
    return Relaxed(value, -np.array(found.row_dual), float(model.gain @ value))


def search(model: Model, effort: Effort, start: Floats | None = None) -> Searched:
    """Branch and cut from `start`, if one is known."""
    highs = _fresh(model, is_whole=True)
    highs.setOptionValue("mip_rel_gap", effort.gap)
    highs.setOptionValue("time_limit", max(effort.time_s, 0.05))
    highs.setOptionValue("random_seed", effort.seed % 2**31)
    if start is not None:
        begun = highspy.HighsSolution()
        begun.col_value = start.tolist()
        highs.setSolution(begun)
    if effort.watch is not None:
        _watch(highs, effort.watch)
    highs.run()
    return _searched(highs)


def _searched(highs: highspy.Highs) -> Searched:
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Searched(None, -np.inf, is_done=True)
    if status not in _DONE:
        raise SolverFailed(f"whole model: {highs.modelStatusToString(status)}")
    info = highs.getInfo()
    has_any = info.primal_solution_status == _FOUND
    value = np.array(highs.getSolution().col_value) if has_any else None
    return Searched(
        value, -float(info.mip_dual_bound), is_done=status == highspy.HighsModelStatus.kOptimal
    )


def _watch(highs: highspy.Highs, watch: Callable[[float | None, float], bool]) -> None:
    def told(event: highspy.highs.HighsCallbackEvent) -> None:
        data = event.data_out
        found = float(data.mip_primal_bound)
        if watch(-found if np.isfinite(found) else None, -float(data.mip_dual_bound)):
            event.interrupt()

    highs.cbMipInterrupt += told


def _fresh(model: Model, *, is_whole: bool) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves it untyped
    highs.setOptionValue("output_flag", False)  # noqa: FBT003
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("parallel", "off")
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(model.gain), len(model.low)
    program.col_cost_ = -model.gain
    program.col_lower_ = np.zeros(len(model.gain))
    program.col_upper_ = model.most
    program.row_lower_, program.row_upper_ = model.low, model.high
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = model.rows.indptr.astype(np.int32)
    program.a_matrix_.index_ = model.rows.indices.astype(np.int32)
    program.a_matrix_.value_ = model.rows.data
    if is_whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(one)] for one in model.whole]
    if highs.passModel(program) == highspy.HighsStatus.kError:
        raise SolverFailed("model not taken")
    return highs


def whole_numbers(chosen: Floats) -> Ints:
    """Indices of the variables that are 1."""
    return np.flatnonzero(chosen > 0.5).astype(np.int64)
