"""Chooses by HiGHS: most worth within the money and the count, with a proven bound. Only the child process imports this."""

from dataclasses import dataclass

import highspy
import numpy as np

from bongsu.planning.config import Replacement
from bongsu.planning.siting.instance import Bools, Floats, Ints

GAP = 1e-4
_LIMIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Choice:
    """`chosen`: indices. No choice within the same rule is worth more than `bound`."""

    chosen: Ints
    objective: float
    bound: float


def choose(worth: Floats, won: Ints, eligible: Bools, config: Replacement) -> Choice:
    """Two rows, one column a camera. Without a limit everything that is worth anything is chosen."""
    columns = np.flatnonzero(eligible & (worth > 0))
    everything = float(worth[columns].sum())
    if _fits(won[columns], config):
        return Choice(columns, everything, everything)
    solver = _model(worth[columns], won[columns], config)
    solver.run()
    info = solver.getInfo()
    taken = np.asarray(solver.getSolution().col_value)
    if taken.size != columns.size:
        return Choice(np.empty(0, dtype=np.int64), 0.0, everything)
    chosen = _within(columns[taken > 0.5], worth, won, config)
    objective = float(worth[chosen].sum())
    return Choice(chosen, objective, max(objective, float(info.mip_dual_bound)))


def oldest_first(age: Floats, won: Ints, eligible: Bools, config: Replacement) -> Ints:
    """What offices do: down the list by age, as long as money and count last. Unknown ages come last."""
    order = np.argsort(-np.nan_to_num(age, nan=-1.0), kind="stable")
    order = order[eligible[order]]
    if config.won is None:
        return order[: config.most]
    chosen, left = list[int](), config.won
    for index in order:
        if config.most is not None and len(chosen) >= config.most:
            break
        if won[index] <= left:
            chosen.append(int(index))
            left -= int(won[index])
    return np.asarray(chosen, dtype=np.int64)


def _within(chosen: Ints, worth: Floats, won: Ints, config: Replacement) -> Ints:
    """A column may be 0.999999: what a rounded one takes too much goes, least worth per won first."""
    if config.won is None:
        return chosen
    order = chosen[np.argsort(-worth[chosen] / won[chosen], kind="stable")]
    kept: Ints = order[np.cumsum(won[order]) <= config.won]
    return np.sort(kept) if len(kept) < len(chosen) else chosen


def _fits(won: Ints, config: Replacement) -> bool:
    money = config.won is None or int(won.sum()) <= config.won
    return money and (config.most is None or len(won) <= config.most)


def _model(worth: Floats, won: Ints, config: Replacement) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
    solver.setOptionValue("output_flag", False)  # noqa: FBT003  (HiGHS's own signature)
    solver.setOptionValue("mip_rel_gap", GAP)
    solver.setOptionValue("time_limit", _LIMIT_S)
    count = len(worth)
    solver.addVars(count, np.zeros(count), np.ones(count))
    every = np.arange(count, dtype=np.int32)
    solver.changeColsCost(count, every, worth)
    kinds = np.full(count, highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(count, every, kinds)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    if config.won is not None:
        # in thousands: HiGHS's tolerances are absolute, and a won in 1.3 billion is below them
        solver.addRow(0.0, config.won / 1_000, count, every, won / 1_000)
    if config.most is not None:
        solver.addRow(0.0, float(config.most), count, every, np.ones(count))
    return solver
