"""Reads cameras and sites for the catalogue's door. It names each column that may leave; streams are not among them."""

from collections.abc import Mapping
from datetime import date
from typing import Any  # Any: rows and columns of SQLAlchemy Core

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.federation.catalogue.entitled import Scope
from bongsu.registry.reserved.store import is_shown, is_site_shown, shown_of_site
from bongsu.registry.tables import camera_health, cameras, sites
from bongsu.services.catalogue.asked import Asked, Box
from bongsu.services.catalogue.features import (
    Facts,
    Feature,
    PointAt,
    without_network,
)

Connection = AsyncConnection
_STATE = func.coalesce(camera_health.c.state, "unknown")
_SITE = (
    sites.c.managed_by,
    sites.c.address_road,
    sites.c.address_jibun,
    shown_of_site().label("camera_count"),
    sites.c.retention_days,
    sites.c.reference_date,
)
_CAMERA = (
    cameras.c.camera_id.label("id"),
    cameras.c.lat,
    cameras.c.lon,
    cameras.c.district,
    cameras.c.purpose,
    cameras.c.installed_on,
    cameras.c.pixels_10k,
    cameras.c.kind,
    cameras.c.bearing_deg,
    cameras.c.hfov_deg,
    cameras.c.range_m,
    _STATE.label("state"),
    *_SITE,
)
_HEALTH = camera_health.c.camera_id == cameras.c.camera_id
_PLACES = (
    sites.c.site_id.label("id"),
    sites.c.lat,
    sites.c.lon,
    sites.c.district,
    sites.c.purpose,
    sites.c.installed_on,
    *_SITE,
)
_BY_CAMERA: Mapping[str, ColumnElement[Any]] = {
    "district": cameras.c.district,
    "purpose": cameras.c.purpose,
    "kind": cameras.c.kind,
    "state": _STATE,
}
_BY_SITE: Mapping[str, ColumnElement[Any]] = {
    "district": sites.c.district,
    "purpose": sites.c.purpose,
}
_TABLES = {"cameras": cameras, "sites": sites}
_BY = {"cameras": _BY_CAMERA, "sites": _BY_SITE}
FILTERS = {name: frozenset(by) | {"owner"} for name, by in _BY.items()}


def _there(name: str, scope: Scope) -> Select[Any]:
    """Everything of a collection that this scope covers."""
    if name == "cameras":
        asked = select(*_CAMERA).select_from(
            cameras.join(sites, cameras.c.site_id == sites.c.site_id).outerjoin(
                camera_health, _HEALTH
            )
        )
        asked = asked.where(is_shown())
    else:
        asked = select(*_PLACES).where(is_site_shown())
    table = _TABLES[name]
    asked = asked.where(table.c.removed_on.is_(None))
    if scope.purposes is not None:
        asked = asked.where(table.c.purpose.in_(sorted(scope.purposes)))
    return asked


async def page(
    connection: Connection, name: str, scope: Scope, asked: Asked, owner: str
) -> tuple[int, list[Feature]]:
    """How many match, and this page of them by id."""
    table = _TABLES[name]
    found = _there(name, scope).where(*_conditions(name, asked, owner))
    matched = int(
        (await connection.scalar(select(func.count()).select_from(found.subquery()))) or 0
    )
    key = table.c.camera_id if name == "cameras" else table.c.site_id
    rows = await connection.execute(found.order_by(key).offset(asked.offset).limit(asked.limit))
    make = _camera if name == "cameras" else _site
    return matched, [make(row, owner) for row in rows]


async def one(
    connection: Connection, name: str, scope: Scope, feature_id: str, owner: str
) -> Feature | None:
    table = _TABLES[name]
    key = table.c.camera_id if name == "cameras" else table.c.site_id
    row = (await connection.execute(_there(name, scope).where(key == feature_id))).one_or_none()
    make = _camera if name == "cameras" else _site
    return None if row is None else make(row, owner)


async def extent(
    connection: Connection, name: str, scope: Scope
) -> tuple[float, float, float, float] | None:
    """West, south, east, north of what is there."""
    within = _there(name, scope).subquery()
    ends = (
        func.min(within.c.lon),
        func.min(within.c.lat),
        func.max(within.c.lon),
        func.max(within.c.lat),
    )
    row = (await connection.execute(select(*ends))).one()
    return None if row[0] is None else (row[0], row[1], row[2], row[3])


def _conditions(name: str, asked: Asked, owner: str) -> list[ColumnElement[bool]]:
    table = _TABLES[name]
    said = [_BY[name][word] == value for word, value in asked.equals.items() if word != "owner"]
    if asked.equals.get("owner", owner) != owner:
        said.append(literal(value=False))
    if asked.box is not None:
        said.append(_within(asked.box, table))
    return [*said, *_put_up(asked.first, asked.last, table)]


def _within(box: Box, table: Any) -> ColumnElement[bool]:
    lon, lat = table.c.lon, table.c.lat
    east, west = lon <= box.east, lon >= box.west
    across = and_(east, west) if box.west <= box.east else or_(east, west)
    return and_(lat >= box.south, lat <= box.north, across)


def _put_up(first: date | None, last: date | None, table: Any) -> list[ColumnElement[bool]]:
    """What has no date is in every answer (OGC 17-069r4, 7.15.4)."""
    day = table.c.installed_on
    ends = [day >= first] if first else []
    ends += [day <= last] if last else []
    return [or_(day.is_(None), and_(*ends))] if ends else []


def _facts(row: Any, owner: str) -> dict[str, Any]:
    return {
        "owner": owner,
        "district": row.district,
        "managed_by": without_network(row.managed_by),
        "address_road": without_network(row.address_road),
        "address_jibun": without_network(row.address_jibun),
        "purpose": row.purpose,
        "camera_count": row.camera_count,
        "retention_days": row.retention_days,
        "installed_on": row.installed_on,
        "reference_date": row.reference_date,
    }


def _site(row: Any, owner: str) -> Feature:
    return Feature(
        id=row.id, geometry=PointAt((row.lon, row.lat)), properties=Facts(**_facts(row, owner))
    )


def _camera(row: Any, owner: str) -> Feature:
    return Feature(
        id=row.id,
        geometry=PointAt((row.lon, row.lat)),
        properties=Facts(
            **_facts(row, owner),
            pixels_10k=row.pixels_10k,
            kind=row.kind,
            bearing_deg=row.bearing_deg,
            hfov_deg=row.hfov_deg,
            range_m=row.range_m,
            state=row.state,
        ),
    )
