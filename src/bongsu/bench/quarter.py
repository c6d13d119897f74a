"""Quarters to try the choice of cameras on: streets, buildings, poles, and how each camera really
hangs. One is invented from a seed, one lays poles along real streets. Only the standard library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from random import Random
from typing import Any

from bongsu.bench.ray_truth import Outline, Place, TrueCamera, contains

# Guro 2024: 35 of 126 new cameras turn (28 %), 126 cameras on 54 sites (2.33 each).
PTZ_SHARE = 35 / 126
CAMERAS_PER_POLE = (1, 2, 3, 4)
POLE_WEIGHTS = (0.25, 0.35, 0.25, 0.15)
# Guro 2024-06: 5,449 cameras on 20.1 square kilometres.
CAMERAS_PER_KM2 = 271
# How cameras hang: 90 degrees and 50 m for the fixed, 60 degrees and 100 m (zoom) for those that turn.
FIXED_HFOV_DEG = (70.0, 90.0, 100.0)
FIXED_RANGE_M = 50.0
PTZ_HFOV_DEG = 60.0
PTZ_RANGE_M = 100.0
# A fitter turns a camera along its street, but not by the compass.
ALONG_STREET_SD_DEG = 12.0
# A PTZ stands at its home preset so often, else at another of its street presets.
PTZ_AT_HOME = 0.6


@dataclass(frozen=True, slots=True)
class Quarter:
    """`home_deg`: what an exact registry would hold; `TrueCamera.looks_deg`: where it looks now."""

    name: str
    buildings: tuple[Outline, ...]
    cameras: tuple[TrueCamera, ...]
    home_deg: Mapping[str, float]
    calls: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Street:
    start: Place
    end: Place
    width_m: float

    @property
    def length_m(self) -> float:
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    @property
    def bearing_deg(self) -> float:
        return degrees(atan2(self.end[0] - self.start[0], self.end[1] - self.start[1])) % 360

    def at(self, along_m: float, aside_m: float) -> Place:
        way = radians(self.bearing_deg)
        return (
            self.start[0] + sin(way) * along_m + cos(way) * aside_m,
            self.start[1] + cos(way) * along_m - sin(way) * aside_m,
        )


def synthetic_quarter(seed: int, side_m: float = 600.0, calls: int = 300) -> Quarter:
    """An irregular grid of lanes and streets with two rows of houses in each block."""
    random = Random(seed)
    columns, rows = _lanes(random, side_m), _lanes(random, side_m)
    turn = radians(random.uniform(0, 90))

    def turned(place: Place) -> Place:
        x, y = place
        return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)

    streets = [
        _Street(turned((at, low[0])), turned((at, high[0])), width)
        for at, width in columns
        for low, high in pairwise(rows)
    ] + [
        _Street(turned((low[0], at)), turned((high[0], at)), width)
        for at, width in rows
        for low, high in pairwise(columns)
    ]
    buildings = tuple(
        tuple(turned(corner) for corner in house)
        for west, east in pairwise(columns)
        for south, north in pairwise(rows)
        for house in _houses(random, (west, east), (south, north))
    )
    area_km2 = side_m * side_m / 1e6
    return _furnished(f"synthetic {seed}", random, streets, buildings, area_km2, calls)


def real_quarter(
    buildings: Mapping[str, Any], streets: Mapping[str, Any], seed: int, calls: int = 300
) -> Quarter:
    """Real footprints and street lines (GeoJSON, so `Any`) with invented poles along the streets."""
    corners = [corner for ring in _rings(buildings) for corner in ring]
    lon0, lat0 = min(lon for lon, _ in corners), min(lat for _, lat in corners)
    east_scale = 111_195.0 * cos(radians(lat0))

    def plane(place: Sequence[float]) -> Place:
        return (place[0] - lon0) * east_scale, (place[1] - lat0) * 111_195.0

    outlines = tuple(tuple(plane(corner) for corner in ring[:-1]) for ring in _rings(buildings))
    lines = [feature["geometry"]["coordinates"] for feature in streets["features"]]
    pieces = [
        _Street(plane(one), plane(other), 6.0) for line in lines for one, other in pairwise(line)
    ]
    far = [plane(corner) for corner in corners]
    area_km2 = max(x for x, _ in far) * max(y for _, y in far) / 1e6
    within = [piece for piece in pieces if min(*piece.start, *piece.end) >= 0]
    return _furnished(f"real {seed}", Random(seed), within, outlines, area_km2, calls)


def _rings(buildings: Mapping[str, Any]) -> list[list[list[float]]]:
    return [feature["geometry"]["coordinates"][0] for feature in buildings["features"]]


def _lanes(random: Random, side_m: float) -> list[tuple[float, float]]:
    """Where parallel streets run, and how wide: mostly lanes of 4-6 m, some streets of 8-12 m."""
    lanes, at = [], 0.0
    while at <= side_m:
        wide = random.random() < 0.25
        lanes.append((at, random.uniform(8, 12) if wide else random.uniform(4, 6)))
        at += random.uniform(32, 62)
    return lanes


def _houses(
    random: Random,
    across: tuple[tuple[float, float], tuple[float, float]],
    along: tuple[tuple[float, float], tuple[float, float]],
) -> list[Outline]:
    """Two rows of houses between four streets; one lot in ten is empty or a car park."""
    (west, west_width), (east, east_width) = across
    (south, south_width), (north, north_width) = along
    left, right = west + west_width / 2, east - east_width / 2
    low, high = south + south_width / 2, north - north_width / 2
    houses = []
    for half in range(2):
        bottom = low + half * (high - low) / 2
        x = left
        while x < right - 6:
            wide = min(random.uniform(8, 18), right - x)
            gap = random.uniform(0.5, 1.5)
            if random.random() > 0.1:
                edges = (x + gap, bottom + gap, x + wide - gap, bottom + (high - low) / 2 - gap)
                houses.append(_box(*edges))
            x += wide
    return houses


def _box(west: float, south: float, east: float, north: float) -> Outline:
    return (west, south), (east, south), (east, north), (west, north)


def _furnished(
    name: str,
    random: Random,
    streets: list[_Street],
    buildings: tuple[Outline, ...],
    area_km2: float,
    calls: int,
) -> Quarter:
    cameras: list[TrueCamera] = []
    home: dict[str, float] = {}
    while len(cameras) < CAMERAS_PER_KM2 * area_km2:
        street, place = _on_street(random, streets, buildings, at_side=True)
        ways = _ways(street, streets, place)
        random.shuffle(ways)
        for number in range(random.choices(CAMERAS_PER_POLE, POLE_WEIGHTS)[0]):
            camera, home_deg = _hung(random, f"{len(cameras):05d}", place, ways, number)
            cameras.append(camera)
            home[camera.camera_id] = home_deg
    scenes = tuple(_on_street(random, streets, buildings, at_side=False)[1] for _ in range(calls))
    return Quarter(name, buildings, tuple(cameras), home, scenes)


def _on_street(
    random: Random, streets: list[_Street], buildings: tuple[Outline, ...], *, at_side: bool
) -> tuple[_Street, Place]:
    """Poles stand at the kerb, half of them at a corner; people are anywhere on the street."""
    while True:
        street = random.choices(streets, [street.length_m for street in streets])[0]
        half = street.width_m / 2 - 0.4
        aside = random.choice((-half, half)) if at_side else random.uniform(-half, half)
        at_corner = at_side and random.random() < 0.5
        along = min(half, street.length_m) if at_corner else random.uniform(0, street.length_m)
        place = street.at(along, aside)
        if not any(contains(outline, place) for outline in buildings):
            return street, place


def _ways(street: _Street, streets: list[_Street], place: Place) -> list[float]:
    """Directions of the streets that meet at the place: both ways along, and those at a corner."""
    ways = {round(street.bearing_deg), round(street.bearing_deg + 180) % 360}
    for other in streets:
        for end, bearing in (
            (other.start, other.bearing_deg),
            (other.end, other.bearing_deg + 180),
        ):
            if hypot(end[0] - place[0], end[1] - place[1]) < 10:
                ways.add(round(bearing) % 360)
    return [float(way) for way in sorted(ways)]


def _hung(
    random: Random, number: str, place: Place, ways: list[float], turn: int
) -> tuple[TrueCamera, float]:
    """Cameras of one pole take the directions in turn."""
    home = (ways[turn % len(ways)] + random.gauss(0, ALONG_STREET_SD_DEG)) % 360
    is_ptz = random.random() < PTZ_SHARE
    looks = home
    if is_ptz and random.random() > PTZ_AT_HOME:
        looks = random.choice(ways)
    camera = TrueCamera(
        camera_id=f"camera-{number}",
        pole=f"{place[0]:.2f} {place[1]:.2f}",
        is_ptz=is_ptz,
        east=place[0],
        north=place[1],
        looks_deg=looks,
        hfov_deg=PTZ_HFOV_DEG if is_ptz else random.choice(FIXED_HFOV_DEG),
        range_m=PTZ_RANGE_M if is_ptz else FIXED_RANGE_M,
    )
    return camera, home
