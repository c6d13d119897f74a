"""SQL of our witnesses and of the trails that we witness."""

from dataclasses import asdict, dataclass
from typing import TypeAlias

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.proofs.tables import watched_heads, watched_logs, witnesses

Connection: TypeAlias = AsyncConnection


@dataclass(frozen=True, slots=True)
class Witness:
    """Who is asked to cosign, and where; `url` is the prefix before `/add-checkpoint`."""

    name: str
    url: str
    vkey: str
    added_at: str


@dataclass(frozen=True, slots=True)
class WatchedLog:
    """A trail that we witness: its key, and the last head that we cosigned (size 0: none yet)."""

    origin: str
    vkey: str
    added_at: str
    size: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class WatchedHead:
    """A head that another trail has shown us, and what we said to it."""

    origin: str
    size: int
    root: str
    at: str
    verdict: str


async def all_witnesses(connection: Connection) -> list[Witness]:
    rows = await connection.execute(select(witnesses).order_by(witnesses.c.name))
    return [Witness(*row) for row in rows]


async def put_witness(connection: Connection, witness: Witness) -> None:
    await drop_witness(connection, witness.name)
    await connection.execute(insert(witnesses), asdict(witness))


async def drop_witness(connection: Connection, name: str) -> bool:
    gone = await connection.execute(delete(witnesses).where(witnesses.c.name == name))
    return bool(gone.rowcount)


async def all_watched(connection: Connection) -> list[WatchedLog]:
    rows = await connection.execute(select(watched_logs).order_by(watched_logs.c.origin))
    return [WatchedLog(*row) for row in rows]


async def watched(connection: Connection, origin: str) -> WatchedLog | None:
    asked = select(watched_logs).where(watched_logs.c.origin == origin)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else WatchedLog(*row)


async def put_watched(connection: Connection, log: WatchedLog) -> None:
    """What was cosigned of this trail before stays known: another key does not give it another past."""
    table = watched_logs
    renewed = update(table).where(table.c.origin == log.origin)
    changed = await connection.execute(renewed, {"vkey": log.vkey})
    if not changed.rowcount:
        await connection.execute(insert(table), asdict(log))


async def drop_watched(connection: Connection, origin: str) -> bool:
    await connection.execute(delete(watched_heads).where(watched_heads.c.origin == origin))
    gone = await connection.execute(delete(watched_logs).where(watched_logs.c.origin == origin))
    return bool(gone.rowcount)


async def move_watched(connection: Connection, origin: str, size: int, note: str) -> None:
    changed = update(watched_logs).where(watched_logs.c.origin == origin)
    await connection.execute(changed, {"size": size, "note": note})


async def heads_at(connection: Connection, origin: str, size: int) -> list[WatchedHead]:
    """What this trail has shown us at this size."""
    table = watched_heads
    asked = select(table).where(table.c.origin == origin, table.c.size == size)
    return [WatchedHead(*row) for row in await connection.execute(asked)]


async def keep_head(connection: Connection, head: WatchedHead) -> None:
    await connection.execute(insert(watched_heads), asdict(head))


async def last_verdict_at(connection: Connection, origin: str, verdict: str) -> str | None:
    """When this was last said of that trail."""
    table = watched_heads
    asked = select(func.max(table.c.at)).where(table.c.origin == origin, table.c.verdict == verdict)
    last: str | None = (await connection.execute(asked)).scalar_one_or_none()
    return last


async def forget_heads(connection: Connection, origin: str, verdict: str, before: str) -> None:
    table = watched_heads
    old = delete(table).where(
        table.c.origin == origin, table.c.verdict == verdict, table.c.at < before
    )
    await connection.execute(old)
