"""PostgreSQL by psycopg 3: one writer over all processes, reads from one snapshot, faults without values."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any  # Any: the driver's own hooks and faults carry no types

from sqlalchemy import event
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError, InternalError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bongsu.kernel.dialects.dialect import (
    DatabaseUnfit,
    DatabaseUnreachable,
    DatabaseUnwritable,
    ValueNotKept,
)
from bongsu.kernel.failures import Failure

# "bongsu" as a number. A lock of the database, not of the trail's head row: it is there before the first row is,
# and work that leaves no row in the trail waits for it as well
WRITER_LOCK = int.from_bytes(b"bongsu", "big")
TAKE_WRITER_LOCK = f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"
# a writer that vanished with its machine holds the lock until the server gives it up
_TAKE_WRITER_LOCK = (
    "SELECT set_config('idle_in_transaction_session_timeout', '60s', true), "
    f"pg_advisory_xact_lock({WRITER_LOCK})"
)
CONNECT = {"connect_timeout": 5, "application_name": "bongsu", "client_encoding": "utf8"}
_PER_CONNECTION = (
    "SELECT set_config('lock_timeout', '30s', false), "
    "set_config('idle_in_transaction_session_timeout', '300s', false), "
    "set_config('TimeZone', 'UTC', false)",
    # what was answered must outlive a power cut, whatever the server was set to
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'",
)
# every commit that wrote leaves the list of running transactions, which is part of the snapshot; LISTEN would need a
# connection that is kept, a counter's row would be one more write in each work
_COMMIT_NUMBER = "SELECT hashtextextended(pg_current_snapshot()::text, 0)"
_BY_CODE_POINT = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8"})
_ABORTED_BEFORE = "25P02"  # in_failed_sql_transaction: our fault, not the server's
_VALUE_AT_FAULT = "22"  # class "data exception": its message quotes the value


def _set_up(dbapi_connection: Any, _record: Any) -> None:
    cursor = dbapi_connection.cursor()
    for statement in _PER_CONNECTION:
        cursor.execute(statement)
    cursor.close()
    dbapi_connection.commit()


def _without_values(context: ExceptionContext) -> None:
    """PostgreSQL quotes names, hashes and places under DETAIL; a fault is logged whole, so they go."""
    fault: Any = context.original_exception
    said = getattr(getattr(fault, "diag", None), "message_primary", None)
    if said is None or context.sqlalchemy_exception is None:
        return
    if str(fault.sqlstate).startswith(_VALUE_AT_FAULT):
        said = f"a value cannot be kept ({fault.sqlstate})"
    fault.args = (said,)
    context.sqlalchemy_exception.args = (f"({type(fault).__name__}) {said}",)


class PostgreSql:
    """A `Dialect`."""

    def engine_options(self) -> dict[str, Any]:
        # a server that was restarted leaves dead connections behind; each is tried before it is used
        return {"pool_pre_ping": True, "connect_args": CONNECT}

    def prepare(self, engine: AsyncEngine) -> None:
        event.listen(engine.sync_engine, "connect", _set_up)
        event.listen(engine.sync_engine, "handle_error", _without_values)

    async def begin_work(self, connection: AsyncConnection) -> None:
        # each statement after the lock sees what the writer before committed; a stricter level would have taken its
        # snapshot before the lock was ours
        await connection.execution_options(isolation_level="READ COMMITTED")
        await connection.exec_driver_sql(_TAKE_WRITER_LOCK)

    async def begin_read(self, connection: AsyncConnection) -> None:
        await connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @asynccontextmanager
    async def looking(self, engine: AsyncEngine) -> AsyncIterator[Callable[[], Awaitable[int]]]:
        looks = engine.execution_options(isolation_level="AUTOCOMMIT")

        async def number() -> int:
            # a connection for each question: one that was kept would not survive the server's restart
            try:
                async with looks.connect() as connection:
                    return int((await connection.exec_driver_sql(_COMMIT_NUMBER)).scalar_one())
            except DBAPIError as cause:
                raise (self.while_reading(cause) or cause) from cause

        yield number

    async def leave_no_copy(self, _engine: AsyncEngine) -> bool:
        """Dead rows lie in its files until it overwrites them, and longer in its own log: docs/postgresql.md says so."""
        return True

    async def lift_rules(self, connection: AsyncConnection, tables: Sequence[str]) -> Sequence[str]:
        for table in tables:
            await connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]

    async def continue_numbers(self, connection: AsyncConnection, table: str, column: str) -> None:
        await connection.exec_driver_sql(
            f"SELECT setval(s, m) FROM (SELECT pg_get_serial_sequence('{table}', '{column}') AS s, "
            f"max({column}) AS m FROM {table}) AS numbers WHERE s IS NOT NULL AND m IS NOT NULL"
        )

    def while_writing(self, cause: DBAPIError) -> Failure | None:
        if isinstance(cause, DataError):
            return _not_kept(cause)
        if isinstance(cause, OperationalError) or (
            isinstance(cause, InternalError) and _sqlstate(cause) != _ABORTED_BEFORE
        ):
            return DatabaseUnwritable(f"the database cannot be written: {cause.orig}")
        return None

    def while_reading(self, cause: DBAPIError) -> Failure | None:
        if isinstance(cause, DataError):
            return _not_kept(cause)
        if cause.connection_invalidated or isinstance(cause, OperationalError):
            return DatabaseUnreachable(f"the database does not answer: {cause.orig}")
        return None


def must_be_fit(connection: Connection) -> None:
    """Raises `DatabaseUnfit`. Ids, hashes and Korean names sort by code point, as on SQLite: 가나다 is in that order too."""
    asked = (
        "SELECT pg_encoding_to_char(encoding), datcollate, to_json(one) ->> 'datlocprovider' "
        "FROM pg_database AS one WHERE datname = current_database()"
    )
    encoding, collation, provider = connection.exec_driver_sql(asked).one()
    if encoding != "UTF8" or provider == "i" or collation not in _BY_CODE_POINT:
        raise DatabaseUnfit(
            f"the database is {encoding} and does not sort by code point; create it with "
            "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
            field="database_url",
        )


def _not_kept(cause: DBAPIError) -> ValueNotKept:
    return ValueNotKept(
        f"a text is too long or holds a character that cannot be kept: {cause.orig}"
    )


def _sqlstate(cause: DBAPIError) -> str | None:
    return getattr(cause.orig, "sqlstate", None)
