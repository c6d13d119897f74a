"""How many cameras each analytics worker is to hold: whole cameras by what it can do, and together all there are."""

import heapq
from collections.abc import Mapping

_MUCH = 1.5


def apportion(cameras: int, weights: Mapping[str, float]) -> dict[str, int]:
    """One each, the others by Sainte-Laguë's divisors (1, 3, 5, …): a camera more goes to one worker and takes none from
    another. Alike weights: by name. A weight of nothing is given nothing."""
    able = [
        name
        for _, name in sorted((-weight, name) for name, weight in weights.items() if weight > 0)
    ]
    shares = {**dict.fromkeys(weights, 0), **dict.fromkeys(able[:cameras], 1)}
    waiting = [(3 / weights[one], one) for one in able]
    heapq.heapify(waiting)
    for _ in range(cameras - len(able) if able else 0):
        _, first = waiting[0]
        shares[first] += 1
        heapq.heapreplace(waiting, ((2 * shares[first] + 1) / weights[first], first))
    return shares


def weigh(capacities: Mapping[str, int], before: Mapping[str, float]) -> dict[str, float]:
    """By capacity as it was when it last changed by half: what a look costs changes all the time, and moves no camera."""
    return {name: _weight(capacity, before.get(name, 0.0)) for name, capacity in capacities.items()}


def _weight(capacity: int, before: float) -> float:
    if capacity > 0 and before / _MUCH <= capacity <= before * _MUCH:
        return before
    return float(max(0, capacity))
