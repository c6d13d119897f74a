"""Polygons, circles and times as CAP writes them; every refusal names the element (CAP 1.2 §3.2.4, §3.3.2)."""

import re
from datetime import datetime, timedelta

from bongsu.services.disaster.cap.alert import Circle, Ring
from bongsu.services.disaster.cap.grammar import wrong

MOST_POINTS = 20_000
# half of the earth's circumference: no disc is larger
_WIDEST_KM = 20_038.0
_NUMBER = re.compile(r"[-+]?\d{1,12}(\.\d{0,20})?", re.ASCII)
_TIME_12 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d", re.ASCII)
# 1.1 says xs:dateTime, which also has parts of a second and Z
_TIME_11 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?([-+]\d\d:\d\d|Z)", re.ASCII)
_LARGEST_OFFSET = timedelta(hours=14)


def time_of(text: str, version: str, path: str) -> datetime:
    """`2024-07-17T06:10:00+09:00`; UTC is `-00:00`, never `Z` (CAP 1.2 §3.3.2)."""
    pattern = _TIME_12 if version == "1.2" else _TIME_11
    if not pattern.fullmatch(text):
        hint = ": UTC is written -00:00, not Z" if text.endswith("Z") else ""
        raise wrong(path, f"{text[:40]!r} is no time with its offset, as ...T06:10:00+09:00{hint}")
    try:
        read = datetime.fromisoformat(text)
    except ValueError as problem:
        raise wrong(path, f"{text[:40]!r} is no time: {problem}") from problem
    offset = read.utcoffset()
    if offset is None or abs(offset) > _LARGEST_OFFSET:
        raise wrong(path, f"{text[:40]!r} has an offset that no place has")
    if not 1990 <= read.year < 2200:
        raise wrong(path, f"{read.year} is no year of an alert")
    return read


def ring_of(text: str, path: str) -> Ring:
    """At least four pairs `lat,lon`, the last the same as the first."""
    pairs = text.split()
    if len(pairs) < 4:
        raise wrong(path, f"A polygon has at least four pairs, not {len(pairs)}")
    if len(pairs) > MOST_POINTS:
        raise wrong(path, f"A polygon has at most {MOST_POINTS} pairs")
    ring = tuple(_pair(one, path) for one in pairs)
    if ring[0] != ring[-1]:
        raise wrong(path, "A polygon ends with the pair that it begins with")
    return ring


def circle_of(text: str, path: str) -> Circle:
    """`lat,lon radius`, the radius in kilometres."""
    said = text.split()
    if len(said) != 2:
        raise wrong(path, "A circle is `lat,lon radius`")
    lat, lon = _pair(said[0], path)
    radius = _number(said[1], path)
    if not 0.0 <= radius <= _WIDEST_KM:
        raise wrong(path, f"{said[1][:20]} km is no radius")
    return Circle(lat, lon, radius)


def _pair(text: str, path: str) -> tuple[float, float]:
    said = text.split(",")
    if len(said) != 2:
        raise wrong(path, f"{text[:40]!r} is no pair `lat,lon`")
    lat, lon = (_number(one, path) for one in said)
    if abs(lat) > 90.0:
        hint = ": latitude comes first" if abs(lon) <= 90.0 else ""
        raise wrong(path, f"{lat:g} is no latitude{hint}")
    if abs(lon) > 180.0:
        raise wrong(path, f"{lon:g} is no longitude")
    return lat, lon


def _number(text: str, path: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise wrong(path, f"{text[:20]!r} is no number")
    return float(text)
