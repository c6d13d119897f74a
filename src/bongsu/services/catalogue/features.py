"""What is told of a camera or a site, and nothing else: columns of the national standard (전국CCTV표준데이터), its id,
which way and how far it sees, whether it shows a picture. An allow-list; tests hold it."""

import re
from datetime import date, datetime
from typing import Literal

import msgspec

# addresses of published files were seen to carry addresses of the network
_NETWORK = re.compile(r"\d{1,3}(\.\d{1,3}){3}|://|[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{0,4}){3,}")


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 8288, as OGC API writes it."""

    href: str
    rel: str
    type: str = ""
    title: str = ""


class PointAt(msgspec.Struct, frozen=True, tag_field="type", tag="Point"):
    """Longitude, latitude (CRS84)."""

    coordinates: tuple[float, float]


Text = str | None | msgspec.UnsetType
Number = float | None | msgspec.UnsetType
Whole = int | None | msgspec.UnsetType
Day = date | None | msgspec.UnsetType
LEFT_OUT = msgspec.UNSET


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """`owner` is the managing centre's code; `kind`, `bearing_deg`, `hfov_deg` are 촬영방면정보; `camera_count` is the
    site's; `installed_on` the first day of what is known (year, month or day). A site has none of a camera's own; where
    versions are asked for, only what they count is told."""

    owner: str
    district: str
    purpose: str
    managed_by: Text = LEFT_OUT
    address_road: Text = LEFT_OUT
    address_jibun: Text = LEFT_OUT
    camera_count: Whole = LEFT_OUT
    retention_days: Whole = LEFT_OUT
    installed_on: Day = LEFT_OUT
    reference_date: Day = LEFT_OUT
    pixels_10k: Whole = LEFT_OUT
    kind: Text = LEFT_OUT
    bearing_deg: Number = LEFT_OUT
    hfov_deg: Number = LEFT_OUT
    range_m: Number = LEFT_OUT
    state: Text = LEFT_OUT


class Feature(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="Feature"):
    """GeoJSON (RFC 7946)."""

    id: str
    geometry: PointAt
    properties: Facts
    links: list[Link] | msgspec.UnsetType = msgspec.UNSET


class Features(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A page of them."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    links: list[Link]
    time_stamp: datetime
    number_matched: int
    number_returned: int


class ChangedCameras(msgspec.Struct, frozen=True, kw_only=True):
    """GeoJSON; `version` goes into the next question. `fresh`: forget what you have, this is the beginning of all."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    version: str
    fresh: bool
    more: bool
    gone: list[str]
    why_ko: str
    why_en: str


def without_network(text: str | None) -> str | None:
    """None where a published cell carries an address of the network."""
    return None if text is None or _NETWORK.search(text) else text
