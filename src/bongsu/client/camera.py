"""A camera as a centre tells it, read from GeoJSON. What a newer centre adds is passed over."""

from datetime import date
from typing import Any  # Any: JSON

import msgspec


class Camera(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: ptz, fixed, multi, lpr, thermal, unknown. `state`: live, frozen, dead, connecting, unsupported, unknown."""

    camera_id: str
    lat: float
    lon: float
    owner: str
    district: str
    purpose: str
    kind: str
    state: str
    range_m: float
    bearing_deg: float | None = None
    hfov_deg: float | None = None
    managed_by: str | None = None
    address_road: str | None = None
    address_jibun: str | None = None
    camera_count: int | None = None
    pixels_10k: int | None = None
    retention_days: int | None = None
    installed_on: date | None = None
    reference_date: date | None = None


class Changes(msgspec.Struct, frozen=True):
    """What changed since a version. `is_fresh`: forget what you had. `version` goes into the next question."""

    version: str
    is_fresh: bool
    cameras: tuple[Camera, ...]
    gone: tuple[str, ...]


class _Point(msgspec.Struct):
    coordinates: tuple[float, float]


class _Feature(msgspec.Struct):
    id: str
    geometry: _Point
    properties: dict[str, Any]


class _Link(msgspec.Struct):
    href: str
    rel: str


class Page(msgspec.Struct):
    """A FeatureCollection of either door."""

    features: list[_Feature]
    links: list[_Link] = []
    version: str = ""
    fresh: bool = False
    more: bool = False
    gone: list[str] = []

    @property
    def following(self) -> str | None:
        return next((one.href for one in self.links if one.rel == "next"), None)

    def cameras(self) -> list[Camera]:
        return [_camera(one) for one in self.features]


def _camera(one: _Feature) -> Camera:
    lon, lat = one.geometry.coordinates
    place = {"camera_id": one.id, "lat": lat, "lon": lon}
    return msgspec.convert({**one.properties, **place}, Camera)
