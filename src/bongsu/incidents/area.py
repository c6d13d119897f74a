"""The area of an incident (작전·침수·수색 구역): one simple polygon as a partner may name it, and its measures."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from shapely.geometry import Point as Spot
from shapely.geometry import Polygon
from shapely.prepared import prep

from bongsu.incidents.degrees import Lat, Lon
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point, distance_m, moved, offset_m

MOST_POINTS = 500
# 성북구 has 24.6 km², Seoul's median district 23: an order or an alert for more is one for several centres
LARGEST_KM2 = 30.0

Ring = Annotated[list[tuple[Lon, Lat]], Meta(min_length=4, max_length=MOST_POINTS + 1)]


class PolygonText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """GeoJSON Polygon (RFC 7946 §3.1.6): longitude before latitude; one ring, no holes."""

    type: Literal["Polygon"]
    coordinates: Annotated[list[Ring], Meta(min_length=1, max_length=1)]


class Area(msgspec.Struct, frozen=True):
    """The outer ring, (lat, lon), first point not repeated at the end."""

    ring: tuple[tuple[float, float], ...]

    @property
    def middle(self) -> Point:
        """A point inside, also of a shape like a horseshoe."""
        origin = self._origin
        inside = _flat(self.ring, origin).representative_point()
        return moved(origin, inside.x, inside.y)

    @property
    def _origin(self) -> Point:
        return Point(*self.ring[0])

    @property
    def km2(self) -> float:
        return float(_flat(self.ring, self._origin).area) / 1e6

    @property
    def reach_m(self) -> float:
        """From the middle to the furthest corner."""
        middle = self.middle
        return max(distance_m(middle, Point(lat, lon)) for lat, lon in self.ring)

    def holds(self, places: list[Point], margin_m: float = 0.0) -> list[bool]:
        """For each place whether it lies inside, or no further than `margin_m` outside."""
        origin = self._origin
        shape = prep(_flat(self.ring, origin).buffer(margin_m))
        return [shape.covers(Spot(*offset_m(origin, place))) for place in places]

    def geojson(self) -> PolygonText:
        closed = [*self.ring, self.ring[0]]
        return PolygonText(type="Polygon", coordinates=[[(lon, lat) for lat, lon in closed]])


def _flat(ring: tuple[tuple[float, float], ...], origin: Point) -> Polygon:
    return Polygon([offset_m(origin, Point(lat, lon)) for lat, lon in ring])


def area_of(said: PolygonText, field: str = "area") -> Area:
    """Raises `Invalid` with the field for a ring that is open, crosses itself, has no width, or covers a country."""
    corners = said.coordinates[0]
    if corners[0] != corners[-1]:
        raise Invalid("A ring ends where it begins", field=f"{field}.coordinates")
    return area_of_ring(tuple((lat, lon) for lon, lat in corners[:-1]), field)


def area_of_ring(ring: tuple[tuple[float, float], ...], field: str = "area") -> Area:
    """The same for corners that were read elsewhere (CAP). Raises `Invalid`."""
    shape = _flat(ring, Point(*ring[0]))
    if not shape.is_valid or shape.area <= 0.0:
        raise Invalid(
            "The area's border crosses itself or encloses nothing", field=f"{field}.coordinates"
        )
    if shape.area / 1e6 > LARGEST_KM2:
        raise Invalid(
            f"The area has {shape.area / 1e6:,.0f} km²; at most {LARGEST_KM2:.0f}",
            field=f"{field}.coordinates",
        )
    return Area(ring)
