"""Queries on purses and lines. Nothing here opens a transaction, changes a row or deletes one."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import stamp
from bongsu.planning.money.ledger import Line, LineKind, Purse
from bongsu.planning.money.tables import purse_lines, purses
from bongsu.planning.words import FundKind

Connection = AsyncConnection


async def all_purses(connection: Connection) -> list[Purse]:
    """By year, then in the order of their making."""
    asked = select(purses).order_by(purses.c.year, purses.c.made_at, purses.c.purse_id)
    return [_purse(row) for row in await connection.execute(asked)]


async def all_lines(connection: Connection) -> list[Line]:
    """In the order of their writing: a counter line after what it takes back."""
    asked = select(purse_lines).order_by(purse_lines.c.made_at, purse_lines.c.line_id)
    return [_line(row) for row in await connection.execute(asked)]


async def add_purse(connection: Connection, purse: Purse, by: str, now: datetime) -> None:
    row = {
        "purse_id": purse.purse_id,
        "year": purse.year,
        "code": purse.code,
        "kind": purse.kind.value,
        "won": purse.won,
        "earmark": purse.earmark,
        "made_by": by,
        "made_at": stamp(now),
    }
    await connection.execute(insert(purses), row)


async def add_lines(connection: Connection, lines: Iterable[Line], by: str, now: datetime) -> None:
    rows = [
        {
            "line_id": line.line_id,
            "purse_id": line.purse_id,
            "kind": line.kind.value,
            "won": line.won,
            "happened_on": line.on,
            "item": line.item,
            "site_id": line.site_id,
            "counters": line.counters,
            "other_purse_id": line.other_purse_id,
            "plan_id": line.plan_id,
            "made_by": by,
            "made_at": stamp(now),
        }
        for line in lines
    ]
    if rows:
        await connection.execute(insert(purse_lines), rows)


def _purse(row: Row[tuple[object, ...]]) -> Purse:
    return Purse(
        purse_id=row.purse_id,
        code=row.code,
        kind=FundKind(row.kind),
        year=row.year,
        won=row.won,
        earmark=row.earmark,
    )


def _line(row: Row[tuple[object, ...]]) -> Line:
    return Line(
        line_id=row.line_id,
        purse_id=row.purse_id,
        kind=LineKind(row.kind),
        won=row.won,
        on=row.happened_on,
        item=row.item,
        site_id=row.site_id,
        counters=row.counters,
        other_purse_id=row.other_purse_id,
        plan_id=row.plan_id,
    )
