"""Outlines of the districts, made of the dongs that the registry keeps; drawn on the map of the city."""

from collections.abc import Sequence

import msgspec
import shapely

from bongsu.registry.districts import BY_CODE
from bongsu.registry.store import StoredArea

# neighbouring dongs are drawn apart by the last digit of their files; about a metre closes the seam
_SEAM_DEG = 1e-5
# what one pixel of a map of the whole city shows
_SIMPLER_DEG = 5e-5


class OutlineFacts(msgspec.Struct, frozen=True):
    """`centre` is a point inside, where its name stands."""

    district: str
    name_ko: str
    name_en: str
    centre: tuple[float, float]


class OutlineFeature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    """GeoJSON."""

    geometry: msgspec.Raw
    properties: OutlineFacts


class OutlineCollection(msgspec.Struct, frozen=True, tag_field="type", tag="FeatureCollection"):
    """GeoJSON."""

    features: list[OutlineFeature]


def outlines(areas: Sequence[StoredArea]) -> bytes:
    """Takes a good part of a second for the city: leave the event loop for it."""
    dongs: dict[str, list[str]] = {}
    for one in areas:
        if one.scheme == "adm" and one.district in BY_CODE:
            dongs.setdefault(one.district, []).append(one.geojson)
    features = [_outline(letters, dongs[letters]) for letters in BY_CODE if letters in dongs]
    return msgspec.json.encode(OutlineCollection(features))


def _outline(letters: str, dongs: Sequence[str]) -> OutlineFeature:
    closed = shapely.buffer(shapely.from_geojson(dongs), _SEAM_DEG, join_style="mitre")
    shape = shapely.simplify(shapely.union_all(closed), _SIMPLER_DEG)
    inside = shapely.point_on_surface(shape)
    known = BY_CODE[letters]
    return OutlineFeature(
        msgspec.Raw(shapely.to_geojson(shape).encode()),
        OutlineFacts(letters, known.name_ko, known.name_en, (inside.x, inside.y)),
    )


class Outlines:
    """One per node: made again when the areas are others."""

    def __init__(self) -> None:
        self._areas: Sequence[StoredArea] | None = None
        self._body = b""

    def kept(self, areas: Sequence[StoredArea]) -> bytes | None:
        """None: to be made."""
        return self._body if self._areas is areas else None

    def keep(self, areas: Sequence[StoredArea], body: bytes) -> bytes:
        self._areas, self._body = areas, body
        return body
