"""Queries on orders and on the index. Nothing here opens a transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.missing.clothing.order import Order, OrderState
from bongsu.services.missing.clothing.tables import clothing_orders, clothing_seen

_MOMENTS = ("asked_at", "answered_at", "ends_at", "ended_at")
MOST_SEEN = 5_000
"""Tracks of one search: a busy crossing for six hours; beyond it the oldest without a verdict go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRow:
    """One track under an order; `sealed` its colours, `picture` its JPEG, both under the search's key."""

    seen_id: str
    incident_id: str
    order_id: str
    camera_id: str
    track: str
    last_at: datetime
    sealed: str
    picture: str | None = None
    verdict: str | None = None


def _order(row: RowMapping) -> Order:
    said = {name: row[name] for name in Order.__slots__}
    moments = {name: read_stamp(said[name]) if said[name] else None for name in _MOMENTS}
    return Order(**{**said, **moments, "state": OrderState(said["state"])})


async def orders_of(connection: AsyncConnection, incident_id: str) -> list[Order]:
    """Newest first."""
    asked = select(clothing_orders).where(clothing_orders.c.incident_id == incident_id)
    newest = asked.order_by(clothing_orders.c.asked_at.desc(), clothing_orders.c.order_id.desc())
    return [_order(row) for row in (await connection.execute(newest)).mappings()]


async def order_by_id(connection: AsyncConnection, order_id: str) -> Order | None:
    asked = select(clothing_orders).where(clothing_orders.c.order_id == order_id)
    row = (await connection.execute(asked)).mappings().first()
    return _order(row) if row else None


async def running_orders(connection: AsyncConnection) -> list[Order]:
    asked = select(clothing_orders).where(clothing_orders.c.state == OrderState.RUNNING.value)
    rows = await connection.execute(asked.order_by(clothing_orders.c.order_id))
    return [_order(row) for row in rows.mappings()]


async def save_order(connection: AsyncConnection, one: Order) -> None:
    row: dict[str, object] = {name: getattr(one, name) for name in Order.__slots__}
    row |= {name: stamp(at) if (at := getattr(one, name)) else None for name in _MOMENTS}
    row["state"] = one.state.value
    changed = await connection.execute(
        update(clothing_orders).where(clothing_orders.c.order_id == one.order_id).values(row)
    )
    if changed.rowcount == 0:
        await connection.execute(insert(clothing_orders).values(row))


def _seen(row: RowMapping) -> SeenRow:
    said = {name: row[name] for name in SeenRow.__slots__}
    return SeenRow(**{**said, "last_at": read_stamp(said["last_at"])})


async def seen_of(connection: AsyncConnection, incident_id: str) -> list[SeenRow]:
    """Newest first."""
    asked = select(clothing_seen).where(clothing_seen.c.incident_id == incident_id)
    newest = asked.order_by(clothing_seen.c.last_at.desc(), clothing_seen.c.seen_id)
    return [_seen(row) for row in (await connection.execute(newest)).mappings()]


async def seen_by_id(connection: AsyncConnection, incident_id: str, seen_id: str) -> SeenRow | None:
    asked = select(clothing_seen).where(
        clothing_seen.c.seen_id == seen_id, clothing_seen.c.incident_id == incident_id
    )
    row = (await connection.execute(asked)).mappings().first()
    return _seen(row) if row else None


async def id_of_track(
    connection: AsyncConnection, order_id: str, camera_id: str, track: str
) -> str | None:
    asked = select(clothing_seen.c.seen_id).where(
        clothing_seen.c.order_id == order_id,
        clothing_seen.c.camera_id == camera_id,
        clothing_seen.c.track == track,
    )
    found: str | None = (await connection.execute(asked)).scalar()
    return found


async def add_seen(connection: AsyncConnection, one: SeenRow) -> None:
    await connection.execute(insert(clothing_seen).values(_columns(one)))


async def renew_seen(connection: AsyncConnection, one: SeenRow) -> None:
    """What is known of it now; a verdict stays."""
    values = {name: value for name, value in _columns(one).items() if name != "verdict"}
    if one.picture is None:
        del values["picture"]
    mine = clothing_seen.c.seen_id == one.seen_id
    await connection.execute(update(clothing_seen).where(mine).values(values))


def _columns(one: SeenRow) -> Mapping[str, object]:
    return {name: getattr(one, name) for name in SeenRow.__slots__} | {
        "last_at": stamp(one.last_at)
    }


async def thin_out(connection: AsyncConnection, incident_id: str) -> int:
    """The oldest without a verdict go where there are too many; how many went."""
    mine = clothing_seen.c.incident_id == incident_id
    counted = select(func.count()).select_from(clothing_seen).where(mine)
    too_many = (await connection.execute(counted)).scalar_one() - MOST_SEEN
    if too_many <= 0:
        return 0
    oldest = (
        select(clothing_seen.c.seen_id)
        .where(mine, clothing_seen.c.verdict.is_(None))
        .order_by(clothing_seen.c.last_at, clothing_seen.c.seen_id)
        .limit(too_many)
    )
    gone = delete(clothing_seen).where(clothing_seen.c.seen_id.in_(oldest.scalar_subquery()))
    return (await connection.execute(gone)).rowcount


async def set_seen_verdict(
    connection: AsyncConnection, seen_id: str, verdict: str, by: str
) -> None:
    mine = clothing_seen.c.seen_id == seen_id
    await connection.execute(
        update(clothing_seen).where(mine).values(verdict=verdict, verdict_by=by)
    )


async def destroy_index(connection: AsyncConnection, incident_id: str) -> int:
    """Every track and picture of a search, and what its orders say of somebody. How many tracks."""
    gone = await connection.execute(
        delete(clothing_seen).where(clothing_seen.c.incident_id == incident_id)
    )
    await connection.execute(
        update(clothing_orders)
        .where(clothing_orders.c.incident_id == incident_id)
        .values(sealed="", reason="", refusal="")
    )
    return gone.rowcount


async def remove_orders_ended_before(connection: AsyncConnection, before: datetime) -> None:
    """With the line of the register that they belong to."""
    old = clothing_orders.c.asked_at < stamp(before)
    await connection.execute(delete(clothing_orders).where(old))
