"""Cameras in public form in SQL: our own as others may know them, and those of other centres. Nothing here opens a
transaction."""

from collections.abc import Iterable, Sequence
from typing import Any  # Any: rows of SQLAlchemy Core

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.registry.camera import CameraKind, CameraStatus, Purpose
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.reserved.store import is_shown
from bongsu.registry.tables import camera_health, cameras, peer_cameras, sites, utc_text

Connection = AsyncConnection
_FIELDS = PeerCamera.__struct_fields__
_COLUMNS = [peer_cameras.c[name] for name in _FIELDS]
_INSERTED = ("owner", *_FIELDS)
_KINDS = {one.value: one for one in CameraKind}
_PURPOSES = {one.value: one for one in Purpose}
_STATUSES = {one.value: one for one in CameraStatus}


_OWN = [
    *(cameras.c[name] for name in _FIELDS if name in cameras.c),
    sites.c.dong_code,
    func.coalesce(camera_health.c.state, "unknown").label("state"),
    camera_health.c.since,
]
# as many ids as one statement may name on SQLite of any build
_MOST_IDS = 900


async def own_records(
    connection: Connection, camera_ids: Sequence[str] | None = None
) -> list[PeerCamera]:
    """Our own that are neither removed nor reserved, or those of the named ones; by id."""
    health = camera_health.c.camera_id == cameras.c.camera_id
    asked = (
        select(*_OWN)
        .select_from(cameras.join(sites).outerjoin(camera_health, health))
        .where(cameras.c.removed_on.is_(None), is_shown())
        .order_by(cameras.c.camera_id)
    )
    if camera_ids is None:
        return [_record(row) for row in await connection.execute(asked)]
    found: list[PeerCamera] = []
    for start in range(0, len(camera_ids), _MOST_IDS):
        some = list(camera_ids[start : start + _MOST_IDS])
        rows = await connection.execute(asked.where(cameras.c.camera_id.in_(some)))
        found += [_record(row) for row in rows]
    return found


async def peer_owners(connection: Connection) -> list[str]:
    asked = select(peer_cameras.c.owner).distinct().order_by(peer_cameras.c.owner)
    return list((await connection.scalars(asked)).all())


async def peer_records(connection: Connection, owner: str) -> list[PeerCamera]:
    asked = select(*_COLUMNS).where(peer_cameras.c.owner == owner)
    return [_record(row) for row in await connection.execute(asked)]


async def keep_peer_cameras(
    connection: Connection, owner: str, records: Sequence[PeerCamera], *, are_new: bool
) -> None:
    """Replaces these cameras; `are_new`: none of them is kept yet."""
    if not are_new:
        await drop_peer_cameras(connection, owner, [one.camera_id for one in records])
    if records:
        await _insert(connection, owner, records)


async def _insert(connection: Connection, owner: str, records: Sequence[PeerCamera]) -> None:
    """Handed to the driver as it is: half the time of a city's first sync went into preparing rows."""
    statement = insert(peer_cameras).compile(dialect=connection.dialect, column_keys=_INSERTED)
    rows = [(owner, *_values(one)) for one in records]
    if statement.positional:
        await connection.exec_driver_sql(statement.string, rows)
    else:
        named = [dict(zip(_INSERTED, row, strict=True)) for row in rows]
        await connection.exec_driver_sql(statement.string, named)


async def drop_peer_cameras(connection: Connection, owner: str, camera_ids: Iterable[str]) -> None:
    gone = [{"of": owner, "gone": camera_id} for camera_id in camera_ids]
    if gone:
        one = peer_cameras.c.camera_id == bindparam("gone")
        await connection.execute(
            delete(peer_cameras).where(peer_cameras.c.owner == bindparam("of"), one), gone
        )


async def drop_owner(connection: Connection, owner: str) -> None:
    await connection.execute(delete(peer_cameras).where(peer_cameras.c.owner == owner))


def _values(one: PeerCamera) -> tuple[object, ...]:
    since = None if one.since is None else utc_text(one.since)
    kind, purpose, status = one.kind.value, one.purpose.value, one.status.value
    return (
        one.camera_id, one.district, one.name, kind, purpose, status, one.lat, one.lon,
        one.bearing_deg, one.hfov_deg, one.range_m, one.height_m, one.dong_code, one.state, since,
    )  # fmt: skip


def _record(row: Any) -> PeerCamera:
    values = list(row)
    values[3], values[4] = _KINDS[values[3]], _PURPOSES[values[4]]
    values[5] = _STATUSES[values[5]]
    return PeerCamera(*values)
