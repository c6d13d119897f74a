"""The part of an alert's areas that lies in the own district, as one simple polygon. Pure, with shapely.

An incident has one area: of several pieces the largest is shown, the others are counted and named. Holes are filled, and
a border of more points than an incident's area may have is smoothed: a few metres more or less choose no other camera."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from bongsu.incidents.area import MOST_POINTS, Area
from bongsu.kernel.geometry import EARTH_M_PER_DEGREE
from bongsu.registry import areas as registry_areas
from bongsu.services.disaster.cap.alert import CapArea, Circle, Ring
from bongsu.services.disaster.tangle import check_self_crossings, check_together

REPAIRED = "a polygon that crosses itself was read as all that it encloses"
# 10 m × 10 m: less is the width of a border line, no place
_SMALLEST_M2 = 100.0
_SMALLEST_RADIUS_M = 10.0
_CORNERS = 16
_FIRST_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class District:
    """The own district: its outline and its 행정동, in degrees, longitude first."""

    outline: BaseGeometry
    dongs: tuple[registry_areas.Area, ...] = ()

    @property
    def is_known(self) -> bool:
        return not self.outline.is_empty


@dataclass(frozen=True, slots=True)
class Clipped:
    """`area` None: nothing of it lies in the district. `named`: whether the alert drew or coded any area at all."""

    area: Area | None
    named: bool
    rest: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def district_of(dongs: Iterable[registry_areas.Area]) -> District:
    """From its 행정동."""
    kept = tuple(dongs)
    return District(shapely.union_all([one.geometry for one in kept]).buffer(0), kept)


def clip(areas: Sequence[CapArea], district: District) -> Clipped:
    """Everything that the areas draw, and every code of ours that they name, inside the district. Raises `Invalid` for
    what is drawn to be no area but work."""
    shapes: list[BaseGeometry] = []
    remarks: list[str] = []
    # each language says the same areas again
    for ring in dict.fromkeys(ring for one in areas for ring in one.polygons):
        shape: BaseGeometry = Polygon([(lon, lat) for lat, lon in ring])
        if not shape.is_valid:
            check_self_crossings(shape)
            shape = shapely.make_valid(shape)
            remarks.append(REPAIRED)
        shapes.append(shape)
    shapes.extend(
        _disc(one) for one in dict.fromkeys(one for area in areas for one in area.circles)
    )
    codes = [code for one in areas if not one.polygons and not one.circles for code in one.geocodes]
    shapes.extend(_coded(codes, district))
    if not shapes:
        return Clipped(None, named=False)
    check_together(shapes)
    inside = shapely.union_all(shapes).intersection(district.outline)
    pieces = sorted(_pieces(inside), key=lambda one: one.area, reverse=True)
    said = tuple(dict.fromkeys(remarks))
    if not pieces:
        return Clipped(None, named=True, remarks=said)
    rest = tuple(_name(piece, district) for piece in pieces[1:])
    return Clipped(Area(_ring(pieces[0])), named=True, rest=rest, remarks=said)


def disc_ring(lat: float, lon: float, radius_m: float) -> Ring:
    """A disc as a closed ring, for what has a place and a reach and no border."""
    shape = _disc(Circle(lat, lon, radius_m / 1000))
    return tuple((round(y, 7), round(x, 7)) for x, y in shape.exterior.coords)


def _disc(circle: Circle) -> Polygon:
    metres = max(circle.radius_km * 1000, _SMALLEST_RADIUS_M)
    north = metres / EARTH_M_PER_DEGREE
    east = north / max(cos(radians(circle.lat)), 0.01)
    unit = shapely.Point(0.0, 0.0).buffer(1.0, quad_segs=_CORNERS)
    return Polygon(
        [(circle.lon + x * east, circle.lat + y * north) for x, y in unit.exterior.coords]
    )


def _coded(codes: Iterable[tuple[str, str]], district: District) -> list[BaseGeometry]:
    """행정표준코드: a dong of ours by its ten digits, our district by five or ten, the city by two and zeros. Each dong
    once, however often it is named."""
    found: dict[str, BaseGeometry] = {}
    for _, value in codes:
        code = value.strip()
        if not (code.isascii() and code.isdigit() and len(code) in (5, 10)):
            continue
        prefix = _prefix(code)
        found |= {one.code: one.geometry for one in district.dongs if one.code.startswith(prefix)}
    return list(found.values())


def _prefix(code: str) -> str:
    """`1129000000` → 11290, `1100000000` → 11, `1129066000` → itself."""
    if code[5:].strip("0"):
        return code
    return code[:5] if code[2:5].strip("0") else code[:2]


def _pieces(shape: BaseGeometry) -> list[Polygon]:
    parts = list(shape.geoms) if hasattr(shape, "geoms") else [shape]
    found: list[Polygon] = []
    for part in parts:
        if isinstance(part, MultiPolygon):
            found.extend(_pieces(part))
        elif isinstance(part, Polygon) and _m2(part) >= _SMALLEST_M2:
            found.append(part)
    return found


def _m2(shape: BaseGeometry) -> float:
    return float(registry_areas.in_metres(shape).area)


def _ring(piece: Polygon) -> Ring:
    """Its outer border, first point not repeated, of no more points than an incident's area may have."""
    shape, tolerance = Polygon(piece.exterior), _FIRST_TOLERANCE
    while len(shape.exterior.coords) > MOST_POINTS:
        smoothed = shape.simplify(tolerance, preserve_topology=True)
        assert isinstance(smoothed, Polygon)
        shape = smoothed
        tolerance *= 2
    return tuple((round(y, 7), round(x, 7)) for x, y in shape.exterior.coords[:-1])


def _name(piece: Polygon, district: District) -> str:
    """The 행정동 that a piece lies in."""
    spot = piece.representative_point()
    return next((one.name for one in district.dongs if one.geometry.covers(spot)), "경계")
