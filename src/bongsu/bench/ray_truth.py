"""Which cameras truly see a point of a quarter: plain arithmetic on plain tuples. On purpose it uses
none of our geometry, no shapely and no NumPy: it judges the ranking and must not share its faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians, sin

Place = tuple[float, float]
Outline = tuple[Place, ...]

# Under the pole there is nothing but the top of a head.
BLIND_M = 3.0


@dataclass(frozen=True, slots=True)
class TrueCamera:
    """A camera as it really hangs: metres east and north, and where it looks at this moment."""

    camera_id: str
    pole: str
    is_ptz: bool
    east: float
    north: float
    looks_deg: float
    hfov_deg: float
    range_m: float


def sees(camera: TrueCamera, place: Place, buildings: tuple[Outline, ...], *, turned: bool) -> bool:
    """In range, in the picture, and no wall between. `turned`: a PTZ may be turned there first."""
    east, north = place[0] - camera.east, place[1] - camera.north
    away = hypot(east, north)
    if not BLIND_M <= away <= camera.range_m:
        return False
    if not (turned and camera.is_ptz):
        ahead = sin(radians(camera.looks_deg)) * east + cos(radians(camera.looks_deg)) * north
        if ahead < cos(radians(camera.hfov_deg / 2)) * away:
            return False
    return not any(_crosses((camera.east, camera.north), place, wall) for wall in buildings)


def contains(outline: Outline, place: Place) -> bool:
    """Even-odd rule."""
    inside = False
    for (x1, y1), (x2, y2) in _edges(outline):
        if (y1 > place[1]) != (y2 > place[1]):
            crossing = x1 + (place[1] - y1) / (y2 - y1) * (x2 - x1)
            inside ^= place[0] < crossing
    return inside


def _crosses(start: Place, end: Place, outline: Outline) -> bool:
    west, south, east, north = _box(outline)
    if (start[0] < west and end[0] < west) or (start[0] > east and end[0] > east):
        return False
    if (start[1] < south and end[1] < south) or (start[1] > north and end[1] > north):
        return False
    return any(_meet(start, end, one, other) for one, other in _edges(outline))


@lru_cache(8192)
def _box(outline: Outline) -> tuple[float, float, float, float]:
    """West, south, east, north: asked a thousand times of each house."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    return min(xs), min(ys), max(xs), max(ys)


def _edges(outline: Outline) -> Iterator[tuple[Place, Place]]:
    return zip(outline, outline[1:] + outline[:1], strict=True)


def _meet(a: Place, b: Place, c: Place, d: Place) -> bool:
    return _left(a, b, c) != _left(a, b, d) and _left(c, d, a) != _left(c, d, b)


def _left(a: Place, b: Place, c: Place) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
