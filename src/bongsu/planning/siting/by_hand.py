"""A plan made by hand as the beginning of a search: kept as it is where it keeps all limits, else as far as possible."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bongsu.planning.siting.highs import Effort, search
from bongsu.planning.siting.instance import Instance, Ints
from bongsu.planning.siting.kernel import kernel
from bongsu.planning.siting.master import master
from bongsu.planning.siting.measure import Broken, broken
from bongsu.planning.siting.prepare import BEST_OPTION, Problem, prepare
from bongsu.planning.siting.relaxation import Relaxation, relaxation

SIZE = 500
EFFORT = Effort(gap=0.01, time_s=10.0)
KEPT, KEPT_SITE = 20.0, 15.0
"""Worth of keeping an option of the hand-made plan, or at least its site, in best options."""


def repaired(problem: Problem, relaxed: Relaxation, options: Ints, effort: Effort) -> Ints | None:
    """The plan that keeps most of these options (indices of the problem), filled up to what the limits ask for."""
    siblings = np.flatnonzero(np.isin(problem.site, problem.site[options])).astype(np.int64)
    over = kernel(relaxed, SIZE, np.union1d(siblings, options).astype(np.int64), -np.inf)
    built = master(problem, over.options, None)
    gain = built.model.gain.copy()
    gain[np.searchsorted(built.options, siblings)] += KEPT_SITE * BEST_OPTION
    gain[np.searchsorted(built.options, options)] += (KEPT - KEPT_SITE) * BEST_OPTION
    found = search(replace(built.model, gain=gain), effort)
    if found.value is None:
        return None
    return built.options[found.value[: len(built.options)] > 0.5]


@dataclass(frozen=True, slots=True)
class Repaired:
    """`broken`: what the plan made by hand breaks; `options`: the nearest plan (None: none found); `left_out`: sites."""

    broken: tuple[Broken, ...]
    options: Ints | None
    left_out: tuple[int, ...]


def repair(instance: Instance, options: Sequence[int] | Ints, effort: Effort = EFFORT) -> Repaired:
    """For a planner who asks what can be kept of a plan of their own."""
    chosen = np.unique(np.asarray(options, dtype=np.int64))
    faults = broken(instance, chosen)
    if not faults:
        return Repaired((), chosen, ())
    problem = prepare(instance, keep=chosen)
    places = np.flatnonzero(np.isin(problem.option, chosen)).astype(np.int64)
    found = None
    if len(problem.option) and not problem.lost:
        found = repaired(problem, relaxation(problem, places), places, effort)
    plan = None if found is None else problem.option[found]
    kept = set() if plan is None else set(instance.site[plan].tolist())
    return Repaired(faults, plan, tuple(sorted(set(instance.site[chosen].tolist()) - kept)))
