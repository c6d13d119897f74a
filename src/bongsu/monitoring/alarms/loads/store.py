"""Queries of what a queue had to bear."""

from datetime import datetime

from sqlalchemy import func, select

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.monitoring.alarms.load import RaisedRow, ShownRow
from bongsu.monitoring.alarms.store import Connection
from bongsu.monitoring.alarms.tables import alarms, shown_log


async def shown_between(
    connection: Connection, begins: datetime, ends: datetime, person_id: str | None = None
) -> list[ShownRow]:
    """Of one person where one is named."""
    asked = select(shown_log).where(shown_log.c.at >= stamp(begins), shown_log.c.at < stamp(ends))
    if person_id is not None:
        asked = asked.where(shown_log.c.person_id == person_id)
    rows = await connection.execute(asked.order_by(shown_log.c.number))
    return [
        ShownRow(
            row.person_id,
            read_stamp(row.at),
            _moment(row.opened_at),
            _moment(row.answered_at),
            row.outcome,
        )
        for row in rows
    ]


async def raised_between(
    connection: Connection, begins: datetime, ends: datetime
) -> list[RaisedRow]:
    columns = (
        alarms.c.camera_id,
        alarms.c.rule_id,
        alarms.c.rule_name,
        alarms.c.kind,
        alarms.c.state,
        alarms.c.reason,
        alarms.c.count,
        alarms.c.silenced_by,
        alarms.c.first_at,
    )
    asked = select(*columns).where(
        alarms.c.first_at >= stamp(begins), alarms.c.first_at < stamp(ends)
    )
    rows = await connection.execute(asked)
    return [
        RaisedRow(
            row.camera_id,
            row.rule_id,
            row.rule_name,
            row.kind,
            row.state,
            row.reason,
            row[6],
            row.silenced_by is not None,
            read_stamp(row.first_at),
        )
        for row in rows
    ]


async def verdict_counts(connection: Connection) -> dict[tuple[str, str], dict[str, int]]:
    """Camera and rule → state → how many alarms, over all time."""
    columns = (alarms.c.camera_id, alarms.c.rule_id, alarms.c.state)
    rows = await connection.execute(select(*columns, func.count()).group_by(*columns))
    found: dict[tuple[str, str], dict[str, int]] = {}
    for camera_id, rule_id, state, number in rows:
        found.setdefault((camera_id, rule_id), {})[state] = number
    return found


def _moment(text: str | None) -> datetime | None:
    return None if text is None else read_stamp(text)
