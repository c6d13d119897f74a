"""Streets and buildings out of GeoJSON: what runs through the district, what stands in it."""

from collections.abc import Callable, Sequence

from shapely.geometry.base import BaseGeometry

from bongsu.planning.inputs.dongs import features_of, is_swapped, outer_rings, positions_of
from bongsu.planning.inputs.outline import Outline, line_of, polygon_of
from bongsu.planning.inputs.places import none_here
from bongsu.planning.inputs.sift import ELSEWHERE, SWAPPED, Sift, Why
from bongsu.planning.words import Told

Lines = tuple[tuple[tuple[float, float], ...], ...]
_NO_LINE = Why("geometry", Told("선이 아니거나 좌표(경도, 위도)가 아닙니다", "no line in degrees"))
_NO_POLYGON = Why(
    "geometry", Told("다각형이 아니거나 좌표(경도, 위도)가 아닙니다", "no polygon in degrees")
)


def read_streets(name: str, content: bytes, sift: Sift, *, outline: Outline) -> Lines:
    return _read(name, content, sift, outline, _lines_of, line_of, _NO_LINE)


def read_buildings(name: str, content: bytes, sift: Sift, *, outline: Outline) -> Lines:
    return _read(name, content, sift, outline, outer_rings, polygon_of, _NO_POLYGON)


def _read(
    name: str,
    content: bytes,
    sift: Sift,
    outline: Outline,
    parts_of: Callable[[object], Lines],
    shape_of: Callable[[Sequence[tuple[float, float]]], BaseGeometry],
    unreadable: Why,
) -> Lines:
    features = features_of(name, content)
    kept: list[tuple[tuple[float, float], ...]] = []
    for number, feature in enumerate(features, start=1):
        parts = parts_of(feature.get("geometry"))
        here = [part for part in parts if outline.touches(shape_of(part))]
        kept += here
        if not parts:
            sift.leave_out(number, SWAPPED if is_swapped(feature.get("geometry")) else unreadable)
        elif not here:
            sift.leave_out(number, ELSEWHERE)
    if features and not kept:
        raise none_here(name, sift, len(features))
    return tuple(kept)


def _lines_of(geometry: object) -> Lines:
    if not isinstance(geometry, dict) or geometry.get("type") not in (
        "LineString",
        "MultiLineString",
    ):
        return ()
    coordinates = geometry.get("coordinates")
    lines = [coordinates] if geometry["type"] == "LineString" else coordinates
    if not isinstance(lines, list):
        return ()
    read = [positions_of(line) for line in lines]
    if any(line is None or len(set(line)) < 2 for line in read):
        return ()
    return tuple(line for line in read if line)
