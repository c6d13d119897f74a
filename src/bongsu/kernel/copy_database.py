"""Every row of one database into another, empty one: to PostgreSQL and back, and into the file of a backup."""

from typing import Any  # Any: a column's type says what it reads

from sqlalchemy import Column, MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator, TypeEngine

from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.tables import metadata

_AT_ONCE = 2000


class DatabaseNotEmpty(Failure):
    """Two nodes are never mixed."""

    kind = Kind.CONFLICT
    code = "database_not_empty"


class TablesDiffer(Failure):
    """The tables are another release's."""

    kind = Kind.CONFLICT
    code = "tables_differ"


class CopyIncomplete(Failure):
    """What arrived is not what left; nothing was kept."""

    kind = Kind.CONFLICT
    code = "copy_incomplete"


async def copy_database(source: Database, target: Database) -> dict[str, int]:
    """One state of the source, whole or not at all; the rows of each table. Both have this release's tables.

    Raises `TablesDiffer`, `DatabaseNotEmpty`, `CopyIncomplete`."""
    if await _revision(source) != await _revision(target):
        raise TablesDiffer("start the node once with this release, so that both have its tables")
    async with source.read() as given, target.filling() as taken:
        await _must_be_known(given)
        for table in metadata.sorted_tables:
            if await _count(taken, table):
                raise DatabaseNotEmpty(f"{table.name} holds rows already", field="to")
        counts = {table.name: await _copy(given, taken, table) for table in metadata.sorted_tables}
        for table in metadata.sorted_tables:
            if await _count(taken, table) != counts[table.name]:
                raise CopyIncomplete(f"{table.name} has another number of rows than were read")
    return counts


async def _must_be_known(connection: AsyncConnection) -> None:
    """A context that was not imported would be left behind without a word."""
    names = await connection.run_sync(lambda one: inspect(one).get_table_names())
    if unknown := set(names) - {*metadata.tables, "alembic_version"}:
        raise TablesDiffer(f"nobody here knows the tables {', '.join(sorted(unknown))}")


async def _copy(given: AsyncConnection, taken: AsyncConnection, table: Table) -> int:
    copied, plain = 0, _as_kept(table)
    asked = select(plain).order_by(*(plain.c[one.name] for one in table.primary_key.columns))
    async with given.stream(asked) as rows:
        async for some in rows.mappings().partitions(_AT_ONCE):
            await taken.execute(insert(plain), [dict(row) for row in some])
            copied += len(some)
    return copied


def _as_kept(table: Table) -> Table:
    """The same columns without what reading makes of them: a moment's text stays the text it is."""
    columns = (Column(one.name, _plain(one.type)) for one in table.columns)
    return Table(table.name, MetaData(), *columns)


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


async def _count(connection: AsyncConnection, table: Table) -> int:
    return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def _revision(database: Database) -> str:
    async with database.read() as connection:
        found = await connection.execute(text("SELECT version_num FROM alembic_version"))
        return str(found.scalar_one())
