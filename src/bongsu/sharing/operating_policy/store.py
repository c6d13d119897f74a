"""Queries on the centre's facts and the published texts."""

from datetime import datetime

import msgspec
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.kernel.clock import SEOUL
from bongsu.sharing.operating_policy.facts import CentreFacts
from bongsu.sharing.operating_policy.policy import PolicyText, PublishedText
from bongsu.sharing.operating_policy.tables import centre_facts, policy_texts

_ONLY = 1
# anybody may ask for any number, also for one that no database can hold
_MOST_TEXTS = 1_000_000


async def facts_said(connection: AsyncConnection) -> CentreFacts:
    body = (await connection.execute(select(centre_facts.c.body))).scalar()
    return msgspec.json.decode(body, type=CentreFacts) if body else CentreFacts()


async def say_facts(
    connection: AsyncConnection, facts: CentreFacts, now: datetime, by: str
) -> None:
    await connection.execute(delete(centre_facts))
    body = msgspec.json.encode(facts).decode()
    values = {"id": _ONLY, "body": body, "changed_at": stamp(now), "changed_by": by}
    await connection.execute(insert(centre_facts), values)


async def published(connection: AsyncConnection) -> list[PublishedText]:
    """Newest first."""
    table = policy_texts.c
    asked = select(table.number, table.published_at, table.sha256, table.note)
    rows = await connection.execute(asked.order_by(table.number.desc()))
    return [_published(row[0], read_stamp(row[1]), row[2], row[3]) for row in rows]


def _published(number: int, at: datetime, sha256: str, note: str) -> PublishedText:
    return PublishedText(number, at, at.astimezone(SEOUL).date(), sha256, note)


async def text_numbered(connection: AsyncConnection, number: int) -> PolicyText | None:
    if number > _MOST_TEXTS:
        return None
    asked = select(policy_texts.c.body).where(policy_texts.c.number == number)
    body = (await connection.execute(asked)).scalar()
    return msgspec.json.decode(body, type=PolicyText) if body else None


async def publish_text(
    connection: AsyncConnection, body: bytes, sha256: str, note: str, now: datetime, by: str
) -> int:
    """Answers its number."""
    last = (await connection.execute(select(func.max(policy_texts.c.number)))).scalar() or 0
    values = {
        "number": last + 1,
        "published_at": stamp(now),
        "body": body.decode(),
        "sha256": sha256,
        "note": note,
        "published_by": by,
    }
    await connection.execute(insert(policy_texts), values)
    return last + 1
