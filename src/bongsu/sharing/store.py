"""Queries on grants. Writing happens inside a use case's `Work`; nothing here opens a transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any  # Any: a row's columns by name

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    case,
    delete,
    distinct,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.ledger.tables import provision_ledger
from bongsu.sharing.tables import grant_cameras, grants

_TIMES = ("decided_at", "deadline", "ends_at", "undo_until", "opened_at", "own_ends_at")
_COLUMNS = tuple(one.name for one in fields(Grant) if one.name != "cameras")


def _to_row(grant: Grant) -> dict[str, object]:
    # not `asdict`: it copies every camera only to drop it
    row: dict[str, Any] = {name: getattr(grant, name) for name in _COLUMNS}
    row["state"] = grant.state.value
    row["options"] = ",".join(grant.options)
    for name in _TIMES:
        row[name] = stamp(row[name]) if row[name] else None
    return row


def _to_grant(row: Row[tuple[object, ...]], cameras: Sequence[LentCamera]) -> Grant:
    values = dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's public name)
    for name in _TIMES:
        values[name] = read_stamp(values[name]) if values[name] else None
    values["state"] = State(values["state"])
    values["options"] = tuple(filter(None, values["options"].split(",")))
    return Grant(**values, cameras=tuple(cameras))


async def _select(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> list[Grant]:
    rows = (await connection.execute(query)).all()
    if not rows:
        return []
    ids = [row.grant_id for row in rows]
    by_grant: dict[str, list[LentCamera]] = defaultdict(list)
    found = select(grant_cameras).where(grant_cameras.c.grant_id.in_(ids))
    for camera in await connection.execute(found.order_by(grant_cameras.c.rank)):
        by_grant[camera.grant_id].append(
            LentCamera(
                camera.camera_id,
                camera.rank,
                camera.chance,
                camera.distance_m,
                camera.direction_deg,
                camera.why_ko,
                camera.why_en,
                camera.withdrawn_reason,
            )
        )
    return [_to_grant(row, by_grant[row.grant_id]) for row in rows]


async def _where(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Grant]:
    return await _select(connection, select(grants).where(condition).order_by(grants.c.grant_id))


async def grant_by_id(connection: AsyncConnection, grant_id: str) -> Grant | None:
    found = await _where(connection, grants.c.grant_id == grant_id)
    return found[0] if found else None


async def grants_of(connection: AsyncConnection, incident_id: str) -> list[Grant]:
    """All lendings of an incident in the order in which they were decided."""
    return await _where(connection, grants.c.incident_id == incident_id)


async def grants_of_many(
    connection: AsyncConnection, incident_ids: Iterable[str]
) -> dict[str, list[Grant]]:
    by_incident: dict[str, list[Grant]] = defaultdict(list)
    for grant in await _where(connection, grants.c.incident_id.in_(list(incident_ids))):
        by_incident[grant.incident_id].append(grant)
    return by_incident


async def open_grants(connection: AsyncConnection) -> list[Grant]:
    """Waiting and active ones."""
    return await _where(connection, grants.c.state.in_([State.WAITING, State.ACTIVE]))


async def open_grants_of_peers(connection: AsyncConnection) -> list[Grant]:
    """Lendings of other centres' cameras that wait, run, or have something to tell their owner."""
    open_now = grants.c.state.in_([State.WAITING, State.ACTIVE])
    meant = open_now | grants.c.owner_wish.is_not(None)
    return await _where(connection, grants.c.owner.is_not(None) & meant)


async def open_grants_under(connection: AsyncConnection, agreement_id: str) -> list[Grant]:
    """Waiting and active ones of whichever version, and cuts that may still be undone."""
    states = grants.c.state.in_([State.WAITING, State.ACTIVE]) | grants.c.undo_until.is_not(None)
    return await _where(connection, states & (grants.c.agreement_id == agreement_id))


async def running_under(connection: AsyncConnection, centre: str, now: datetime) -> dict[str, int]:
    """How many lendings run per agreement; the centre's own view beside them is none, and an exercise counts in nothing."""
    running = (
        (grants.c.state == State.ACTIVE)
        & (grants.c.ends_at > stamp(now))
        & (grants.c.organisation != centre)
        & ~_is_of_exercise()
    )
    counted = select(grants.c.agreement_id, func.count()).where(
        running & grants.c.agreement_id.is_not(None)
    )
    rows = await connection.execute(counted.group_by(grants.c.agreement_id))
    return {row[0]: row[1] for row in rows}


def _is_of_exercise() -> ColumnElement[bool]:
    """What was lent says so from its first picture on."""
    row = provision_ledger.c
    return exists().where(row.grant_id == grants.c.grant_id, row.exercise.is_(True))


async def calls_under(
    connection: AsyncConnection, agreement_id: str, centre: str, since: datetime, before: str
) -> tuple[int, int]:
    """Incidents earlier than `before` for which an agreement showed others than the centre: since then, and in all.

    An exercise takes nothing of what a pilot may let through."""
    counted = select(
        func.count(distinct(grants.c.incident_id)),
        func.count(distinct(case((grants.c.opened_at >= stamp(since), grants.c.incident_id)))),
    ).where(
        grants.c.agreement_id == agreement_id,
        grants.c.organisation != centre,
        grants.c.opened_at.is_not(None),
        grants.c.incident_id < before,
        ~_is_of_exercise(),
    )
    in_all, today = (await connection.execute(counted)).one()
    return today, in_all


async def active_ids(connection: AsyncConnection, now: datetime) -> list[str]:
    """Grants in force at `now`."""
    query = select(grants.c.grant_id).where(
        grants.c.state == State.ACTIVE,
        grants.c.ends_at > stamp(now),
    )
    return [row.grant_id for row in await connection.execute(query)]


async def save(connection: AsyncConnection, grant: Grant) -> None:
    """Inserts or replaces the lending's row; its cameras are kept apart."""
    row = _to_row(grant)
    changed = await connection.execute(
        update(grants).where(grants.c.grant_id == grant.grant_id).values(row)
    )
    if changed.rowcount == 0:
        await connection.execute(insert(grants).values(row))


async def forget_places(connection: AsyncConnection, incident_id: str) -> None:
    """Which cameras they were stays; how they stood to the scene would tell where it was."""
    lent = select(grants.c.grant_id).where(grants.c.incident_id == incident_id)
    bare = {"chance": 0.0, "distance_m": 0.0, "direction_deg": 0.0, "why_ko": "", "why_en": ""}
    await connection.execute(
        update(grant_cameras).where(grant_cameras.c.grant_id.in_(lent)).values(bare)
    )


async def set_cameras(
    connection: AsyncConnection, grant: Grant, cameras: Sequence[LentCamera], now: datetime
) -> Grant:
    """Replaces the cameras of a grant, withdrawn ones included."""
    await connection.execute(
        delete(grant_cameras).where(grant_cameras.c.grant_id == grant.grant_id)
    )
    at = stamp(now)
    rows = [
        {
            **asdict(camera),
            "grant_id": grant.grant_id,
            "lent_at": at,
            "withdrawn_at": None if camera.is_lent else at,
        }
        for camera in cameras
    ]
    if rows:
        await connection.execute(insert(grant_cameras), rows)
    return replace(grant, cameras=tuple(cameras))
