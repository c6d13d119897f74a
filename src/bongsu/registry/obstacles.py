"""Which buildings stand between a camera and a place: sight lines over known footprints.

Heights are left out: nearly every building is higher than the pole a camera hangs on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# A camera may hang on a wall and its recorded place lie inside; a scene may lie at a door.
AT_CAMERA_M = 2.0
AT_SCENE_M = 1.0
# Footprints shrink by so much: a view along a wall is free, and maps are not exact.
INSET_M = 0.3
# A call from indoors is looked for just outside the nearest wall.
OUTSIDE_M = 1.5
# In a city a building stands within so much of any place; where none is on the map, the map ends there.
KNOWN_WITHIN_M = 150.0


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Footprints on a local plane; build once, then only asked."""

    _origin: Point
    _tree: STRtree

    @classmethod
    def of(cls, footprints: Iterable[Sequence[Point]]) -> "Obstacles":
        """From outlines in WGS 84; a footprint that is no polygon is left out."""
        rings = [ring for ring in map(list, footprints) if len(ring) >= 3]
        origin = rings[0][0] if rings else Point(0.0, 0.0)
        shapes = [shapely.Polygon(_plane_of(origin, ring)) for ring in rings]
        inset = shapely.buffer(np.array(shapes, dtype=object), -INSET_M, join_style="mitre")
        # two wings with a narrow passage between them fall apart when they shrink
        parts = shapely.get_parts(inset)
        return cls(origin, STRtree(parts[~shapely.is_empty(parts)]))

    def __len__(self) -> int:
        return len(self._tree.geometries)

    def are_known_around(self, place: Point) -> bool:
        """Whether outlines of this neighbourhood were imported at all; far from any, nothing is known."""
        here = shapely.Point(self._plane(np.array([place.lat]), np.array([place.lon]))[0])
        return len(self._tree.query(here, predicate="dwithin", distance=KNOWN_WITHIN_M)) > 0

    def blocked(self, cameras: tuple[Floats, Floats], places: tuple[Floats, Floats]) -> Bools:
        """For cameras x places, each as (lat, lon): does a building stand between?"""
        start = self._plane(*cameras)[:, None, :]
        end = self._plane(*places)[None, :, :]
        shape = (start.shape[0], end.shape[1])
        gap = end - start
        length = np.hypot(gap[..., 0], gap[..., 1])
        unit = gap / np.maximum(length, 1e-9)[..., None]
        lines = np.stack([start + unit * AT_CAMERA_M, end - unit * AT_SCENE_M], axis=-2)
        long_enough = np.flatnonzero(length.ravel() > AT_CAMERA_M + AT_SCENE_M)
        found = np.zeros(shape[0] * shape[1], dtype=np.bool_)
        if len(self) and len(long_enough):
            asked = shapely.linestrings(lines.reshape(-1, 2, 2)[long_enough])
            hit = self._tree.query(asked, predicate="intersects")[0]
            found[long_enough[hit]] = True
        return found.reshape(shape)

    def outdoors(self, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
        """The places that lie outdoors; if none does, each moved out through its nearest wall."""
        places = self._plane(lat, lon)
        inside = self._tree.query(shapely.points(places), predicate="within")
        indoors = np.zeros(len(places), dtype=np.bool_)
        indoors[inside[0]] = True
        if not indoors.all():
            return lat[~indoors], lon[~indoors]
        moved = places.copy()
        for place, building in inside.T:
            moved[place] = _through_wall(places[place], self._tree.geometries[building])
        return self._degrees(moved)

    def _plane(self, lat: Floats, lon: Floats) -> Floats:
        east = (lon - self._origin.lon) * EARTH_M_PER_DEGREE * cos(radians(self._origin.lat))
        north = (lat - self._origin.lat) * EARTH_M_PER_DEGREE
        return np.column_stack([east, north])

    def _degrees(self, metres: Floats) -> tuple[Floats, Floats]:
        east_scale = EARTH_M_PER_DEGREE * cos(radians(self._origin.lat))
        lat = self._origin.lat + metres[:, 1] / EARTH_M_PER_DEGREE
        return lat, self._origin.lon + metres[:, 0] / east_scale


def _plane_of(origin: Point, ring: list[Point]) -> Floats:
    lat = np.array([corner.lat for corner in ring])
    lon = np.array([corner.lon for corner in ring])
    east = (lon - origin.lon) * EARTH_M_PER_DEGREE * cos(radians(origin.lat))
    return np.column_stack([east, (lat - origin.lat) * EARTH_M_PER_DEGREE])


def _through_wall(place: Floats, building: shapely.Polygon) -> Floats:
    here = shapely.Point(place)
    wall = building.exterior.interpolate(building.exterior.project(here))
    step = np.array([wall.x, wall.y]) - place
    length = float(np.hypot(*step))
    outward = step / length if length > 0 else np.array([0.0, 1.0])
    out: Floats = place + outward * (length + INSET_M + OUTSIDE_M)
    return out
