"""Chooses cameras over a whole area, not for one place: each next one where the area is least watched. Pure."""

import numpy as np

from bongsu.registry.sees.columns import Floats


def cover(east: Floats, north: Floats, worth: Floats, limit: int) -> list[int]:
    """Places of at most `limit` cameras, best first: farthest-point order, weighted by `worth` (0 = never).

    `east`, `north` are metres from the area's middle; the first is the worthiest near the middle. Gonzalez 1985:
    no choice of as many leaves half as long a way to the nearest chosen one."""
    usable = worth > 0.0
    if not usable.any():
        return []
    away = np.hypot(east, north)
    first = int(np.lexsort((away, -worth.round(6), ~usable))[0])
    chosen = [first]
    gap = np.hypot(east - east[first], north - north[first])
    while len(chosen) < limit:
        score = np.where(usable, gap * worth, -1.0)
        score[chosen] = -1.0
        best = int(score.argmax())
        if score[best] < 0.0:
            break
        chosen.append(best)
        gap = np.minimum(gap, np.hypot(east - east[best], north - north[best]))
    return chosen
