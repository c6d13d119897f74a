"""The place that somebody must see, how surely it is known, and what stands and shines around it."""

from dataclasses import dataclass
from datetime import datetime
from math import cos, pi, radians, sin

import numpy as np

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point
from bongsu.registry.obstacles import Obstacles
from bongsu.registry.sees import Lights, darkness
from bongsu.registry.sees.columns import Floats

# Below this a fix is as good as a point.
EXACT_M = 2.0
RING = 6
# A centre and a ring of six at this share of the radius have a full disc's mean square distance.
RING_AT = 0.764


@dataclass(frozen=True, slots=True)
class Scene:
    """`is_dark` overrides the sun; with neither it nor `at`, it is day."""

    point: Point
    accuracy_m: float = 0.0
    radius_m: float = 500.0
    at: datetime | None = None
    is_dark: bool | None = None

    def darkness(self) -> float:
        if self.is_dark is not None:
            return float(self.is_dark)
        return darkness(self.point, self.at) if self.at else 0.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around cameras; None = not known here, which is not the same as none."""

    obstacles: Obstacles | None = None
    lights: Lights | None = None


def samples(scene: Scene, around: Surroundings) -> tuple[Floats, Floats]:
    """Where the scene may be, as (lat, lon): its centre and, if uncertain, a ring about it."""
    lat, lon = np.array([scene.point.lat]), np.array([scene.point.lon])
    if scene.accuracy_m > EXACT_M:
        angles = [2 * pi * step / RING for step in range(RING)]
        spread = scene.accuracy_m * RING_AT / EARTH_M_PER_DEGREE
        east = spread / cos(radians(scene.point.lat))
        lat = np.append(lat, [scene.point.lat + spread * cos(angle) for angle in angles])
        lon = np.append(lon, [scene.point.lon + east * sin(angle) for angle in angles])
    return (lat, lon) if around.obstacles is None else around.obstacles.outdoors(lat, lon)
