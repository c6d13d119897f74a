"""How dark it is somewhere, from the sun alone: the Astronomical Almanac's low-precision formula,
better than 0.1 degrees from 1950 to 2050. Knows nothing of weather or lamps."""

from datetime import UTC, datetime
from math import asin, atan2, cos, degrees, radians, sin

from bongsu.kernel.geometry import Point

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
SECONDS_PER_DAY = 86_400.0
# Civil twilight ends here: out of doors one needs a lamp.
CIVIL_TWILIGHT_DEG = -6.0


def sun_altitude_deg(place: Point, at: datetime) -> float:
    """The sun's height over the horizon; negative below it. `at` is an aware time."""
    days = (at - J2000).total_seconds() / SECONDS_PER_DAY
    mean_longitude = 280.460 + 0.9856474 * days
    anomaly = radians(357.528 + 0.9856003 * days)
    ecliptic = radians(mean_longitude + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.0000004 * days)
    right_ascension = degrees(atan2(cos(tilt) * sin(ecliptic), cos(ecliptic)))
    declination = asin(sin(tilt) * sin(ecliptic))
    sidereal_deg = 15.0 * (18.697374558 + 24.06570982441908 * days)
    hour_angle = radians(sidereal_deg + place.lon - right_ascension)
    latitude = radians(place.lat)
    height = sin(latitude) * sin(declination)
    height += cos(latitude) * cos(declination) * cos(hour_angle)
    return degrees(asin(max(-1.0, min(1.0, height))))


def darkness(place: Point, at: datetime) -> float:
    """0 while the sun is up, 1 after civil twilight, between them in the dusk."""
    return max(0.0, min(1.0, sun_altitude_deg(place, at) / CIVIL_TWILIGHT_DEG))
