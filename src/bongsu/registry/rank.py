"""Ranks the cameras that may be shown for a scene by what each adds to the chance of seeing it, and
keeps tiles calm while the scene moves. Which cameras may be shown at all is decided elsewhere."""

from collections.abc import Sequence

import numpy as np

from bongsu.registry.index import CameraIndex
from bongsu.registry.scene import Scene, Surroundings
from bongsu.registry.seen import Ranking, Seen
from bongsu.registry.sees import SeeingModel
from bongsu.registry.sees.chance import PTZ, fixed_hfov_deg
from bongsu.registry.sees.columns import Bools, Floats
from bongsu.registry.spread import Views, spread
from bongsu.registry.weigh import Weighed, describe, weigh

# First paint is five tiles, then nine (500 m around a resident hold 144 cameras: never "open all").
FIRST_TILES = 5
MOST_TILES = 9
# A tile stays unless another camera is better by more than this share.
MARGIN = 0.25
PASSED_OVER = 3

NOWHERE_KNOWN = Surroundings()
DEFAULT_MODEL = SeeingModel()


def rank(
    index: CameraIndex,
    scene: Scene,
    allowed: Bools | None = None,
    limit: int = FIRST_TILES,
    *,
    around: Surroundings = NOWHERE_KNOWN,
    model: SeeingModel = DEFAULT_MODEL,
) -> list[Seen]:
    """At most `limit` cameras, best first; `allowed` is a mask over the index (`index.serving`)."""
    return list(consider(index, scene, allowed, limit, around=around, model=model).chosen)


def consider(
    index: CameraIndex,
    scene: Scene,
    allowed: Bools | None = None,
    limit: int = FIRST_TILES,
    *,
    around: Surroundings = NOWHERE_KNOWN,
    model: SeeingModel = DEFAULT_MODEL,
) -> Ranking:
    """`rank` with the nearer cameras that were not chosen, for whoever asks why."""
    weighed = weigh(index, scene, allowed, around, model)
    picks = spread(_views(weighed, model), limit)
    chosen = tuple(describe(index, weighed, place, gain) for place, gain in picks)
    if not chosen:
        return Ranking((), ())
    taken = {place for place, _ in picks}
    nearest = np.lexsort((weighed.rows, weighed.distance_m)).tolist()
    nearer = [
        place
        for place in nearest
        if place not in taken and weighed.distance_m[place] < chosen[0].distance_m
    ]
    over = tuple(describe(index, weighed, place, 0.0) for place in nearer[:PASSED_OVER])
    return Ranking(chosen, over)


def keep(
    current: Sequence[str],
    ranked: Sequence[Seen],
    margin: float = MARGIN,
    limit: int = FIRST_TILES,
) -> list[Seen]:
    """The tiles to show now, each in its place. Hand in more ranked cameras than are shown: a current
    camera that is not among them (dead, out of the radius, withdrawn) loses its tile."""
    known = {seen.camera_id: seen for seen in ranked}
    tiles = [known.get(camera_id) for camera_id in current[:limit]]
    tiles += [None] * (min(limit, len(ranked)) - len(tiles))
    shown = {seen.camera_id for seen in tiles if seen}
    waiting = [seen for seen in ranked if seen.camera_id not in shown]
    for place, tile in enumerate(tiles):
        if tile is None and waiting:
            tiles[place] = waiting.pop(0)
    best = ranked[:limit]
    leaving = [place for place, tile in enumerate(tiles) if tile and tile not in best]
    newcomers = [seen for seen in waiting if seen in best]
    return [tile for tile in _swapped(tiles, leaving, newcomers, margin) if tile]


def _swapped(
    tiles: list[Seen | None], leaving: list[int], newcomers: list[Seen], margin: float
) -> list[Seen | None]:
    """The best newcomer takes the weakest tile that the ranking would drop, and so on."""
    after = list(tiles)
    weakest = sorted(leaving, key=lambda place: _chance(tiles[place]))
    strongest = sorted(newcomers, key=lambda seen: -seen.chance)
    for place, newcomer in zip(weakest, strongest, strict=False):
        if newcomer.chance > _chance(tiles[place]) * (1.0 + margin):
            after[place] = newcomer
    return after


def _chance(tile: Seen | None) -> float:
    return tile.chance if tile else 0.0


def _views(weighed: Weighed, model: SeeingModel) -> Views:
    cameras = weighed.cameras
    blind = np.isnan(cameras.bearing_deg) & (cameras.kind != PTZ) & (cameras.blind_at_site > 1)
    share: Floats = np.where(blind, np.minimum(1.0, fixed_hfov_deg(cameras, model) / 360.0), 0.0)
    return Views(
        chance=weighed.chance,
        direction_deg=weighed.direction_deg,
        distance_m=weighed.distance_m,
        site=cameras.site,
        bearing_deg=cameras.bearing_deg,
        share=share,
    )
