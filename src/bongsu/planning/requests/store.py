"""Queries of requests for cameras."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import Any, TypeAlias  # Any: columns of a row as the driver gives them

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.tables import camera_requests as table
from bongsu.planning.requests.words import Channel, Ground, RequestState, WishReason
from bongsu.planning.words import Origin

Connection: TypeAlias = AsyncConnection
_TIMES = frozenset(
    {
        "received_at",
        "changed_at",
        "shown_at",
        "contact_until",
        "said_until",
        "decided_at",
        "sent_at",
    }
)
_WORDS: Mapping[str, Any] = {
    "origin": Origin,
    "channel": Channel,
    "reason": WishReason,
    "state": RequestState,
    "shown_state": RequestState,
    "ground": Ground,
}
_FIELDS = tuple(field.name for field in fields(CameraRequest))


async def add_request(connection: Connection, request: CameraRequest) -> None:
    values = {name: _kept(getattr(request, name)) for name in _FIELDS}
    await connection.execute(insert(table), values)


async def change_request(connection: Connection, request_id: str, **changed: object) -> None:
    values = {name: _kept(value) for name, value in changed.items()}
    await connection.execute(update(table).where(table.c.request_id == request_id).values(**values))


async def open_letters(connection: Connection, heads: Collection[str]) -> None:
    """Another answer is another letter: of the heads and of what was merged into them."""
    of_them = table.c.request_id.in_(list(heads)) | table.c.merged_into.in_(list(heads))
    await connection.execute(update(table).where(of_them).values(sent_at=None))


async def request_of(connection: Connection, request_id: str) -> CameraRequest | None:
    found = await _those(connection, table.c.request_id == request_id)
    return found[0] if found else None


async def request_numbered(connection: Connection, number: str) -> CameraRequest | None:
    found = await _those(connection, table.c.number == number)
    return found[0] if found else None


async def requests_of(connection: Connection, ids: Collection[str]) -> list[CameraRequest]:
    return await _those(connection, table.c.request_id.in_(list(ids)))


async def parts_of(connection: Connection, request_id: str) -> list[CameraRequest]:
    """What was merged into it, oldest first."""
    return await _those(connection, table.c.merged_into == request_id)


async def every_request(
    connection: Connection, organisation: str | None = None
) -> list[CameraRequest]:
    """Oldest first; of one body only where it is named."""
    return await _those(
        connection, *([] if organisation is None else [table.c.organisation == organisation])
    )


async def open_requests(
    connection: Connection, states: Iterable[RequestState]
) -> list[CameraRequest]:
    return await _those(connection, table.c.state.in_([one.value for one in states]))


async def sent_since(connection: Connection, sender_mark: str, at: datetime) -> list[CameraRequest]:
    return await _those(
        connection, table.c.sender_mark == sender_mark, table.c.received_at >= stamp(at)
    )


async def next_sequence(connection: Connection, beginning: str) -> int:
    """Behind the highest number of a year and district (`2026-SB-`)."""
    asked = select(func.max(table.c.number)).where(table.c.number.like(f"{beginning}%"))
    highest = (await connection.execute(asked)).scalar_one()
    return 1 if highest is None else int(str(highest).removeprefix(beginning)) + 1


async def due_for_destruction(
    connection: Connection, now: datetime, marks_before: datetime
) -> list[CameraRequest]:
    """Contacts and words whose day has come, and marks of addresses that are older than a day."""
    return await _those(
        connection,
        or_(
            table.c.sealed_contact.is_not(None) & (table.c.contact_until <= stamp(now)),
            table.c.sealed_said.is_not(None) & (table.c.said_until <= stamp(now)),
            table.c.sender_mark.is_not(None) & (table.c.received_at < stamp(marks_before)),
        ),
    )


async def _those(connection: Connection, *where: Any) -> list[CameraRequest]:
    asked = select(table).where(*where).order_by(table.c.received_at, table.c.request_id)
    rows = await connection.execute(asked)
    return [_request(row) for row in rows.mappings()]


def _kept(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    return value.value if isinstance(value, Enum) else value


def _request(row: Mapping[Any, Any]) -> CameraRequest:
    return CameraRequest(**{name: _read(name, row[name]) for name in _FIELDS})


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _TIMES:
        return read_stamp(value)
    return _WORDS[name](value) if name in _WORDS else value
