"""A plan made by hand as the beginning of a search: kept as it is where it keeps all limits, else as far as possible."""

from dataclasses import replace

import numpy as np

from bongsu.planning.siting.highs import Effort, search
from bongsu.planning.siting.instance import Ints
from bongsu.planning.siting.kernel import kernel
from bongsu.planning.siting.master import master
from bongsu.planning.siting.prepare import BEST_OPTION, Problem
from bongsu.planning.siting.relaxation import Relaxation

SIZE = 500
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
