"""The importer's own queries: what is registered of a district, and writing what a plan decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any  # Any: rows of SQLAlchemy Core

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection as Connection

from bongsu.registry.camera import CameraStatus
from bongsu.registry.import_cameras.registered import RegisteredCamera, RegisteredSite
from bongsu.registry.tables import (
    camera_surveys,
    cameras,
    import_rows,
    import_runs,
    site_history,
    sites,
)

Row = dict[str, Any]
_BATCH = 5_000


async def registered_sites(
    connection: Connection, districts: Collection[str]
) -> list[RegisteredSite]:
    """Everything ever registered of these districts, removed or not."""
    by_site: dict[str, list[RegisteredCamera]] = defaultdict(list)
    surveyed = await _surveyed(connection, districts)
    of_cameras = select(cameras.c.camera_id, cameras.c.site_id, cameras.c.removed_on).where(
        cameras.c.district.in_(districts)
    )
    for camera_id, site_id, removed_on in await connection.execute(of_cameras):
        number = int(camera_id.rpartition("-")[2])
        found_in_field = frozenset(surveyed.get(camera_id, ()))
        by_site[site_id].append(RegisteredCamera(camera_id, number, removed_on, found_in_field))
    found = await connection.execute(select(sites).where(sites.c.district.in_(districts)))
    return [
        RegisteredSite(dict(row), tuple(by_site.get(row["site_id"], ())))
        for row in found.mappings()
    ]


async def _surveyed(connection: Connection, districts: Collection[str]) -> dict[str, set[str]]:
    columns: dict[str, set[str]] = defaultdict(set)
    asked = (
        select(camera_surveys.c.camera_id, camera_surveys.c.findings)
        .join(cameras)
        .where(cameras.c.district.in_(districts))
    )
    for camera_id, findings in await connection.execute(asked):
        columns[camera_id].update(findings)
    return columns


async def is_known_file(connection: Connection, sha256: str) -> bool:
    asked = select(func.count()).select_from(import_runs).where(import_runs.c.file_sha256 == sha256)
    return bool(await connection.scalar(asked))


async def last_file_of(connection: Connection, what: str, series: str) -> str | None:
    """The digest of the file that was imported last."""
    of_series = (import_runs.c.what == what) & (import_runs.c.series == series)
    asked = (
        select(import_runs.c.file_sha256)
        .where(of_series)
        .order_by(import_runs.c.at.desc(), import_runs.c.run_id.desc())
    )
    last: str | None = await connection.scalar(asked.limit(1))
    return last


async def newest_edition(connection: Connection, series: str) -> date | None:
    # 준공 has a series of that name and is no edition of a file
    of_series = (import_runs.c.what == "cameras") & (import_runs.c.series == series)
    asked = select(func.max(import_runs.c.reference_date)).where(of_series)
    newest: date | None = await connection.scalar(asked)
    return newest


async def add_sites(connection: Connection, rows: Sequence[Row]) -> None:
    await _insert(connection, sites, rows)


async def add_cameras(connection: Connection, rows: Sequence[Row]) -> None:
    await _insert(connection, cameras, rows)


async def add_history(connection: Connection, rows: Sequence[Row], at: datetime) -> None:
    await _insert(connection, site_history, [{**row, "replaced_at": at} for row in rows])


async def add_run(connection: Connection, run: Row, rows: Sequence[Row]) -> None:
    await connection.execute(insert(import_runs), [run])
    await _insert(connection, import_rows, [{**row, "run_id": run["run_id"]} for row in rows])


async def update_sites(connection: Connection, rows: Iterable[Row]) -> None:
    await _update(connection, sites, "site_id", rows)


async def update_cameras(connection: Connection, rows: Iterable[Row]) -> None:
    await _update(connection, cameras, "camera_id", rows)


async def remove_cameras(connection: Connection, camera_ids: Iterable[str], on: date) -> None:
    gone = {"removed_on": on, "status": CameraStatus.REMOVED.value}
    await update_cameras(connection, [{"camera_id": one, **gone} for one in camera_ids])


async def remove_sites(connection: Connection, site_ids: Iterable[str], on: date) -> None:
    await update_sites(connection, [{"site_id": one, "removed_on": on} for one in site_ids])


async def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        await connection.execute(insert(table), rows[start : start + _BATCH])


async def _update(connection: Connection, table: Table, key: str, rows: Iterable[Row]) -> None:
    """Rows may name different columns; those that name the same travel together."""
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        renamed = {f"the_{key}" if name == key else name: value for name, value in row.items()}
        alike[tuple(renamed)].append(renamed)
    for names, same in alike.items():
        values: Row = {name: bindparam(name) for name in names if name != f"the_{key}"}
        statement = update(table).where(table.c[key] == bindparam(f"the_{key}")).values(values)
        await connection.execute(statement, same)
