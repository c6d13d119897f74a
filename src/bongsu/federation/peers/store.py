"""Queries on peers and invitations. Nothing here opens a transaction."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeAlias  # Any: a row of a table

import msgspec
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import stamp
from bongsu.federation.peers.peer import Invitation, Peer, Route
from bongsu.federation.peers.tables import peer_invitations, peers

Connection: TypeAlias = AsyncConnection


def _row(value: Peer | Invitation) -> dict[str, object]:
    row = asdict(value)
    return {
        name: stamp(one)
        if isinstance(one, datetime)
        else one.isoformat()
        if isinstance(one, date)
        else one
        for name, one in row.items()
    }


def _plain(row: Any) -> dict[str, Any]:
    # SQLAlchemy's own kind of text for a name that may be a keyword is none for msgspec
    return {f"{name}": value for name, value in row.items()}


def _peer(row: Any) -> Peer:
    said = _plain(row)
    said["districts"] = tuple(one for one in said["districts"].split(",") if one)
    said["media"] = msgspec.json.decode(said["media"], type=dict[str, str])
    return msgspec.convert(said, Peer)


async def all_peers(connection: Connection) -> tuple[Peer, ...]:
    """Also those whose link was revoked, by code."""
    rows = await connection.execute(select(peers).order_by(peers.c.code))
    return tuple(_peer(row) for row in rows.mappings())


async def linked_peers(connection: Connection) -> tuple[Peer, ...]:
    """Those that are linked now, directly or through the hub, by code."""
    return tuple(one for one in await all_peers(connection) if one.is_linked)


async def peer_by_code(connection: Connection, code: str) -> Peer | None:
    """Also a revoked one."""
    found = await connection.execute(select(peers).where(peers.c.code == code))
    row = found.mappings().one_or_none()
    return None if row is None else _peer(row)


async def put_peer(connection: Connection, peer: Peer) -> None:
    """As it is now; what was known before under this code is replaced."""
    row = _row(peer)
    row["districts"] = ",".join(peer.districts)
    row["media"] = msgspec.json.encode(dict(peer.media), order="sorted").decode()
    await connection.execute(delete(peers).where(peers.c.code == peer.code))
    await connection.execute(insert(peers).values(row))


async def drop_known_through_hub(connection: Connection) -> None:
    """Whoever was known only by the hub's word."""
    await connection.execute(delete(peers).where(peers.c.route == Route.THROUGH_HUB.value))


async def add_invitation(connection: Connection, invitation: Invitation) -> None:
    await connection.execute(insert(peer_invitations).values(_row(invitation)))


async def invitation_by_id(connection: Connection, invitation_id: str) -> Invitation | None:
    asked = select(peer_invitations).where(peer_invitations.c.invitation_id == invitation_id)
    row = (await connection.execute(asked)).mappings().one_or_none()
    return None if row is None else msgspec.convert(_plain(row), Invitation)


async def open_invitations(connection: Connection, now: datetime) -> tuple[Invitation, ...]:
    """Neither used nor expired, oldest first."""
    table = peer_invitations
    asked = (
        select(table)
        .where(table.c.used_at.is_(None), table.c.expires_at > stamp(now))
        .order_by(table.c.made_at, table.c.invitation_id)
    )
    rows = (await connection.execute(asked)).mappings()
    return tuple(msgspec.convert(_plain(row), Invitation) for row in rows)


async def mark_used(connection: Connection, invitation_id: str, at: datetime) -> None:
    used = update(peer_invitations).where(peer_invitations.c.invitation_id == invitation_id)
    await connection.execute(used.values(used_at=stamp(at)))


async def link_named_to(connection: Connection, peer: str) -> str:
    """Where its newest used invitation told this district to find our link; empty where none is kept."""
    table = peer_invitations
    used = (table.c.peer == peer) & table.c.used_at.is_not(None)
    asked = select(table.c.link).where(used).order_by(table.c.used_at.desc()).limit(1)
    return (await connection.execute(asked)).scalar() or ""


async def drop_open_invitations(connection: Connection) -> None:
    await connection.execute(delete(peer_invitations).where(peer_invitations.c.used_at.is_(None)))


async def drop_invitations_for(connection: Connection, peer: str) -> int:
    """Open ones for this centre hold no more; answers how many."""
    table = peer_invitations
    gone = await connection.execute(
        delete(table).where(table.c.peer == peer, table.c.used_at.is_(None))
    )
    return int(gone.rowcount)
