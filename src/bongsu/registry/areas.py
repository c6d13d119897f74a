"""Areas in memory: which dong holds a point, how far it lies outside a district. Pure; `load_areas.py` reads the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point

Coordinates = npt.NDArray[np.float64]
# one plane for all of Seoul: its northern and southern edges differ by 0.2 % in the length of a degree of longitude
_M_PER_LON = EARTH_M_PER_DEGREE * cos(radians(37.55))


@dataclass(frozen=True, slots=True)
class Area:
    """A dong: `scheme` is `adm` (행정동) or `legal` (법정동); `geometry` is in degrees, lon before lat as in GeoJSON."""

    scheme: str
    code: str
    name: str
    district: str
    geometry: BaseGeometry
    centre: Point
    synthetic: bool = False


def in_metres(geometry: BaseGeometry) -> BaseGeometry:
    """The same shape on Seoul's plane."""
    return shapely.transform(geometry, _scaled)


def _scaled(coordinates: Coordinates) -> Coordinates:
    scaled: Coordinates = coordinates * np.array([_M_PER_LON, EARTH_M_PER_DEGREE])
    return scaled


def _spot(point: Point) -> ShapelyPoint:
    return ShapelyPoint(point.lon * _M_PER_LON, point.lat * EARTH_M_PER_DEGREE)


class AreaIndex:
    """Point in polygon over dongs of one scheme."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas: Sequence[Area] = sorted(areas, key=lambda area: area.code)
        self._shapes = [in_metres(area.geometry) for area in self.areas]
        self._borders = [shape.boundary for shape in self._shapes]
        self._tree = shapely.STRtree(self._shapes)
        self._border_tree = shapely.STRtree(self._borders)

    def dong_of(self, point: Point) -> Area | None:
        """On a shared border the smaller code wins, so that the answer never wavers."""
        found = self._tree.query(_spot(point), predicate="intersects")
        return self.areas[int(min(found))] if len(found) else None

    def distance_to_border_m(self, point: Point) -> float | None:
        """Metres to the nearest border of any dong: small means that the jurisdiction is uncertain."""
        if not self._borders:
            return None
        spot = _spot(point)
        return float(self._borders[int(self._border_tree.nearest(spot))].distance(spot))

    def within(self, point: Point, radius_m: float) -> list[Area]:
        """Every dong that a disc touches, by code."""
        found = self._tree.query(_spot(point), predicate="dwithin", distance=radius_m)
        return [self.areas[int(index)] for index in sorted(found)]


class Areas:
    """What an import and a map need: dongs of both schemes and the outline of each district."""

    def __init__(
        self, dongs: Iterable[Area], outlines: dict[str, BaseGeometry], source: str
    ) -> None:
        kept = list(dongs)
        self.adm = AreaIndex(area for area in kept if area.scheme == "adm")
        self.legal = AreaIndex(area for area in kept if area.scheme == "legal")
        self.outlines = outlines
        self.source = source
        self._outlines_m = {code: in_metres(shape) for code, shape in outlines.items()}
        for shape in self._outlines_m.values():
            shapely.prepare(shape)
        self._order = sorted(self._outlines_m)
        self._tree = shapely.STRtree([self._outlines_m[code] for code in self._order])

    def dong_of(self, point: Point) -> Area | None:
        return self.adm.dong_of(point)

    def district_of(self, point: Point) -> str | None:
        found = self._tree.query(_spot(point), predicate="intersects")
        return self._order[int(min(found))] if len(found) else None

    def outside_m(self, district: str, point: Point) -> float | None:
        """Metres outside a district's outline, 0 inside; None where its outline is not known."""
        outline = self._outlines_m.get(district)
        return None if outline is None else float(outline.distance(_spot(point)))

    def knows_all_of_seoul(self) -> bool:
        return len(self.outlines) >= 25
