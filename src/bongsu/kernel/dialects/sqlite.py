"""SQLite in WAL mode, synchronous FULL: the database of a node that is one process on one machine."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any  # Any: the driver's own hooks carry no types

from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bongsu.kernel.dialects.dialect import DatabaseUnwritable
from bongsu.kernel.failures import Failure

# secure_delete: what is destroyed (파기) is overwritten in the file, not only unlinked from it
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
)


def _begin_by_hand(dbapi_connection: Any, _record: Any) -> None:
    # pysqlite begins transactions by itself and late; switched off so that ours can be IMMEDIATE
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Sqlite:
    """A `Dialect`."""

    def engine_options(self) -> dict[str, Any]:
        return {}

    def prepare(self, engine: AsyncEngine) -> None:
        event.listen(engine.sync_engine, "connect", _begin_by_hand)

    async def begin_work(self, connection: AsyncConnection) -> None:
        await connection.exec_driver_sql("BEGIN IMMEDIATE")

    async def begin_read(self, connection: AsyncConnection) -> None:
        await connection.exec_driver_sql("BEGIN")

    @asynccontextmanager
    async def looking(self, engine: AsyncEngine) -> AsyncIterator[Callable[[], Awaitable[int]]]:
        async with engine.connect() as connection:
            # compares what this one connection has seen, so it is kept

            async def number() -> int:
                found = await connection.exec_driver_sql("PRAGMA data_version")
                return int(found.scalar_one())

            yield number

    async def leave_no_copy(self, engine: AsyncEngine) -> bool:
        # the log beside the file holds every page as it was; emptied at once or, where somebody reads, not now: whoever
        # waited here would keep all others from writing
        async with engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA busy_timeout=0")
            try:
                found = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                is_busy = bool(found.one()[0])
            finally:
                await connection.exec_driver_sql("PRAGMA busy_timeout=5000")
        return not is_busy

    async def lift_rules(self, connection: AsyncConnection, tables: Sequence[str]) -> Sequence[str]:
        asked = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        rules = [row for row in await connection.exec_driver_sql(asked) if row.tbl_name in tables]
        for rule in rules:
            await connection.exec_driver_sql(f"DROP TRIGGER {rule.name}")
        return [rule.sql for rule in rules]

    async def continue_numbers(
        self, _connection: AsyncConnection, _table: str, _column: str
    ) -> None:
        """It always takes one more than the highest."""

    def while_writing(self, cause: DBAPIError) -> Failure | None:
        # a disk that is full or broken says so at any statement, not only at the last; a torn page is a bare DatabaseError
        if isinstance(cause, OperationalError) or type(cause) is DatabaseError:
            return DatabaseUnwritable(f"the database cannot be written: {cause.orig}")
        return None

    def while_reading(self, _cause: DBAPIError) -> Failure | None:
        return None
