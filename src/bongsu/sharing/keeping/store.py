"""Queries on what is kept of agreements. Nothing here opens a transaction."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import TypeAlias

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import stamp
from bongsu.sharing.keeping.rows import KeptVersion, PartyKey, Signature, SuspensionDeed
from bongsu.sharing.keeping.tables import (
    agreement_signatures,
    agreement_suspensions,
    agreements,
    party_keys,
)

Connection: TypeAlias = AsyncConnection


def _row(value: KeptVersion | PartyKey | Signature | SuspensionDeed) -> dict[str, object]:
    row = asdict(value)
    return {name: stamp(one) if isinstance(one, datetime) else one for name, one in row.items()}


async def versions(connection: Connection) -> list[KeptVersion]:
    """All of them, oldest version first."""
    ordered = select(agreements).order_by(agreements.c.agreement_id, agreements.c.version)
    return [
        msgspec.convert(one, KeptVersion) for one in (await connection.execute(ordered)).mappings()
    ]


async def keys(connection: Connection) -> list[PartyKey]:
    ordered = select(party_keys).order_by(
        party_keys.c.organisation, party_keys.c.added_at, party_keys.c.key_id
    )
    return [
        msgspec.convert(one, PartyKey) for one in (await connection.execute(ordered)).mappings()
    ]


async def key_by_id(connection: Connection, key_id: str) -> PartyKey | None:
    return next((one for one in await keys(connection) if one.key_id == key_id), None)


async def signatures(connection: Connection) -> list[Signature]:
    ordered = select(agreement_signatures).order_by(
        agreement_signatures.c.signed_at, agreement_signatures.c.key_id
    )
    return [
        msgspec.convert(one, Signature) for one in (await connection.execute(ordered)).mappings()
    ]


async def suspension_deeds(connection: Connection) -> list[SuspensionDeed]:
    """The whole history, oldest first."""
    ordered = select(agreement_suspensions).order_by(
        agreement_suspensions.c.agreement_id, agreement_suspensions.c.number
    )
    return [
        msgspec.convert(one, SuspensionDeed)
        for one in (await connection.execute(ordered)).mappings()
    ]


async def add(
    connection: Connection, value: KeptVersion | PartyKey | Signature | SuspensionDeed
) -> None:
    """A new row; none is ever changed."""
    table = {
        KeptVersion: agreements,
        PartyKey: party_keys,
        Signature: agreement_signatures,
        SuspensionDeed: agreement_suspensions,
    }[type(value)]
    await connection.execute(insert(table).values(_row(value)))


async def mark_withdrawn(
    connection: Connection, key_id: str, at: datetime, by: str, reason: str
) -> None:
    """The one change that a key's row knows."""
    gone = {"withdrawn_at": stamp(at), "withdrawn_by": by, "withdrawn_reason": reason}
    await connection.execute(update(party_keys).where(party_keys.c.key_id == key_id).values(gone))


def last_deeds(deeds: Iterable[SuspensionDeed]) -> dict[str, SuspensionDeed]:
    """How each agreement stands: its last line."""
    return {deed.agreement_id: deed for deed in deeds}
