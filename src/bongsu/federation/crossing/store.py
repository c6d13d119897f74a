"""Queries on what was said and heard about calls. Nothing here opens a transaction."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.federation.crossing.tables import crossings

Connection: TypeAlias = AsyncConnection


@dataclass(frozen=True, slots=True)
class Crossing:
    """About one call with one centre. `said` and `heard` are the last messages, whole."""

    incident_id: str
    peer: str
    said: bytes | None = None
    heard: bytes | None = None
    is_over: bool = False


async def crossings_of(connection: Connection, incident_id: str) -> dict[str, Crossing]:
    """By centre."""
    asked = select(crossings).where(crossings.c.incident_id == incident_id)
    rows = await connection.execute(asked.order_by(crossings.c.peer))
    return {row.peer: Crossing(**row._mapping) for row in rows}  # noqa: SLF001 (public name)


async def running_crossings(connection: Connection, peer: str | None = None) -> list[Crossing]:
    """Those of which the other centre has not been told that they are over."""
    asked = select(crossings).where(crossings.c.is_over.is_(False))
    if peer is not None:
        asked = asked.where(crossings.c.peer == peer)
    rows = await connection.execute(asked.order_by(crossings.c.incident_id, crossings.c.peer))
    return [Crossing(**row._mapping) for row in rows]  # noqa: SLF001 (public name)


async def keep(connection: Connection, crossing: Crossing) -> None:
    values = {"said": crossing.said, "heard": crossing.heard, "is_over": crossing.is_over}
    key = {"incident_id": crossing.incident_id, "peer": crossing.peer}
    meant = (crossings.c.incident_id == crossing.incident_id) & (crossings.c.peer == crossing.peer)
    changed = await connection.execute(update(crossings).where(meant).values(values))
    if changed.rowcount == 0:
        await connection.execute(insert(crossings).values(key | values))


async def forget_said(connection: Connection, peer: str) -> list[str]:
    """What runs with this centre is told anew; answers the calls."""
    running = await running_crossings(connection, peer)
    for one in running:
        await keep(connection, replace(one, said=None))
    return [one.incident_id for one in running]
