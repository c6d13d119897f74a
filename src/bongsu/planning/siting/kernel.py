"""One whole search over a kernel: options that a better plan could have, best first; the rest is bounded by prices."""

from dataclasses import dataclass

import numpy as np

from bongsu.planning.siting.highs import Effort, search
from bongsu.planning.siting.instance import Floats, Ints
from bongsu.planning.siting.master import Master, master
from bongsu.planning.siting.prepare import Problem
from bongsu.planning.siting.relaxation import Relaxation


@dataclass(frozen=True, slots=True)
class Kernel:
    """`outside`: no plan with an option outside is worth more (−∞: none is outside)."""

    options: Ints
    outside: float


@dataclass(frozen=True, slots=True)
class Answer:
    """`options`: indices in the problem; None: nothing found. `bound` over all plans, not only the kernel's."""

    options: Ints | None
    bound: float


def kernel(relaxed: Relaxation, size: int, always: Ints, worth: float) -> Kernel:
    """The `size` options with the highest bound, of those that a plan above `worth` could have."""
    reach = relaxed.proof.with_option
    order = np.argsort(-reach, kind="stable")
    order = order[reach[order] > worth]
    inside = np.union1d(order[:size], always).astype(np.int64)
    left = np.ones(len(reach), dtype=bool)
    left[inside] = False
    return Kernel(inside, float(reach[left].max(initial=-np.inf)))


def whole(problem: Problem, over: Kernel, effort: Effort, start: Ints | None) -> Answer:
    """Branch and cut over the kernel."""
    built = master(problem, over.options, None)
    begun = None if start is None else vector(problem, built, start)
    found = search(built.model, effort, begun)
    bound = max(found.bound, over.outside)
    if found.value is None:
        return Answer(None, bound)
    chosen = built.options[found.value[: len(built.options)] > 0.5]
    return Answer(chosen, bound)


def vector(problem: Problem, built: Master, chosen: Ints) -> Floats:
    """The model's variables of a plan whose options are all in the model."""
    value = np.zeros(len(built.model.gain))
    value[np.searchsorted(built.options, chosen)] = 1.0
    covered = np.zeros(problem.cover.shape[1], dtype=bool)
    covered[problem.cover[chosen].indices] = True
    inside = covered & (built.groups >= 0)
    value[len(built.options) + built.groups[inside]] = 1.0
    return value
