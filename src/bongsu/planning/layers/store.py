"""Queries of layers. Nothing here opens a transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any  # Any: rows of SQLAlchemy Core

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.planning.inputs.values import CrimeArea, LeftOut, Place, PriorityArea
from bongsu.planning.layers.layer import (
    DongFigures,
    LayerKind,
    LayerRow,
    LayerView,
    Line,
    NewLayer,
)
from bongsu.planning.layers.tables import planning_layer_rows as rows_table
from bongsu.planning.layers.tables import planning_layers as table

_BATCH = 5_000
_IN_USE = table.c.ended_at.is_(None)
_ROW_TYPES: dict[LayerKind, Any] = {
    LayerKind.CHILD_ZONES: Place,
    LayerKind.BELLS: Place,
    LayerKind.SHOPS: Place,
    LayerKind.POLES: Place,
    LayerKind.POPULATION: DongFigures,
    LayerKind.JURISDICTION: DongFigures,
    LayerKind.CRIME: CrimeArea,
    LayerKind.CITY_PRIORITY: PriorityArea,
    LayerKind.STREETS: Line,
}


async def layers_in_use(connection: AsyncConnection) -> list[LayerView]:
    """By code."""
    editions = (
        select(table.c.code, func.count().label("editions")).group_by(table.c.code).subquery()
    )
    asked = select(table, editions.c.editions).join(editions, editions.c.code == table.c.code)
    found = await connection.execute(asked.where(_IN_USE).order_by(table.c.code))
    return [_view(row) for row in found.mappings()]


async def layer_in_use(connection: AsyncConnection, code: str) -> LayerView | None:
    return next((one for one in await layers_in_use(connection) if one.code == code), None)


async def sha_in_use(connection: AsyncConnection, code: str) -> str | None:
    asked = select(table.c.content_sha256).where(table.c.code == code, _IN_USE)
    found: str | None = (await connection.execute(asked)).scalar()
    return found


async def add_layer(
    connection: AsyncConnection,
    layer_id: str,
    new: NewLayer,
    sha256: str,
    rows: Sequence[LayerRow],
    left_out: Sequence[LeftOut],
    at: datetime,
    by: str,
) -> None:
    """The caller has put the former one out of use."""
    values = {
        "layer_id": layer_id,
        "code": new.code,
        "kind": new.kind.value,
        "title": new.title,
        "source": new.source,
        "licence": new.licence,
        "as_of": new.as_of,
        "content_sha256": sha256,
        "row_count": len(rows),
        "left_out": msgspec.json.encode(left_out).decode(),
        "imported_at": stamp(at),
        "imported_by": by,
        "ended_at": None,
    }
    await connection.execute(insert(table), values)
    kept = [
        {"layer_id": layer_id, "number": number, "content": msgspec.json.encode(row).decode()}
        for number, row in enumerate(rows, start=1)
    ]
    for start in range(0, len(kept), _BATCH):
        await connection.execute(insert(rows_table), kept[start : start + _BATCH])


async def end_layer(connection: AsyncConnection, code: str, at: datetime) -> bool:
    """Puts it out of use; False where none is."""
    ended = await connection.execute(
        update(table).where(table.c.code == code, _IN_USE).values(ended_at=stamp(at))
    )
    return ended.rowcount > 0


async def rows_in_use(
    connection: AsyncConnection, code: str, kind: LayerKind
) -> tuple[LayerRow, ...]:
    asked = (
        select(rows_table.c.content)
        .join(table, table.c.layer_id == rows_table.c.layer_id)
        .where(table.c.code == code, _IN_USE)
        .order_by(rows_table.c.number)
    )
    decoder = msgspec.json.Decoder(_ROW_TYPES[kind])
    return tuple(decoder.decode(text) for text in await connection.scalars(asked))


def _view(row: RowMapping) -> LayerView:
    return LayerView(
        code=row["code"],
        kind=LayerKind(row["kind"]),
        title=row["title"],
        source=row["source"],
        licence=row["licence"],
        as_of=row["as_of"],
        rows=row["row_count"],
        imported_at=read_stamp(row["imported_at"]),
        imported_by=row["imported_by"],
        left_out=msgspec.json.decode(row["left_out"], type=tuple[LeftOut, ...]),
        editions=row["editions"],
    )
