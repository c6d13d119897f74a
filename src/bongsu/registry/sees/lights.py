"""Where the security lights (보안등) stand, in memory, to count those near a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point
from bongsu.registry.sees.band import Band
from bongsu.registry.sees.columns import Floats

_AT_ONCE = 256
_SLACK = 1.01


@dataclass(frozen=True, slots=True)
class Lights:
    """Light points of an area whose lights are known; where they are not, there is no `Lights`. In metres north and east
    on one plane."""

    lat: Floats
    lon: Floats
    _east_scale: float
    _band: Band

    @classmethod
    def of(cls, places: Sequence[Point]) -> "Lights":
        lat = np.array([place.lat for place in places], dtype=np.float64)
        lon = np.array([place.lon for place in places], dtype=np.float64)
        scale = cos(radians(float(lat.mean()))) if len(lat) else 1.0
        return cls(lat, lon, scale, Band.of(lat))

    def count_within(self, lat: Floats, lon: Floats, within_m: float) -> Floats:
        """How many lights stand within so many metres of each place."""
        pieces = [
            self._count(lat[start : start + _AT_ONCE], lon[start : start + _AT_ONCE], within_m)
            for start in range(0, len(lat), _AT_ONCE)
        ]
        return np.concatenate(pieces) if pieces else np.zeros(0)

    def _count(self, lat: Floats, lon: Floats, within_m: float) -> Floats:
        north = within_m * _SLACK / EARTH_M_PER_DEGREE
        east = north / self._east_scale
        rows = self._band.between(lat.min() - north, lat.max() + north)
        rows = rows[(self.lon[rows] >= lon.min() - east) & (self.lon[rows] <= lon.max() + east)]
        away_north = lat[:, None] - self.lat[rows]
        away_east = (lon[:, None] - self.lon[rows]) * self._east_scale
        away_m = np.hypot(away_north, away_east) * EARTH_M_PER_DEGREE
        counted: Floats = np.count_nonzero(away_m <= within_m, axis=1).astype(np.float64)
        return counted
