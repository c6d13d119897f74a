"""Alerts that were refused: by whom, when, which element and why. The alert itself is not kept; the newest are enough."""

from datetime import datetime

import msgspec
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.disaster.tables import refused_alerts

# of each partner: a broken system says the same wrong thing for days
MOST_KEPT = 100
_LONGEST = {"field": 200, "detail": 400}


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """One that was not taken. `field` is the path of its element, `times` how often the very same came."""

    partner: str
    digest: str
    heard_at: datetime
    code: str
    field: str
    detail: str
    times: int = 1


async def keep_refused(connection: AsyncConnection, one: Refused) -> bool:
    """Whether it is the first of its kind. The same again is counted; the oldest of too many are forgotten."""
    table = refused_alerts
    same = (table.c.partner == one.partner, table.c.digest == one.digest)
    again = {"heard_at": stamp(one.heard_at), "times": table.c.times + 1}
    if (await connection.execute(update(table).where(*same).values(again))).rowcount:
        return False
    await connection.execute(insert(table).values(_row(one)))
    newest = (
        select(table.c.digest)
        .where(table.c.partner == one.partner)
        .order_by(table.c.heard_at.desc(), table.c.digest)
        .limit(MOST_KEPT)
    )
    kept = (await connection.scalars(newest)).all()
    if len(kept) == MOST_KEPT:
        old = delete(table).where(table.c.partner == one.partner, table.c.digest.not_in(kept))
        await connection.execute(old)
    return True


def _row(one: Refused) -> dict[str, object]:
    return {
        "partner": one.partner,
        "digest": one.digest,
        "heard_at": stamp(one.heard_at),
        "code": one.code,
        "field": one.field[: _LONGEST["field"]],
        "detail": one.detail[: _LONGEST["detail"]],
        "times": one.times,
    }


async def refused_lately(connection: AsyncConnection, limit: int = 50) -> list[Refused]:
    """The newest first."""
    table = refused_alerts
    query = select(table).order_by(table.c.heard_at.desc(), table.c.digest).limit(limit)
    return [
        Refused(**{**row, "heard_at": read_stamp(row["heard_at"])})
        for row in (await connection.execute(query)).mappings()
    ]
