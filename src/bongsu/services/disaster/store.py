"""Queries on the alerts that were heard and sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: a row of SQLAlchemy

import msgspec
from sqlalchemy import ColumnElement, Row, Table, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.disaster.cap.alert import Alert, Reference
from bongsu.services.disaster.tables import alerts, references, sent_alerts


@dataclass(frozen=True, slots=True)
class Heard:
    """One alert as it was heard, and what became of it."""

    alert_id: str
    partner: str
    alert: Alert
    digest: str
    chain: str
    incident_id: str | None
    outcome: str
    heard_at: datetime
    answer: bytes


_decode = msgspec.json.Decoder(Alert).decode


def _heard(row: Row[Any]) -> Heard:
    return Heard(
        row.alert_id,
        row.partner,
        _decode(row.body),
        row.digest,
        row.chain,
        row.incident_id,
        row.outcome,
        read_stamp(row.heard_at),
        row.answer.encode(),
    )


async def heard_as(
    connection: AsyncConnection, partner: str, keys: tuple[Reference, ...], status: str = ""
) -> list[Heard]:
    """Those of this partner by their keys, and of one status where it is named; in the order of `sent`."""
    found: list[Heard] = []
    # databases limit how many conditions one question may have
    for first in range(0, len(keys), 50):
        named = or_(*(_is(alerts, key) for key in keys[first : first + 50]))
        query = select(alerts).where(alerts.c.partner == partner, named)
        rows = await connection.execute(query.where(alerts.c.status == status) if status else query)
        found.extend(_heard(row) for row in rows)
    return sorted(found, key=lambda one: one.alert.sent)


def _is(table: Table, key: Reference) -> ColumnElement[bool]:
    return and_(
        table.c.identifier == key.identifier,
        table.c.sender == key.sender,
        table.c.sent == stamp(key.sent),
    )


def _once(keys: Iterable[Reference]) -> list[Reference]:
    """The same moment written with two offsets is one."""
    return list({(key.sender, key.identifier, stamp(key.sent)): key for key in keys}.values())


async def those_that_name(
    connection: AsyncConnection, partner: str, key: Reference, status: str
) -> list[Heard]:
    """Alerts of this partner, heard before, that refer to this one: it comes late."""
    query = (
        select(alerts)
        .join(references, references.c.alert_id == alerts.c.alert_id)
        .where(alerts.c.partner == partner, alerts.c.status == status, _is(references, key))
    )
    found = [_heard(row) for row in await connection.execute(query)]
    return sorted(found, key=lambda one: one.alert.sent)


async def family_of(connection: AsyncConnection, chains: Sequence[str]) -> list[Heard]:
    """Everything that follows one another, in the order of `sent`."""
    found: list[Heard] = []
    for chain in chains:
        rows = await connection.execute(select(alerts).where(alerts.c.chain == chain))
        found.extend(_heard(row) for row in rows)
    return sorted(found, key=lambda one: one.alert.sent)


async def join(connection: AsyncConnection, chains: Sequence[str]) -> str:
    """One alert names several: from now on they are one. Answers whose name they bear."""
    first = chains[0]
    for other in chains[1:]:
        await connection.execute(update(alerts).where(alerts.c.chain == other).values(chain=first))
    return first


async def keep_heard(connection: AsyncConnection, one: Heard) -> None:
    await connection.execute(
        insert(alerts).values(
            alert_id=one.alert_id,
            partner=one.partner,
            sender=one.alert.sender,
            identifier=one.alert.identifier,
            sent=stamp(one.alert.sent),
            digest=one.digest,
            status=one.alert.status,
            msg_type=one.alert.msg_type,
            chain=one.chain,
            incident_id=one.incident_id,
            outcome=one.outcome,
            heard_at=stamp(one.heard_at),
            body=msgspec.json.encode(one.alert).decode(),
            answer=one.answer.decode(),
        )
    )
    rows = [
        {
            "alert_id": one.alert_id,
            "sender": key.sender,
            "identifier": key.identifier,
            "sent": stamp(key.sent),
        }
        for key in _once(one.alert.references)
    ]
    if rows:
        await connection.execute(insert(references), rows)


async def heard_lately(connection: AsyncConnection, limit: int = 100) -> list[Heard]:
    """The newest first."""
    query = select(alerts).order_by(alerts.c.heard_at.desc(), alerts.c.alert_id.desc())
    return [_heard(row) for row in await connection.execute(query.limit(limit))]


async def keep_sent(connection: AsyncConnection, alert: Alert, chain: str) -> None:
    await connection.execute(
        insert(sent_alerts).values(
            alert_id=alert.identifier,
            chain=chain,
            sent=stamp(alert.sent),
            msg_type=alert.msg_type,
            body=msgspec.json.encode(alert).decode(),
        )
    )


async def sent_alert(connection: AsyncConnection, alert_id: str) -> Alert | None:
    """One of our own."""
    query = select(sent_alerts.c.body).where(sent_alerts.c.alert_id == alert_id)
    body = (await connection.execute(query)).scalar()
    return _decode(body) if body else None


async def sent_chain(connection: AsyncConnection, alert_id: str) -> list[Alert]:
    """Those of our own that follow one another, this one among them, in their order."""
    chain = select(sent_alerts.c.chain).where(sent_alerts.c.alert_id == alert_id).scalar_subquery()
    query = select(sent_alerts.c.body).where(sent_alerts.c.chain == chain)
    rows = await connection.execute(query.order_by(sent_alerts.c.sent, sent_alerts.c.alert_id))
    return [_decode(row.body) for row in rows]


async def sent_lately(connection: AsyncConnection, limit: int = 100) -> list[tuple[str, Alert]]:
    """Chain and alert, of our own, the newest first."""
    query = select(sent_alerts.c.chain, sent_alerts.c.body).order_by(
        sent_alerts.c.sent.desc(), sent_alerts.c.alert_id.desc()
    )
    rows = await connection.execute(query.limit(limit))
    return [(row.chain, _decode(row.body)) for row in rows]
