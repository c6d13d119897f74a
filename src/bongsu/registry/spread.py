"""Chooses tiles one by one, each for what it adds: the chance that at least one of the chosen sees the
scene. Pure; knows nothing of where the chances come from.

Two things make cameras of one pole less than twice one camera: a lorry or a tree hides the scene from
one side, and cameras that look the same way fail together. One thing makes them more: cameras of
unknown bearing on one pole look different ways, so what the first misses the second is likelier to
see."""

from dataclasses import dataclass

import numpy as np

from bongsu.registry.sees.columns import Bools, Floats, Ints

# At any moment half of all scenes are hidden from one of six sides (assumption).
SIDES = 6
HIDDEN = 0.5
# A second camera of one pole looking the same way adds this share of its chance (assumption).
SAME_VIEW = 0.25
SAME_VIEW_WITHIN_DEG = 45.0


@dataclass(frozen=True, slots=True)
class Views:
    """Candidates: chance by sample point, direction from the scene, pole, and their aim.

    `share` is the part of the circle that a fixed camera of unknown bearing covers, else 0."""

    chance: Floats
    direction_deg: Floats
    distance_m: Floats
    site: Ints
    bearing_deg: Floats
    share: Floats


def spread(views: Views, limit: int) -> list[tuple[int, float]]:
    """Places in `views`, best first, with the gain of each; none that can see nothing."""
    missing = _scenarios(views.chance.shape[1])
    chance = views.chance.copy()
    free = chance.max(axis=1, initial=0.0) > 0.0
    chosen: list[tuple[int, float]] = []
    while len(chosen) < limit and free.any():
        gains = np.where(free, _gain(chance, views.direction_deg, missing), -1.0).round(12)
        best = int(np.lexsort((views.distance_m, -gains))[0])
        chosen.append((best, float(gains[best])))
        seen_by = _seen(chance[best], views.direction_deg[best])
        missing = missing * (1.0 - seen_by)
        free[best] = False
        chance = _after(chance, views, best, [place for place, _ in chosen])
    return chosen


def _scenarios(points: int) -> Floats:
    """Probability of each point x (nothing hidden, or hidden from side 1..SIDES)."""
    sides = np.full(1 + SIDES, HIDDEN / SIDES)
    sides[0] = 1.0 - HIDDEN
    return np.tile(sides / points, (points, 1))


def _side(direction_deg: Floats | float) -> Ints:
    return (np.asarray(direction_deg) // (360.0 / SIDES)).astype(np.int64) % SIDES


def _seen(chance: Floats, direction_deg: float) -> Floats:
    seen = np.repeat(chance[:, None], 1 + SIDES, axis=1)
    seen[:, 1 + _side(direction_deg)] = 0.0
    return seen


def _gain(chance: Floats, direction_deg: Floats, missing: Floats) -> Floats:
    by_side = missing.sum(axis=1)[:, None] - missing[:, 1:]
    reached = by_side[:, _side(direction_deg)].T
    gains: Floats = (chance * reached).sum(axis=1)
    return gains


def _after(chance: Floats, views: Views, best: int, chosen: list[int]) -> Floats:
    """Chances of the rest once `best` shows nothing: siblings on its pole change."""
    siblings = views.site == views.site[best]
    same_way = siblings & _alike(views.bearing_deg, views.bearing_deg[best])
    changed = np.where(same_way[:, None], chance * SAME_VIEW, chance)
    if views.share[best] > 0.0:
        blind = siblings & (views.share > 0.0)
        taken = float(sum(views.share[place] for place in chosen if blind[place]))
        changed = np.where(blind[:, None], _other_ways(views, taken), changed)
    return changed


def _other_ways(views: Views, taken: float) -> Floats:
    """Chances on a pole of which cameras covering `taken` of the circle are known to miss: k cameras
    of unknown bearing cover min(1, sum of their shares), so the rest of the circle is theirs."""
    share = views.share[:, None]
    if_aimed = np.minimum(1.0, views.chance / np.maximum(share, 1e-9))
    covered = min(1.0, taken)
    adds = np.minimum(1.0, covered + share) - covered
    left: Floats = adds * if_aimed / np.maximum(1.0 - covered * if_aimed, 1e-9)
    return np.clip(left, 0.0, 1.0)


def _alike(bearing_deg: Floats, bearing: float) -> Bools:
    off = np.abs((bearing_deg - bearing + 180.0) % 360.0 - 180.0)
    alike: Bools = off <= SAME_VIEW_WITHIN_DEG
    return alike
