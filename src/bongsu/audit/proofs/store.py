"""SQL of tiles, checkpoints and cosignatures."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

from sqlalchemy import delete, func, insert, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.proofs.tables import trail_checkpoints, trail_cosignatures, trail_tiles

Connection: TypeAlias = AsyncConnection
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Tile:
    """A full tile: its 256 hashes, and the root above them."""

    level: int
    position: int
    hashes: bytes
    root: bytes


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint as it was signed, without cosignatures."""

    size: int
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class KeptCosignature:
    """One witness's signature line. `at` is the witness's own time."""

    size: int
    witness: str
    at: str
    line: str


async def has_tree(connection: Connection) -> bool:
    """False in a database of release 0.1.0 that was not brought up to date."""
    return await connection.run_sync(lambda one: inspect(one).has_table(trail_tiles.name))


async def tile(connection: Connection, level: int, position: int) -> Tile | None:
    asked = select(trail_tiles).where(
        trail_tiles.c.level == level, trail_tiles.c.position == position
    )
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else Tile(*row)


async def tile_roots(connection: Connection, level: int, first: int, end: int) -> list[bytes]:
    """The roots of the tiles of one level from `first` to before `end`, as far as they follow each other."""
    asked = select(trail_tiles.c.position, trail_tiles.c.root).where(
        trail_tiles.c.level == level,
        trail_tiles.c.position >= first,
        trail_tiles.c.position < end,
    )
    rows = (await connection.execute(asked.order_by(trail_tiles.c.position))).all()
    return [row.root for place, row in enumerate(rows) if row.position == first + place]


async def tiles_of_level(connection: Connection, level: int) -> int:
    """How many full tiles are kept."""
    newest = select(func.max(trail_tiles.c.position)).where(trail_tiles.c.level == level)
    last = (await connection.execute(newest)).scalar_one_or_none()
    return 0 if last is None else int(last) + 1


async def keep_tiles(connection: Connection, tiles: Sequence[Tile]) -> None:
    await connection.execute(insert(trail_tiles), [asdict(one) for one in tiles])


async def keep_checkpoint(connection: Connection, kept: KeptCheckpoint) -> None:
    await connection.execute(insert(trail_checkpoints), asdict(kept))


async def newest_checkpoint(connection: Connection) -> KeptCheckpoint | None:
    asked = select(trail_checkpoints).order_by(trail_checkpoints.c.size.desc()).limit(1)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else KeptCheckpoint(*row)


async def newest_witnessed(connection: Connection) -> KeptCheckpoint | None:
    """The newest checkpoint that a witness has cosigned."""
    witnessed = select(func.max(trail_cosignatures.c.size)).scalar_subquery()
    asked = select(trail_checkpoints).where(trail_checkpoints.c.size == witnessed)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else KeptCheckpoint(*row)


async def checkpoints_between(
    connection: Connection, after: int, last: int
) -> list[KeptCheckpoint]:
    """Of trees larger than `after`, up to `last`, smallest first."""
    size = trail_checkpoints.c.size
    asked = select(trail_checkpoints).where(size > after, size <= last).order_by(size)
    return [KeptCheckpoint(*row) for row in await connection.execute(asked)]


async def first_checkpoint_after(connection: Connection, size: int) -> KeptCheckpoint | None:
    asked = select(trail_checkpoints).where(trail_checkpoints.c.size > size)
    row = (
        await connection.execute(asked.order_by(trail_checkpoints.c.size).limit(1))
    ).one_or_none()
    return None if row is None else KeptCheckpoint(*row)


async def checkpoints_before(connection: Connection, at: str) -> list[KeptCheckpoint]:
    """Signed before that time, oldest first."""
    asked = select(trail_checkpoints).where(trail_checkpoints.c.at < at)
    rows = await connection.execute(asked.order_by(trail_checkpoints.c.size))
    return [KeptCheckpoint(*row) for row in rows]


async def forget_checkpoints(connection: Connection, sizes: Sequence[int]) -> None:
    for first in range(0, len(sizes), _MOST_AT_ONCE):
        some = sizes[first : first + _MOST_AT_ONCE]
        await connection.execute(
            delete(trail_cosignatures).where(trail_cosignatures.c.size.in_(some))
        )
        await connection.execute(
            delete(trail_checkpoints).where(trail_checkpoints.c.size.in_(some))
        )


async def cosignatures_of(connection: Connection, size: int) -> list[KeptCosignature]:
    asked = select(trail_cosignatures).where(trail_cosignatures.c.size == size)
    rows = await connection.execute(asked.order_by(trail_cosignatures.c.witness))
    return [KeptCosignature(*row) for row in rows]


async def witnessed_sizes(connection: Connection) -> set[int]:
    """The checkpoints that any witness has cosigned."""
    asked = select(trail_cosignatures.c.size).distinct()
    return set((await connection.execute(asked)).scalars())


async def newest_cosignature(connection: Connection, witness: str) -> KeptCosignature | None:
    """The one of the largest tree by that witness."""
    asked = select(trail_cosignatures).where(trail_cosignatures.c.witness == witness)
    newest = asked.order_by(trail_cosignatures.c.size.desc()).limit(1)
    row = (await connection.execute(newest)).one_or_none()
    return None if row is None else KeptCosignature(*row)


async def keep_cosignature(connection: Connection, kept: KeptCosignature) -> None:
    """The newer of two by one witness on one checkpoint stays."""
    table = trail_cosignatures
    same = delete(table).where(table.c.size == kept.size, table.c.witness == kept.witness)
    await connection.execute(same)
    await connection.execute(insert(table), asdict(kept))
