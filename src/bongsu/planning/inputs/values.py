"""Everything a plan is drawn from, as plain values: the same out of files, out of the node, or out of an analyst's notebook.

No person-level data: a request is a place and a count, a population is a dong's. Coordinates are WGS 84 degrees."""

from collections.abc import Sequence
from datetime import date

import msgspec

from bongsu.planning.words import Origin, Told

Ring = Sequence[tuple[float, float]]
"""(lon, lat) pairs, closed or not, the outer ring."""


class Dong(msgspec.Struct, frozen=True):
    """행정동: 10-digit code, polygons, and shares by dong where known (0…1)."""

    code: str
    name: str
    polygons: tuple[tuple[tuple[float, float], ...], ...]
    population: int | None = None
    women_share: float | None = None
    detached_share: float | None = None
    aged_share: float | None = None
    station: str = ""
    """Police station, by majority."""


class StandingCamera(msgspec.Struct, frozen=True):
    """A camera of today (대). `is_crime`: 방범 or 다목적; `is_online`: in service and not known dead."""

    camera_id: str
    lat: float
    lon: float
    kind: str
    bearing_deg: float | None = None
    hfov_deg: float | None = None
    range_m: float = 50.0
    purpose: str = "crime_prevention"
    is_crime: bool = True
    is_online: bool = True


class Place(msgspec.Struct, frozen=True):
    """A point of a layer. `kind`: light, utility_pole, child_zone, bell, nightlife, lodging, finance …"""

    kind: str
    lat: float
    lon: float
    count: int = 1
    code: str = ""


class Request(msgspec.Struct, frozen=True):
    """A wish for a camera, already merged: `count` complaints, or one police request (dossier §7.2)."""

    request_id: str
    origin: Origin
    lat: float
    lon: float
    count: int = 1


class PriorityArea(msgspec.Struct, frozen=True):
    """서울시 빅데이터 CCTV 우선 설치지역: shown beside the score, never a part of it."""

    code: str
    rank: int
    year: int
    ring: tuple[tuple[float, float], ...]


class CrimeArea(msgspec.Struct, frozen=True):
    """발생 건수 of the five crimes in a police station's area: a proxy for its dongs, and labelled so."""

    station: str
    occurred: int


class Source(msgspec.Struct, frozen=True):
    """Where a layer came from: printed under every map and table."""

    layer: str
    title: str
    rows: int
    as_of: date | None = None
    licence: str = ""


class LeftOut(msgspec.Struct, frozen=True):
    """Rows of a layer that are not in the plan, and why; `told` names file and rows too. `rows`: the first of them, from 1
    below the header (of GeoJSON: features from 1). `is_fault`: false for what merely lies elsewhere."""

    layer: str
    file: str
    field: str
    told: Told
    count: int
    rows: tuple[int, ...] = ()
    is_fault: bool = True


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """Empty layers are allowed but for `dongs`: what is not known scores 0 and is said so."""

    dongs: tuple[Dong, ...]
    cameras: tuple[StandingCamera, ...] = ()
    places: tuple[Place, ...] = ()
    requests: tuple[Request, ...] = ()
    priority: tuple[PriorityArea, ...] = ()
    crime: tuple[CrimeArea, ...] = ()
    streets: tuple[tuple[tuple[float, float], ...], ...] = ()
    buildings: tuple[tuple[tuple[float, float], ...], ...] = ()
    sources: tuple[Source, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """Nothing is lost: what could not be used is named here."""
