"""Queries on the reports."""

from datetime import datetime
from typing import Any  # Any: a row's columns

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.reports.tables import out_reports


async def add_report(connection: AsyncConnection, row: dict[str, Any]) -> None:
    await connection.execute(insert(out_reports).values(row))


async def change_report(connection: AsyncConnection, report_id: str, **columns: Any) -> None:
    this = update(out_reports).where(out_reports.c.report_id == report_id)
    await connection.execute(this.values(columns))


async def due_reports(connection: AsyncConnection, now: datetime) -> list[dict[str, Any]]:
    asked = select(out_reports).where(out_reports.c.next_at <= stamp(now))
    found = await connection.execute(asked.order_by(out_reports.c.next_at))
    return [dict(row) for row in found.mappings()]


async def next_due(connection: AsyncConnection) -> datetime | None:
    """When the first of those that wait is tried again."""
    at = (await connection.execute(select(func.min(out_reports.c.next_at)))).scalar()
    return None if at is None else read_stamp(at)


async def recent_reports(connection: AsyncConnection) -> list[RowMapping]:
    """Newest first."""
    asked = select(out_reports).order_by(out_reports.c.reported_at.desc()).limit(100)
    return list((await connection.execute(asked)).mappings())


async def old_reports(connection: AsyncConnection, before: datetime) -> list[str]:
    """Those whose receipt is older, and whose words and still lie there yet."""
    asked = select(out_reports.c.report_id).where(
        out_reports.c.receipt_at <= stamp(before), out_reports.c.sealed.is_not(None)
    )
    return list((await connection.execute(asked)).scalars())
