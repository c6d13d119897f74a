"""The registry's queries for everybody else. Stream addresses leave only through `streams`, never with a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any  # Any: rows of SQLAlchemy Core

from sqlalchemy import Select, Table, bindparam, delete, func, insert, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.kernel.database import Work
from bongsu.registry.camera import (
    Camera,
    CameraKind,
    CameraRow,
    CameraStatus,
    Pole,
    Precision,
    Purpose,
    Site,
    Streams,
)
from bongsu.registry.reserved.store import is_shown, is_site_shown
from bongsu.registry.tables import (
    camera_health,
    camera_streams,
    cameras,
    dong_areas,
    import_runs,
    lights,
    obstacles,
    poles,
    sites,
)

Connection = AsyncConnection
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Health:
    """A camera's state as `media` told it last."""

    camera_id: str
    state: str
    since: datetime
    reason: str
    process: str


@dataclass(frozen=True, slots=True)
class Light:
    """보안등 with known coordinates."""

    lat: float
    lon: float
    light_count: int


@dataclass(frozen=True, slots=True)
class MountedLight:
    """`mount`: 설치형태 as published (한전주, 전용주, 건축물), empty where nothing is said."""

    lat: float
    lon: float
    light_count: int
    mount: str


@dataclass(frozen=True, slots=True)
class StoredArea:
    """A dong as the map shows it; `geojson` is its geometry."""

    scheme: str
    code: str
    name: str
    district: str
    geojson: str
    centre_lat: float
    centre_lon: float
    synthetic: bool


def _with_words(row: RowMapping) -> dict[str, Any]:
    return {
        **dict(row),
        "kind": CameraKind(row["kind"]),
        "purpose": Purpose(row["purpose"]),
        "status": CameraStatus(row["status"]),
    }


async def all_positions(connection: Connection) -> list[CameraRow]:
    """Every camera that is not removed, with dong and last known state, by camera_id; reserved ones too."""
    names = [column for column in CameraRow.__slots__ if column in cameras.c]
    asked = (
        select(
            *(cameras.c[name] for name in names),
            sites.c.dong_code,
            func.coalesce(camera_health.c.state, "unknown").label("state"),
        )
        .select_from(
            cameras.join(sites).outerjoin(
                camera_health, camera_health.c.camera_id == cameras.c.camera_id
            )
        )
        .where(cameras.c.removed_on.is_(None))
        .order_by(cameras.c.camera_id)
    )
    found = await connection.execute(asked)
    return [CameraRow(**_with_words(row)) for row in found.mappings()]


def _camera(row: RowMapping) -> Camera:
    return Camera(
        **_with_words(row) | {"installed_precision": Precision(row["installed_precision"])}
    )


async def camera(connection: Connection, camera_id: str) -> Camera | None:
    """Also a removed one: its past viewings still name it. Not a reserved one."""
    asked = select(cameras).where(cameras.c.camera_id == camera_id, is_shown())
    found = await connection.execute(asked)
    row = found.mappings().first()
    return None if row is None else _camera(row)


async def site(connection: Connection, site_id: str) -> Site | None:
    names = [sites.c[name] for name in Site.__slots__]
    found = await connection.execute(select(*names).where(sites.c.site_id == site_id))
    row = found.mappings().first()
    if row is None:
        return None
    words = {
        "purpose": Purpose(row["purpose"]),
        "installed_precision": Precision(row["installed_precision"]),
        "flags": tuple(row["flags"]),
    }
    return Site(**dict(row) | words)


async def search_cameras(
    connection: Connection, text: str = "", limit: int = 50, after: str | None = None
) -> list[Camera]:
    """Cameras in service order of their codes; `text` is part of code, name or address, `after` the last code seen."""
    asked: Select[Any] = select(cameras).where(cameras.c.removed_on.is_(None), is_shown())
    if text.strip():
        part = f"%{_plain(text.strip())}%"
        fields = (cameras.c.camera_id, cameras.c.name, sites.c.address_road, sites.c.address_jibun)
        asked = asked.join(sites).where(or_(*(field.ilike(part, escape="\\") for field in fields)))
    if after is not None:
        asked = asked.where(cameras.c.camera_id > after)
    found = await connection.execute(asked.order_by(cameras.c.camera_id).limit(limit))
    return [_camera(row) for row in found.mappings()]


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def streams(connection: Connection, camera_id: str) -> Streams | None:
    found = await connection.execute(
        select(camera_streams).where(camera_streams.c.camera_id == camera_id)
    )
    row = found.mappings().first()
    return None if row is None else Streams(**row)


