"""The district's 행정동 out of a GeoJSON file of one district or of the whole city."""

from typing import Any  # Any: GeoJSON of others, looked at piece by piece

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from bongsu.kernel.unreadable import UNREADABLE
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.outline import Outline, polygon_of
from bongsu.planning.inputs.values import Dong
from bongsu.planning.words import Told
from bongsu.registry.districts import BY_CODE, BY_MOIS
from bongsu.registry.footprints import NotGeoJson

_BEYOND = 1e9
_BOM = b"\xef\xbb\xbf"
Rings = tuple[tuple[tuple[float, float], ...], ...]


def features_of(name: str, content: bytes) -> list[dict[str, Any]]:
    """Features of a FeatureCollection. Raises `PlanRefused` naming the file."""
    try:
        said = msgspec.json.decode(content.removeprefix(_BOM))
    except UNREADABLE as cause:
        raise _not_geojson(name) from cause
    features = said.get("features") if isinstance(said, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise _not_geojson(name)
    return features


def read_dongs(name: str, content: bytes, district: str) -> Outline:
    """The district's dongs, with the names and outlines of the other districts in the file."""
    features = features_of(name, content)
    own: list[Dong] = []
    others: dict[str, list[BaseGeometry]] = {}
    for number, feature in enumerate(features, start=1):
        facts = feature.get("properties")
        if not isinstance(facts, dict) or not facts.get("adm_code") or not facts.get("name_ko"):
            raise _no_dong(name, number, "adm_code, name_ko")
        rings = outer_rings(feature.get("geometry"))
        if not rings:
            swapped = ": latitude before longitude" if is_swapped(feature.get("geometry")) else ""
            raise _no_dong(name, number, f"geometry{swapped}")
        code = str(facts["adm_code"])
        if code.startswith(BY_CODE[district].mois):
            own.append(_dong(code, facts, rings))
        else:
            others.setdefault(_district_name(code), []).extend(map(polygon_of, rings))
    if not own:
        raise _not_here(name, BY_CODE[district].name_ko)
    _refuse_repeated(name, own)
    outlines = tuple((gu, shapely.union_all(shapes)) for gu, shapes in others.items())
    return Outline(district, tuple(sorted(own, key=lambda dong: dong.code)), outlines)


def outer_rings(geometry: object) -> Rings:
    """Outer rings of a polygon or several; none where it is anything else or not in degrees."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return ()
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list):
        return ()
    rings = [positions_of(one[0]) if isinstance(one, list) and one else None for one in polygons]
    if any(ring is None or len(set(ring)) < 3 for ring in rings):
        return ()
    return tuple(ring for ring in rings if ring)


def positions_of(said: object) -> tuple[tuple[float, float], ...] | None:
    """(lon, lat) pairs in degrees; None where anything else stands among them."""
    if not isinstance(said, list):
        return None
    found = []
    for one in said:
        if not isinstance(one, list) or len(one) < 2 or not all(map(_is_number, one[:2])):
            return None
        lon, lat = float(one[0]), float(one[1])
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            return None
        found.append((lon, lat))
    return tuple(found)


def is_swapped(geometry: object) -> bool:
    """Whether its first position reads (lat, lon) of a place in Korea."""
    position = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(position, list) and position and isinstance(position[0], list):
        position = position[0]
    if not isinstance(position, list) or len(position) < 2 or not all(map(_is_number, position)):
        return False
    return bool(33.0 < position[0] < 39.0 and 124.0 < position[1] < 132.0)


def _is_number(one: object) -> bool:
    # a whole number of JSON may be too large for a float
    return isinstance(one, int | float) and not isinstance(one, bool) and abs(one) < _BEYOND


def _dong(code: str, facts: dict[str, Any], rings: Rings) -> Dong:
    people = _count(facts.get("population"))
    return Dong(
        code,
        str(facts["name_ko"]),
        rings,
        population=people,
        women_share=share_of(_count(facts.get("female")), people),
        aged_share=share_of(_count(facts.get("age65plus")), people),
    )


def share_of(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole and part <= whole else None


def _count(said: object) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) and said >= 0 else None


def _district_name(code: str) -> str:
    known = BY_MOIS.get(code[:5])
    return known.name_ko if known else code[:5]


def _refuse_repeated(name: str, dongs: list[Dong]) -> None:
    codes = [dong.code for dong in dongs]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        named = ", ".join(twice)
        raise PlanRefused(
            Told(
                f"{name}: 같은 행정동 코드가 두 번 있습니다({named}).",
                f"{name}: twice in it: {named}",
            ),
            field="dongs.adm_code",
        )


def _not_geojson(name: str) -> PlanRefused:
    fault = NotGeoJson(name, "this is not a GeoJSON FeatureCollection")
    return PlanRefused(
        Told(f"{name}: GeoJSON FeatureCollection이 아닙니다.", fault.detail), field=name
    )


def _no_dong(name: str, number: int, what: str) -> PlanRefused:
    return PlanRefused(
        Told(
            f"{name} {number}번째 도형: 행정동으로 읽을 수 없습니다({what}).",
            f"{name}, feature {number}: no dong can be read of it ({what})",
        ),
        field=f"features[{number - 1}]",
    )


def _not_here(name: str, district: str) -> PlanRefused:
    return PlanRefused(
        Told(
            f"{name}: {district}의 행정동이 하나도 없습니다.",
            f"{name}: no dong of {district} in it",
        ),
        field="dongs",
    )
