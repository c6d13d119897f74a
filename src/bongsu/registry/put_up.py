"""준공: a site that was planned here stands: its pole, site and cameras enter the registry in the caller's transaction.

A published file that lists it later takes it over (`import_cameras/accepted`); codes go on from the highest ever used."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any  # Any: rows for SQLAlchemy Core

import msgspec

from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.registry.camera import (
    Camera,
    CameraKind,
    CameraStatus,
    Pole,
    PoleKind,
    Precision,
    Purpose,
    Site,
    Streams,
)
from bongsu.registry.import_cameras.accepted import SERIES
from bongsu.registry.import_cameras.store import add_run
from bongsu.registry.import_survey.store import add_surveys
from bongsu.registry.store import (
    Connection,
    add_pole,
    add_sites_and_cameras,
    set_streams,
    site_ids,
)

_NO_FILE_OVERRULES = ("kind", "bearing_deg", "hfov_deg", "pixels_10k")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCamera:
    """One camera of it. Its addresses are secret and kept apart."""

    kind: CameraKind
    bearing_deg: float | None = None
    hfov_deg: float | None = None
    range_m: float = 50.0
    pixels_10k: int | None = None
    has_speaker: bool | None = None
    main_url: str | None = None
    sub_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """What was built. `origin` says which planned site it was."""

    district: str
    dong_code: str | None
    dong_name: str | None
    purpose: Purpose
    lat: float
    lon: float
    pole: PoleKind
    height_m: float | None
    installed_on: date
    retention_days: int | None
    cameras: tuple[NewCamera, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class PutUp:
    """Under which codes it stands."""

    site_id: str
    pole_id: str
    camera_ids: tuple[str, ...]


async def put_up(work: Work, new: NewSite, now: datetime) -> PutUp:
    """The catalogue is read anew within seconds, as after an import, and other centres hear of it then."""
    site_id = await _next_site(work.connection, new.district)
    done = PutUp(
        site_id,
        f"{site_id}-P",
        tuple(f"{site_id}-{number}" for number in range(1, len(new.cameras) + 1)),
    )
    pole = Pole(
        pole_id=done.pole_id,
        district=new.district,
        kind=new.pole,
        lat=new.lat,
        lon=new.lon,
        height_m=new.height_m,
    )
    await add_pole(work, pole)
    await add_sites_and_cameras(work, [_site(done, new)], _cameras(done, new))
    await add_surveys(work.connection, _findings(done, new))
    await set_streams(
        work,
        [
            Streams(camera_id, one.main_url, one.sub_url)
            for camera_id, one in zip(done.camera_ids, new.cameras, strict=True)
            if one.main_url is not None
        ],
    )
    await add_run(work.connection, _run(done, new, now), ())
    return done


async def _next_site(connection: Connection, district: str) -> str:
    """Removed ones count too: a code is never given again."""
    numbers = [int(one.rpartition("-")[2]) for one in await site_ids(connection, district)]
    return f"{district}-{max(numbers, default=0) + 1:04d}"


def _site(done: PutUp, new: NewSite) -> dict[str, object]:
    site = Site(
        site_id=done.site_id,
        district=new.district,
        dong_code=new.dong_code,
        dong_name=new.dong_name,
        purpose=new.purpose,
        purpose_original=new.purpose.korean,
        address_road=None,
        address_jibun=None,
        lat=new.lat,
        lon=new.lon,
        camera_count=len(new.cameras),
        installed_on=new.installed_on,
        installed_precision=Precision.DAY,
        retention_days=new.retention_days,
        managed_by=None,
        source_file=SERIES,
        source_row=0,
        reference_date=new.installed_on,
        pole_id=done.pole_id,
        valid_from=new.installed_on,
    )
    row: dict[str, object] = {name: getattr(site, name) for name in Site.__slots__}
    key = _digest(new.origin)
    return {**row, "flags": [], "site_key": key, "content_hash": key, "series": SERIES}


def _cameras(done: PutUp, new: NewSite) -> list[Camera]:
    place = new.dong_name or new.district
    return [
        Camera(
            camera_id=camera_id,
            site_id=done.site_id,
            district=new.district,
            name=f"{place} {done.site_id} #{number}",
            kind=one.kind,
            purpose=new.purpose,
            status=CameraStatus.IN_SERVICE,
            lat=new.lat,
            lon=new.lon,
            bearing_deg=one.bearing_deg,
            hfov_deg=one.hfov_deg,
            range_m=one.range_m,
            height_m=new.height_m,
            pixels_10k=one.pixels_10k,
            has_speaker=one.has_speaker,
            installed_on=new.installed_on,
            installed_precision=Precision.DAY,
            valid_from=new.installed_on,
        )
        for number, (camera_id, one) in enumerate(
            zip(done.camera_ids, new.cameras, strict=True), start=1
        )
    ]


def _findings(done: PutUp, new: NewSite) -> list[dict[str, Any]]:
    """Acceptance is a survey: what hangs there was looked at, and a later look is worth more than a file."""
    return [
        {
            "camera_id": camera_id,
            "surveyed_on": new.installed_on,
            "findings": {
                name: value
                for name in _NO_FILE_OVERRULES
                if (value := getattr(one, name)) not in (None, CameraKind.UNKNOWN)
            },
            "source_file": SERIES,
            "source_row": number,
        }
        for number, (camera_id, one) in enumerate(
            zip(done.camera_ids, new.cameras, strict=True), start=1
        )
    ]


def _run(done: PutUp, new: NewSite, now: datetime) -> dict[str, Any]:
    """What tells every reader of the registry that it has changed."""
    return {
        "run_id": new_id("imp"),
        "what": "put_up",
        "file_name": new.origin,
        "file_sha256": _digest(new.origin),
        "series": SERIES,
        "reference_date": new.installed_on,
        "at": now,
        "report": msgspec.to_builtins({"site": done.site_id, "cameras": done.camera_ids}),
    }


def _digest(origin: str) -> str:
    return hashlib.sha256(f"{SERIES}:{origin}".encode()).hexdigest()