async def set_streams(work: Work, rows: Sequence[Streams]) -> None:
    """Replaces the stream addresses of these cameras."""
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        await _replace_by_camera(
            work.connection,
            camera_streams,
            [
                {"camera_id": one.camera_id, "main_url": one.main_url, "sub_url": one.sub_url}
                for one in some
            ],
        )


async def health(connection: Connection) -> dict[str, Health]:
    found = await connection.execute(select(camera_health))
    return {row["camera_id"]: Health(**row) for row in found.mappings()}


async def set_health(work: Work, rows: Sequence[Health]) -> None:
    """Replaces the state of these cameras. A state older than the stored one is not taken."""
    known: dict[str, datetime] = {}
    for start in range(0, len(rows), _BATCH):
        asked = select(camera_health.c.camera_id, camera_health.c.since).where(
            camera_health.c.camera_id.in_([one.camera_id for one in rows[start : start + _BATCH]])
        )
        known.update({row[0]: row[1] for row in await work.connection.execute(asked)})
    newest: dict[str, Health] = {}
    for one in rows:
        if one.since >= known.get(one.camera_id, one.since):
            newest[one.camera_id] = one
            known[one.camera_id] = one.since
    await _replace_by_camera(
        work.connection,
        camera_health,
        [{name: getattr(one, name) for name in Health.__slots__} for one in newest.values()],
    )


