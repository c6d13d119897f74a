"""Most new worth for the money, one option after the other (lazy evaluation): beside our plans, or where a search begins.
Forced sites and floors are served first; a quota that it still misses stays missed, `measure.broken` names it."""

import heapq

import numpy as np

from bongsu.planning.siting.instance import Between, Bools, Instance, Ints
from bongsu.planning.siting.measure import CLOSE
from bongsu.planning.siting.taken import Taken, asked, first_gains


def greedy(instance: Instance) -> Ints:
    """Options, ascending."""
    taken = Taken(instance)
    gains = first_gains(instance)
    for site in sorted(instance.forced):
        _best(taken, gains, instance.site == site, 1)
    for limit in sorted(instance.limits, key=lambda one: one.least):
        if np.isfinite(limit.least) and limit.least > 0 and np.all(limit.coefficient >= 0):
            _serve(taken, gains, limit)
    _best(taken, gains, np.ones(len(gains), dtype=bool), len(gains))
    return taken.chosen()


def _serve(taken: Taken, gains: np.ndarray, limit: Between) -> None:
    """Floors ask for few; what asks for half of all sites is served by the rest of the search."""
    helps = asked(taken.instance, limit.coefficient)
    if helps.mean() > 0.5:
        return
    while limit.coefficient[taken.options].sum() < limit.least - CLOSE:
        if not _best(taken, gains, helps, 1):
            return


def _best(taken: Taken, gains: np.ndarray, among: Bools, count: int) -> int:
    """Takes up to `count` options; how many it took."""
    cost = taken.instance.cost
    heap = [(-gains[one] / cost[one], int(one)) for one in np.flatnonzero(among)]
    heapq.heapify(heap)
    took = 0
    while heap and took < count:
        _, option = heapq.heappop(heap)
        if not taken.fits(option):
            continue
        ratio = -taken.gain(option) / cost[option]
        if heap and ratio > heap[0][0]:
            heapq.heappush(heap, (ratio, option))
            continue
        if ratio >= 0 and count > 1:
            break
        taken.take(option)
        took += 1
    return took
