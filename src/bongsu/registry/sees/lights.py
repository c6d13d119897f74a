"""Where the security lights (보안등) stand, in memory, to count those near a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
from scipy.spatial import cKDTree

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point
from bongsu.registry.sees.columns import Floats


@dataclass(frozen=True, slots=True)
class Lights:
    """Light points of an area whose lights are known; where they are not, there is no `Lights`."""

    lat: Floats
    lon: Floats
    _east_scale: float
    _tree: cKDTree

    @classmethod
    def of(cls, places: Sequence[Point]) -> "Lights":
        lat = np.array([place.lat for place in places], dtype=np.float64)
        lon = np.array([place.lon for place in places], dtype=np.float64)
        scale = cos(radians(float(lat.mean()))) if len(lat) else 1.0
        return cls(lat, lon, scale, cKDTree(_plane(lat, lon, scale)))

    def count_within(self, lat: Floats, lon: Floats, within_m: float) -> Floats:
        """How many lights stand within so many metres of each place."""
        places = _plane(lat, lon, self._east_scale)
        found = self._tree.query_ball_point(places, within_m, return_length=True)
        return np.asarray(found, dtype=np.float64)


def _plane(lat: Floats, lon: Floats, scale: float) -> Floats:
    metres = np.column_stack([lon * scale, lat]) * EARTH_M_PER_DEGREE
    return metres.reshape(-1, 2)
