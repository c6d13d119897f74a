"""서울시 빅데이터 CCTV 우선 설치지역: polygons (GeoJSON) or cells (CSV of national grid codes) with rank and year."""

import re
from typing import Any  # Any: GeoJSON of others, looked at piece by piece

import numpy as np

from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.korea import degrees_of, square_of
from bongsu.planning.inputs.dongs import features_of, is_swapped, outer_rings
from bongsu.planning.inputs.outline import Outline, polygon_of
from bongsu.planning.inputs.sheet import Columns, Row, read_csv, sheet_of
from bongsu.planning.inputs.sift import ELSEWHERE, SWAPPED, Sift, Why
from bongsu.planning.inputs.values import PriorityArea, Ring
from bongsu.planning.words import Told

_NUMBER = re.compile("[0-9]{1,6}")
_CELL: Columns = {
    "cell": ("cell", "격자", "격자번호", "국가지점번호", "gid"),
    "rank": ("rank", "순위", "우선순위"),
    "year": ("year", "연도", "년도"),
}
_NO_CELL = Why("cell", Told("국가지점번호가 아닙니다", "no national grid code"))
_NO_RANK = Why(
    "rank", Told("순위가 1 이상의 정수가 아닙니다", "the rank is no whole number of 1 or more")
)
_NO_YEAR = Why("year", Told("연도가 2000–2100이 아닙니다", "the year is not within 2000–2100"))
_NO_SHAPE = Why("geometry", Told("다각형이 아닙니다", "no polygon in degrees"))
_TWICE = Why("code", Told("같은 구역이 앞에 있습니다", "the same area stands before it"))


def read_priority(
    name: str, content: bytes, sift: Sift, *, outline: Outline
) -> tuple[PriorityArea, ...]:
    """By rank. Areas that do not touch the district are left out."""
    looks_json = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    areas = _polygons(name, content, sift) if looks_json else _cells(name, content, sift)
    found: dict[str, PriorityArea] = {}
    for number, area in areas:
        if not outline.touches(polygon_of(area.ring)):
            sift.leave_out(number, ELSEWHERE)
        elif area.code in found:
            sift.leave_out(number, _TWICE)
        else:
            found[area.code] = area
    return tuple(sorted(found.values(), key=lambda area: (area.rank, area.code)))


def ring_of_code(code: str) -> Ring:
    """(lon, lat) corners of a square of the national grid."""
    west, south, side = square_of(code)
    lat, lon = degrees_of(
        west + side * np.array([0, 1, 1, 0, 0]), south + side * np.array([0, 0, 1, 1, 0])
    )
    return tuple(zip(lon.round(7).tolist(), lat.round(7).tolist(), strict=True))


def _cells(name: str, content: bytes, sift: Sift) -> list[tuple[int, PriorityArea]]:
    sheet = sheet_of(
        read_csv(name, content), _CELL, sift, needed=("cell", "rank", "year"), strict=True
    )
    areas = []
    for row in sheet.rows:
        facts = _rank_and_year(row["rank"], row["year"])
        ring = _ring(row)
        if isinstance(facts, Why) or ring is None:
            sift.leave_out(row.number, facts if isinstance(facts, Why) else _NO_CELL)
            continue
        code = "".join(row["cell"].split())
        areas.append((row.number, PriorityArea(code, *facts, tuple(ring))))
    return areas


def _ring(row: Row) -> Ring | None:
    try:
        return ring_of_code(row["cell"])
    except PlanRefused:
        return None


def _polygons(name: str, content: bytes, sift: Sift) -> list[tuple[int, PriorityArea]]:
    areas = []
    for number, feature in enumerate(features_of(name, content), start=1):
        facts_said = feature.get("properties")
        said: dict[str, Any] = facts_said if isinstance(facts_said, dict) else {}
        rings = outer_rings(feature.get("geometry"))
        facts = _rank_and_year(str(said.get("rank", "")), str(said.get("year", "")))
        if not rings:
            sift.leave_out(number, SWAPPED if is_swapped(feature.get("geometry")) else _NO_SHAPE)
            continue
        if isinstance(facts, Why):
            sift.leave_out(number, facts)
            continue
        code = str(said.get("code") or number)[:60]
        for part, ring in enumerate(rings, start=1):
            named = code if len(rings) == 1 else f"{code}-{part}"
            areas.append((number, PriorityArea(named, *facts, ring)))
    return areas


def _rank_and_year(rank: str, year: str) -> tuple[int, int] | Why:
    if not (_NUMBER.fullmatch(rank) and int(rank) >= 1):
        return _NO_RANK
    if not (_NUMBER.fullmatch(year) and 2000 <= int(year) <= 2100):
        return _NO_YEAR
    return int(rank), int(year)