async def _replace_by_camera(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    if not rows:
        return
    gone = [{"gone": row["camera_id"]} for row in rows]
    await connection.execute(delete(table).where(table.c.camera_id == bindparam("gone")), gone)
    await connection.execute(insert(table), rows)


async def in_service_ids(connection: Connection) -> list[str]:
    asked = select(cameras.c.camera_id).where(
        cameras.c.removed_on.is_(None), cameras.c.status == CameraStatus.IN_SERVICE.value
    )
    return list((await connection.scalars(asked.order_by(cameras.c.camera_id))).all())


async def lit_places(connection: Connection) -> list[Light]:
    """Every 보안등 whose coordinates are known."""
    asked = select(lights.c.lat, lights.c.lon, func.coalesce(lights.c.light_count, 1)).where(
        lights.c.lat.is_not(None), lights.c.lon.is_not(None)
    )
    return [Light(*row) for row in await connection.execute(asked)]


async def mounted_lights(connection: Connection) -> list[MountedLight]:
    """The same with what carries each, for planning."""
    asked = select(
        lights.c.lat,
        lights.c.lon,
        func.coalesce(lights.c.light_count, 1),
        func.coalesce(lights.c.mount, ""),
    ).where(lights.c.lat.is_not(None), lights.c.lon.is_not(None))
    return [MountedLight(*row) for row in await connection.execute(asked)]


async def replace_lights(
    work: Work, districts: Iterable[str], rows: Sequence[dict[str, Any]]
) -> None:
    """The newest import of a district replaces its lights: nothing refers to a single light."""
    await work.connection.execute(delete(lights).where(lights.c.district.in_(list(districts))))
    for start in range(0, len(rows), _BATCH):
        await work.connection.execute(insert(lights), rows[start : start + _BATCH])


async def obstacle_rings(connection: Connection) -> list[str]:
    """Every known building's outer ring, as JSON text."""
    asked = select(obstacles.c.ring).order_by(obstacles.c.obstacle_id)
    return list((await connection.scalars(asked)).all())


async def replace_obstacles(work: Work, source_file: str, rows: Sequence[dict[str, Any]]) -> None:
    """A file of the same name replaces what it said before."""
    await work.connection.execute(delete(obstacles).where(obstacles.c.source_file == source_file))
    for start in range(0, len(rows), _BATCH):
        await work.connection.execute(insert(obstacles), rows[start : start + _BATCH])


async def replace_areas(work: Work, rows: Sequence[StoredArea]) -> None:
    """Replaces all dongs."""
    await work.connection.execute(delete(dong_areas))
    values = [{name: getattr(row, name) for name in StoredArea.__slots__} for row in rows]
    if values:
        await work.connection.execute(insert(dong_areas), values)


async def areas(connection: Connection, scheme: str = "adm") -> list[StoredArea]:
    asked = select(dong_areas).where(dong_areas.c.scheme == scheme).order_by(dong_areas.c.code)
    return [StoredArea(**row) for row in (await connection.execute(asked)).mappings()]


async def site_ids(connection: Connection, district: str) -> list[str]:
    """Every code ever given, removed ones too."""
    asked = select(sites.c.site_id).where(sites.c.district == district)
    return list((await connection.scalars(asked)).all())


async def add_pole(work: Work, pole: Pole) -> None:
    row = {name: getattr(pole, name) for name in Pole.__slots__}
    await work.connection.execute(insert(poles), {**row, "kind": pole.kind.value})


async def add_sites_and_cameras(
    work: Work, site_rows: Sequence[dict[str, Any]], new_cameras: Sequence[Camera]
) -> None:
    """Bulk: 70,000 cameras in a few seconds."""
    for start in range(0, len(site_rows), _BATCH):
        await work.connection.execute(insert(sites), site_rows[start : start + _BATCH])
    for start in range(0, len(new_cameras), _BATCH):
        values = [
            {name: getattr(one, name) for name in Camera.__slots__}
            for one in new_cameras[start : start + _BATCH]
        ]
        await work.connection.execute(insert(cameras), values)


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """So many sites or cameras that share all of this; `count.py` adds them up."""

    purpose: str
    dong_code: str | None
    dong_name: str | None
    kind: str
    installed_on: date | None
    precision: str
    trusted: bool
    first_seen: date | None
    number: int


async def counted_cameras(
    connection: Connection, as_of: date, district: str | None
) -> list[CountedGroup]:
    """Cameras that were not yet removed on that day, whenever they were put up."""
    facts = (
        cameras.c.purpose, sites.c.dong_code, sites.c.dong_name, cameras.c.kind,
        cameras.c.installed_on, cameras.c.installed_precision, sites.c.installed_trusted,
        cameras.c.valid_from,
    )  # fmt: skip
    asked = select(*facts, func.count()).select_from(cameras.join(sites)).where(is_shown())
    asked = asked.group_by(*facts)
    return await _groups(connection, asked, cameras, as_of, district)


async def counted_sites(
    connection: Connection, as_of: date, district: str | None
) -> list[CountedGroup]:
    """Sites that were not yet removed on that day."""
    facts = (
        sites.c.purpose, sites.c.dong_code, sites.c.dong_name,
        sites.c.installed_on, sites.c.installed_precision, sites.c.installed_trusted,
        sites.c.valid_from,
    )  # fmt: skip
    kindless = (*facts[:3], func.min("").label("kind"), *facts[3:])
    asked = select(*kindless, func.count()).where(is_site_shown()).group_by(*facts)
    return await _groups(connection, asked, sites, as_of, district)


async def _groups(
    connection: Connection, asked: Select[Any], table: Table, as_of: date, district: str | None
) -> list[CountedGroup]:
    asked = asked.where(or_(table.c.removed_on.is_(None), table.c.removed_on > as_of))
    if district is not None:
        asked = asked.where(table.c.district == district)
    return [CountedGroup(*row) for row in await connection.execute(asked)]


async def last_import(connection: Connection) -> str | None:
    """The newest import's id; another one means that the registry has changed."""
    asked = (
        select(import_runs.c.run_id)
        .order_by(import_runs.c.at.desc(), import_runs.c.run_id.desc())
        .limit(1)
    )
    return (await connection.execute(asked)).scalar()
