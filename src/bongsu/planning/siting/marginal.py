"""What more or less money would bring: the same problem with other purses, each begun from the plan before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bongsu.planning.siting.failures import NoPlanInTime, NoPlanPossible
from bongsu.planning.siting.instance import Instance, Ints
from bongsu.planning.siting.solution import Solution
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops

MORE_WON = (-200_000_000, -100_000_000, 100_000_000, 200_000_000, 300_000_000)


@dataclass(frozen=True, slots=True)
class Step:
    """`objective` is None where that money allows no plan (or none was found in time)."""

    more_won: int
    objective: float | None
    bound: float | None


def curve(
    instance: Instance,
    solution: Solution,
    stops: Stops,
    more_won: Sequence[int] = MORE_WON,
    fund: int | None = None,
) -> tuple[Step, ...]:
    """`fund`: the purse that grows or shrinks; None: all, in proportion. `stops` holds for each step.

    A plan for less money is one for more, and a bound for more holds for less: the curve never turns."""
    known = {0: solution}
    for more in sorted(set(more_won) - {0}, key=lambda one: (abs(one), one)):
        nearest = max((one for one in known if one < more), default=min(known))
        found = _with(instance, stops, more, fund, known[nearest].options)
        if found is not None:
            known[more] = found
    return _straightened(sorted({0, *more_won}), known)


def moved(won: Ints, more: int, fund: int | None) -> Ints:
    """Purses with `more` won in one or, in proportion and to the won, in all; none below 0."""
    if fund is not None:
        moved = won.copy()
        moved[fund] += more
    else:
        total = max(1, int(won.sum()))
        moved = np.array([int(one) + more * int(one) // total for one in won], dtype=np.int64)
        moved[int(np.argmax(moved))] += int(won.sum()) + more - int(moved.sum())
    return np.maximum(moved, 0)


def _with(
    instance: Instance, stops: Stops, more: int, fund: int | None, begin: Ints
) -> Solution | None:
    purses = replace(instance, fund_won=moved(instance.fund_won, more, fund))
    try:
        return solve(purses, stops, begin)
    except (NoPlanPossible, NoPlanInTime):
        return None


def _straightened(asked: list[int], known: dict[int, Solution]) -> tuple[Step, ...]:
    steps = []
    for more in asked:
        below = [known[one].objective for one in known if one <= more]
        above = [known[one].bound for one in known if one >= more]
        here = more in known
        steps.append(
            Step(more, max(below) if here else None, min(above) if here and above else None)
        )
    return tuple(steps)
