"""Invented cameras inside real boundaries, for demos without published files and for load tests; always labelled."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any  # Any: rows for SQLAlchemy Core

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point
from bongsu.registry.areas import Areas
from bongsu.registry.camera import Camera, CameraKind, CameraStatus, Precision, Purpose, Site
from bongsu.registry.districts import BY_CODE
from bongsu.registry.import_cameras.flags import Flag
from bongsu.registry.store import add_sites_and_cameras

SERIES = "synthetic"
# 성북구 as published on 2020-03-31: (sites, cameras) by purpose, 1,550 and 3,580 in all
SEONGBUK = {
    Purpose.CRIME_PREVENTION: (886, 2549),
    Purpose.CHILDREN: (156, 389),
    Purpose.DUMPING: (358, 360),
    Purpose.TRAFFIC_ENFORCEMENT: (65, 182),
    Purpose.FACILITY: (82, 97),
    Purpose.TRAFFIC_INFORMATION: (3, 3),
}
_REFERENCE = date(2020, 3, 31)
# about 450 m
_SPREAD_DEG = 0.0045
# 회전형 among all cameras, as 구로구 bought them in 2024 (35 : 91)
_PTZ_SHARE = 0.28
_PIXELS = (41, 130, 200, 400)
_PIXEL_SHARES = (0.02, 0.09, 0.79, 0.10)


@dataclass(frozen=True, slots=True)
class Synthetic:
    """Sites with their cameras, ready for `register_synthetic`."""

    sites: list[Site]
    cameras: list[Camera]


def synthetic_district(areas: Areas, district: str = "SB", seed: int = 1) -> Synthetic:
    """A district with the published counts of 성북구; the same seed gives the same cameras."""
    purposes: list[tuple[Purpose, int]] = []
    for purpose, (site_count, camera_count) in SEONGBUK.items():
        purposes += [(purpose, number) for number in _shared_out(camera_count, site_count)]
    return _make(areas, [(district, purposes)], seed, first_number=1)


def synthetic_cameras(count: int, seed: int, areas: Areas, first_number: int = 1) -> Synthetic:
    """`count` cameras over all districts whose outline is known, in the mix of 성북구. `first_number` keeps site
    codes apart from those that a database already holds."""
    districts = sorted(areas.outlines)
    portions = _shared_out(count, len(districts))
    counts = dict(zip(districts, portions, strict=True))
    return synthetic_by_district(counts, seed, areas, first_number)


def synthetic_by_district(
    counts: Mapping[str, int], seed: int, areas: Areas, first_number: int = 1
) -> Synthetic:
    """So many cameras in each district, in the mix of 성북구."""
    mixes = [(code, _mix(count)) for code, count in counts.items() if count]
    return _make(areas, mixes, seed, first_number)


async def register_synthetic(database: Database, made: Synthetic) -> None:
    """Stores all of it in one transaction."""
    rows = [_site_row(site) for site in made.sites]
    async with database.work() as work:
        await add_sites_and_cameras(work, rows, made.cameras)


def _shared_out(total: int, among: int) -> list[int]:
    """As even as whole numbers allow, and exact in sum."""
    return [total * (index + 1) // among - total * index // among for index in range(among)]


def _mix(count: int) -> list[tuple[Purpose, int]]:
    """Sites with their camera counts, `count` cameras in all."""
    mix: list[tuple[Purpose, int]] = []
    weights = [cameras for _, cameras in SEONGBUK.values()]
    bounds = [sum(weights[: index + 1]) * count // sum(weights) for index in range(len(weights))]
    start = 0
    for (purpose, (sites, cameras)), bound in zip(SEONGBUK.items(), bounds, strict=True):
        portion, start = bound - start, bound
        if portion:
            among = max(1, min(portion, portion * sites // cameras))
            mix += [(purpose, number) for number in _shared_out(portion, among)]
    return mix


def _make(
    areas: Areas,
    districts: Sequence[tuple[str, Sequence[tuple[Purpose, int]]]],
    seed: int,
    first_number: int,
) -> Synthetic:
    chance = np.random.default_rng(seed)
    made = Synthetic([], [])
    for district, purposes in districts:
        centres = [dong.centre for dong in areas.adm.areas if dong.district == district]
        places = _places(areas.outlines[district], len(purposes), centres, chance)
        for number, (place, (purpose, count)) in enumerate(
            zip(places, purposes, strict=True), start=first_number
        ):
            site = _site(areas, district, number, place, purpose, count, chance)
            made.sites.append(site)
            made.cameras.extend(_cameras(site, chance))
    return made


def _places(
    outline: BaseGeometry, count: int, centres: Sequence[Point], chance: np.random.Generator
) -> list[Point]:
    """Around the centres of dongs, where people live; even over the outline where no dong is known."""
    found: list[Point] = []
    while len(found) < count:
        lats, lons = _candidates(outline, 2 * count + 16, centres, chance)
        inside = shapely.contains_xy(outline, lons, lats)
        found += [
            Point(lat=round(float(lat), 6), lon=round(float(lon), 6))
            for lat, lon in zip(lats[inside], lons[inside], strict=True)
        ]
    return found[:count]


def _candidates(
    outline: BaseGeometry, count: int, centres: Sequence[Point], chance: np.random.Generator
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    west, south, east, north = outline.bounds
    if not centres:
        return chance.uniform(south, north, count), chance.uniform(west, east, count)
    middles = np.array([(centre.lat, centre.lon) for centre in centres])
    spots = middles[chance.integers(0, len(centres), count)]
    spots += chance.normal(0.0, _SPREAD_DEG, (count, 2))
    return spots[:, 0], spots[:, 1]


def _site(
    areas: Areas,
    district: str,
    number: int,
    place: Point,
    purpose: Purpose,
    count: int,
    chance: np.random.Generator,
) -> Site:
    dong = areas.dong_of(place)
    installed = date(int(chance.integers(2008, 2020)), int(chance.integers(1, 13)), 1)
    label = dong.name if dong else BY_CODE[district].name_ko
    return Site(
        site_id=f"{district}-{number:04d}",
        district=district,
        dong_code=dong.code if dong else None,
        dong_name=dong.name if dong else None,
        purpose=purpose,
        purpose_original=purpose.korean,
        address_road=f"가상 {label} {number}",
        address_jibun=None,
        lat=place.lat,
        lon=place.lon,
        camera_count=count,
        installed_on=installed,
        installed_precision=Precision.MONTH,
        retention_days=30,
        managed_by="가상 자료 (synthetic)",
        source_file=SERIES,
        source_row=number,
        reference_date=_REFERENCE,
        flags=(Flag.SYNTHETIC.value,),
        valid_from=_REFERENCE,
    )


def _cameras(site: Site, chance: np.random.Generator) -> list[Camera]:
    first_bearing = float(chance.uniform(0, 360))
    turning = chance.random(site.camera_count) < _PTZ_SHARE
    angles = chance.uniform(50, 100, site.camera_count)
    pixels = chance.choice(_PIXELS, site.camera_count, p=_PIXEL_SHARES)
    return [
        Camera(
            camera_id=f"{site.site_id}-{index + 1}",
            site_id=site.site_id,
            district=site.district,
            name=f"{site.address_road} #{index + 1}",
            kind=CameraKind.PTZ if turning[index] else CameraKind.FIXED,
            purpose=site.purpose,
            status=CameraStatus.IN_SERVICE,
            lat=site.lat,
            lon=site.lon,
            # the cameras of one pole look away from each other
            bearing_deg=None
            if turning[index]
            else round((first_bearing + index * 360 / site.camera_count) % 360, 1),
            hfov_deg=None if turning[index] else round(float(angles[index]), 1),
            range_m=80.0 if turning[index] else 50.0,
            height_m=5.0,
            pixels_10k=int(pixels[index]),
            installed_on=site.installed_on,
            installed_precision=site.installed_precision,
            valid_from=_REFERENCE,
        )
        for index in range(site.camera_count)
    ]


def _site_row(site: Site) -> dict[str, Any]:
    row = {name: getattr(site, name) for name in Site.__slots__}
    key = hashlib.sha256(f"{SERIES}:{site.site_id}".encode()).hexdigest()
    return {**row, "site_key": key, "content_hash": key, "series": SERIES}
