"""Openings of names, and whose a session is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias  # Any: columns of a row as the driver gives them

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.names.opening import Opening
from bongsu.identity.names.tables import name_openings
from bongsu.identity.people import Role
from bongsu.identity.tables import sessions

Connection: TypeAlias = AsyncConnection


async def add_opening(connection: Connection, opening: Opening) -> None:
    values = {
        "opening_id": opening.opening_id,
        "asked_by": opening.asked_by,
        "asked_role": opening.asked_role.value,
        "session_id": opening.session_id,
        "asked_at": stamp(opening.asked_at),
        "reason": opening.reason,
        "person_ids": msgspec.json.encode(opening.person_ids).decode(),
        "sealed_rows": msgspec.json.encode(opening.sealed_rows).decode(),
    }
    await connection.execute(insert(name_openings), values)


async def keep_agreement(
    connection: Connection, opening_id: str, by: str, role: Role, at: datetime
) -> None:
    row = update(name_openings).where(name_openings.c.opening_id == opening_id)
    values = {"agreed_by": by, "agreed_role": role.value, "agreed_at": stamp(at)}
    await connection.execute(row.values(**values))


async def opening_of(connection: Connection, opening_id: str) -> Opening | None:
    asked = select(name_openings).where(name_openings.c.opening_id == opening_id)
    row = (await connection.execute(asked)).mappings().one_or_none()
    return None if row is None else _opening(dict(row))


async def openings_since(connection: Connection, at: datetime) -> list[Opening]:
    """Newest first."""
    asked = select(name_openings).where(name_openings.c.asked_at >= stamp(at))
    rows = await connection.execute(
        asked.order_by(name_openings.c.asked_at.desc(), name_openings.c.opening_id.desc())
    )
    return [_opening(dict(row)) for row in rows.mappings()]


def _opening(columns: dict[str, Any]) -> Opening:
    agreed_role, agreed_at = columns["agreed_role"], columns["agreed_at"]
    return Opening(
        opening_id=columns["opening_id"],
        asked_by=columns["asked_by"],
        asked_role=Role(columns["asked_role"]),
        session_id=columns["session_id"],
        asked_at=read_stamp(columns["asked_at"]),
        reason=columns["reason"],
        person_ids=msgspec.json.decode(columns["person_ids"], type=tuple[str, ...]),
        # none before the release that seals
        sealed_rows=msgspec.json.decode(columns["sealed_rows"] or "[]", type=tuple[int, ...]),
        agreed_by=columns["agreed_by"],
        agreed_role=None if agreed_role is None else Role(agreed_role),
        agreed_at=None if agreed_at is None else read_stamp(agreed_at),
    )


async def people_of_sessions(connection: Connection, session_ids: Sequence[str]) -> list[str]:
    """Whose these sessions are; unknown ones are nobody's."""
    asked = select(sessions.c.person_id).where(sessions.c.session_id.in_(session_ids))
    return list((await connection.execute(asked)).scalars())
