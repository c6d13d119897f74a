"""Reads building outlines from GeoJSON: the outer rings, and by index every feature that has none."""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar  # Any: JSON of others, looked at piece by piece

import msgspec

from bongsu.kernel.unreadable import UNREADABLE
from bongsu.registry.import_cameras.failures import FileFault, FileUnreadable

Ring = list[tuple[float, float]]
_BOM = b"\xef\xbb\xbf"
# of a square degree: about a hundredth of a square metre
_LEAST_AREA = 1e-12


class NotGeoJson(FileFault):
    """Not JSON at all, or not a collection of features."""

    code: ClassVar[str] = "not_geojson"


class Broken(StrEnum):
    """Why a feature is no building."""

    NOT_A_FEATURE = "not_a_feature"
    NO_GEOMETRY = "no_geometry"
    NOT_A_POLYGON = "not_a_polygon"
    RING_UNREADABLE = "ring_unreadable"
    RING_TOO_SHORT = "ring_too_short"
    NOT_WGS84 = "not_wgs84"
    NO_AREA = "no_area"


@dataclass(frozen=True, slots=True)
class Footprints:
    """One file. A feature with any broken part is broken as a whole."""

    name: str
    sha256: str
    features: int
    rings: list[tuple[int, Ring]]
    broken: list[tuple[int, Broken]]

    @property
    def whole(self) -> int:
        return len({index for index, _ in self.rings})


def read_footprints(path: Path) -> Footprints:
    """Raises a `FileFault` that names the file, never another failure."""
    try:
        content = path.read_bytes()
    except OSError as cause:
        raise FileUnreadable(path.name, cause.strerror or "cannot be read") from cause
    return footprints_in(path.name, content)


def footprints_in(name: str, content: bytes) -> Footprints:
    """The same for bytes at hand."""
    features = _features(name, content)
    rings: list[tuple[int, Ring]] = []
    broken: list[tuple[int, Broken]] = []
    for index, feature in enumerate(features):
        found = _outer_rings(feature)
        if isinstance(found, Broken):
            broken.append((index, found))
        else:
            rings += [(index, ring) for ring in found]
    return Footprints(name, hashlib.sha256(content).hexdigest(), len(features), rings, broken)


def _features(name: str, content: bytes) -> list[Any]:
    try:
        said = msgspec.json.decode(content.removeprefix(_BOM))
    except UNREADABLE as cause:
        raise NotGeoJson(name, "this is not JSON") from cause
    if not isinstance(said, dict) or said.get("type") != "FeatureCollection":
        raise NotGeoJson(name, "this is not a GeoJSON FeatureCollection")
    features = said.get("features")
    if not isinstance(features, list):
        raise NotGeoJson(name, "the FeatureCollection holds no list of features")
    return features


def _outer_rings(feature: object) -> list[Ring] | Broken:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return Broken.NOT_A_FEATURE
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        return Broken.NO_GEOMETRY
    shape, coordinates = geometry.get("type"), geometry.get("coordinates")
    if shape not in ("Polygon", "MultiPolygon"):
        return Broken.NOT_A_POLYGON
    polygons = [coordinates] if shape == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        return Broken.RING_UNREADABLE
    rings = []
    for polygon in polygons:
        ring = _ring(polygon[0] if isinstance(polygon, list) and polygon else None)
        if isinstance(ring, Broken):
            return ring
        rings.append(ring)
    return rings


def _ring(positions: object) -> Ring | Broken:
    if not isinstance(positions, list):
        return Broken.RING_UNREADABLE
    if not all(_is_position(position) for position in positions):
        return Broken.RING_UNREADABLE
    if not all(abs(one[0]) <= 180 and abs(one[1]) <= 90 for one in positions):
        return Broken.NOT_WGS84
    ring = [(float(one[0]), float(one[1])) for one in positions]
    if len(set(ring)) < 3:
        return Broken.RING_TOO_SHORT
    return ring if _area(ring) > _LEAST_AREA else Broken.NO_AREA


def _is_position(position: object) -> bool:
    return (
        isinstance(position, list)
        and len(position) >= 2
        and all(isinstance(one, int | float) and not isinstance(one, bool) for one in position[:2])
    )


def _area(ring: Ring) -> float:
    """In square degrees, seen from its first corner: near zero, doubles lose nothing."""
    lon, lat = ring[0]
    corners: Iterable[tuple[float, float]] = ((east - lon, north - lat) for east, north in ring)
    placed = list(corners)
    following = [*placed[1:], placed[0]]
    return abs(math.fsum(a[0] * b[1] - b[0] * a[1] for a, b in zip(placed, following, strict=True)))
