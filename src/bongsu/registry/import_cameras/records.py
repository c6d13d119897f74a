"""Writes what a file says as rows of the tables: ids, names and columns, nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any  # Any: rows for SQLAlchemy Core

from bongsu.kernel.geometry import Point
from bongsu.registry.areas import Areas
from bongsu.registry.camera import CameraStatus, Precision
from bongsu.registry.import_cameras.flags import Flag
from bongsu.registry.import_cameras.registered import Pair, RegisteredCamera
from bongsu.registry.import_cameras.sites import FoundCamera, FoundSite
from bongsu.registry.settings import RegistrySettings

Row = dict[str, Any]
_CITY = re.compile(r"^\s*서울(?:특별시|시)?\s*\S*구\s*")
_BRACKETS = re.compile(r"[(（].*$")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of one published file. `on` is its own date, or the day it was imported."""

    series: str
    file_name: str
    on: date


def short_name(site: FoundSite) -> str:
    """What an operator calls the place: the address without city, district and brackets."""
    row = site.first
    whole = row.address_road or row.address_jibun or ""
    short = _BRACKETS.sub("", _CITY.sub("", whole)).strip()
    return short[:60] or f"{row.district.name_ko} {row.lat:.5f}, {row.lon:.5f}"


def refreshed_facts(site: FoundSite, areas: Areas) -> Row:
    """What depends on the whole file and on the boundaries, and may change though the site did not."""
    dong = areas.dong_of(Point(site.first.lat, site.first.lon))
    return {
        "dong_code": dong.code if dong else None,
        "dong_name": dong.name if dong else None,
        "flags": [flag.value for flag in site.flags],
        "reference_date": _reference(site),
    }


def origin(site: FoundSite, edition: Edition) -> Row:
    return {
        "series": edition.series,
        "source_file": edition.file_name,
        "source_row": site.first.raw.number,
    }


def site_facts(site: FoundSite, edition: Edition, areas: Areas) -> Row:
    row = site.first
    dates = [camera.installed_on for camera in site.cameras if camera.installed_on]
    installed = row.installed.date
    return {
        "site_key": site.key,
        "content_hash": site.content_hash,
        "district": row.district.code,
        "purpose": row.purpose.value,
        "purpose_original": row.purpose_original,
        "address_road": row.address_road,
        "address_jibun": row.address_jibun,
        "lat": row.lat,
        "lon": row.lon,
        "camera_count": len(site.cameras),
        "installed_on": min(dates) if dates else (installed.day if installed else None),
        "installed_precision": (installed.precision if installed else Precision.NONE).value,
        "installed_trusted": all(member.installed.trusted for member in site.rows),
        "retention_days": row.retention_days,
        "managed_by": row.managed_by,
        **refreshed_facts(site, areas),
        **origin(site, edition),
    }


def new_site(site_id: str, site: FoundSite, edition: Edition, areas: Areas) -> Row:
    facts = site_facts(site, edition, areas)
    return {"site_id": site_id, **facts, "valid_from": edition.on, "removed_on": None}


def new_cameras(
    site_id: str, site: FoundSite, edition: Edition, settings: RegistrySettings
) -> list[Row]:
    return [
        _new_camera(f"{site_id}-{number}", site_id, site, camera, edition, settings)
        for number, camera in enumerate(site.cameras, start=1)
    ]


def _new_camera(
    camera_id: str,
    site_id: str,
    site: FoundSite,
    camera: FoundCamera,
    edition: Edition,
    settings: RegistrySettings,
) -> Row:
    return {
        "camera_id": camera_id,
        "site_id": site_id,
        "district": site.first.district.code,
        "status": CameraStatus.IN_SERVICE.value,
        "bearing_deg": camera.bearing_deg,
        "hfov_deg": camera.hfov_deg,
        "range_m": settings.default_range_m,
        "height_m": None,
        "has_speaker": None,
        "valid_from": edition.on,
        "removed_on": None,
        **_said_of_camera(camera_id, site, camera),
    }


def _said_of_camera(camera_id: str, site: FoundSite, camera: FoundCamera) -> Row:
    return {
        "name": f"{short_name(site)} #{camera_id.rpartition('-')[2]}",
        "kind": camera.kind.value,
        "purpose": site.first.purpose.value,
        "lat": site.first.lat,
        "lon": site.first.lon,
        "pixels_10k": camera.pixels_10k,
        "installed_on": camera.installed_on,
        "installed_precision": camera.installed_precision.value,
    }


@dataclass(frozen=True, slots=True)
class CameraChanges:
    """What a changed site means for its cameras. What people found in the field is never overwritten."""

    update: list[Row]
    add: list[Row]
    remove: list[str]


def changed_cameras(pair: Pair, edition: Edition, settings: RegistrySettings) -> CameraChanges:
    site_id, site = pair.registered.site_id, pair.found
    current = sorted(pair.registered.current_cameras, key=lambda camera: camera.number)
    kept = list(zip(current, site.cameras, strict=False))
    next_number = max((camera.number for camera in pair.registered.cameras), default=0) + 1
    added = site.cameras[len(current) :]
    # who hung them counted them: a published number alone takes none of them out of service
    is_doubted = Flag.ACCEPTED_COUNT_DIFFERS in site.flags
    gone = [] if is_doubted else current[len(site.cameras) :]
    return CameraChanges(
        update=[
            {
                "camera_id": known.camera_id,
                **_back_in_service(known),
                **_unless_surveyed(
                    known,
                    {**_explicit(camera), **_said_of_camera(known.camera_id, site, camera)},
                ),
            }
            for known, camera in kept
        ],
        # a camera that came later was not there on the day the site was put up
        add=[
            {
                **_new_camera(f"{site_id}-{number}", site_id, site, camera, edition, settings),
                "installed_on": None,
                "installed_precision": Precision.NONE.value,
            }
            for number, camera in enumerate(added, start=next_number)
        ],
        remove=[camera.camera_id for camera in gone],
    )


def _back_in_service(known: RegisteredCamera) -> Row:
    if known.removed_on is None:
        return {}
    return {"removed_on": None, "status": CameraStatus.IN_SERVICE.value}


def _unless_surveyed(known: RegisteredCamera, said: Row) -> Row:
    return {name: value for name, value in said.items() if name not in known.surveyed}


def _explicit(camera: FoundCamera) -> Row:
    said = {"bearing_deg": camera.bearing_deg, "hfov_deg": camera.hfov_deg}
    return {name: value for name, value in said.items() if value is not None}


def history(facts: Row, until: date) -> Row:
    """A site's row as it was before it changed."""
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }
    return {
        "site_id": facts["site_id"],
        "valid_from": facts["valid_from"],
        "valid_to": until,
        "facts": plain,
    }


def _reference(site: FoundSite) -> date | None:
    days: Iterable[date] = (row.reference.day for row in site.rows if row.reference)
    return max(days, default=None)
