"""The node's database: one write transaction at a time (`Work`), reads beside it. SQLite in WAL mode, synchronous FULL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any  # Any: the driver's own hooks and SQL parameters carry no types

import msgspec
from sqlalchemy import event, insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bongsu.kernel.events import Event
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.tables import metadata, outbox


class DatabaseUnwritable(Failure):
    """The disk took no transaction: it is full, broken, or held by another. Nothing of it was kept."""

    kind = Kind.UNAVAILABLE
    code = "database_unwritable"


class Work:
    """One transaction of one use case. What others must hear is told inside it and leaves after commit."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.told: list[tuple[str, bytes]] = []
        self.afterwards: list[Callable[[], None]] = []

    def tell(self, fact: Event) -> None:
        """Keeps the event; it reaches the outbox with the commit."""
        self.told.append((fact.subject, msgspec.json.encode(fact)))

    def after_commit(self, wake: Callable[[], None]) -> None:
        """Wakes whoever reads what this writes: woken before the commit they would read the old state."""
        self.afterwards.append(wake)


async def _or_unwritable(step: Awaitable[object]) -> None:
    try:
        await step
    except DBAPIError as cause:
        raise _unwritable(cause) from cause


def _unwritable(cause: DBAPIError) -> DatabaseUnwritable:
    return DatabaseUnwritable(f"the database cannot be written: {cause.orig}")


def _begin_by_hand(dbapi_connection: Any, _record: Any) -> None:
    # pysqlite begins transactions by itself and late; switched off so that ours can be IMMEDIATE
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Database:
    """Opened once by the one process that may write."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self._engine: AsyncEngine = create_async_engine(
            self.url,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=6,
            max_overflow=4,
            # a fault is logged whole, and what was to be written may be a name, a hash or a place
            hide_parameters=True,
        )
        event.listen(self._engine.sync_engine, "connect", _begin_by_hand)
        self._one_writer = asyncio.Lock()
        self._committed = asyncio.Event()

    @property
    def committed(self) -> asyncio.Event:
        """Set after each commit that told something; the outbox relay waits on it."""
        return self._committed

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One write transaction: BEGIN IMMEDIATE, commit at the end, rollback on any failure."""
        async with self._one_writer, self._engine.connect() as connection:
            await _or_unwritable(connection.exec_driver_sql("BEGIN IMMEDIATE"))
            work = Work(connection)
            try:
                yield work
                await self._keep_told(work)
            except OperationalError as cause:
                # a disk that is full or broken says so at any statement, not only at the last
                await _or_unwritable(connection.rollback())
                raise _unwritable(cause) from cause
            except BaseException:
                await connection.rollback()
                raise
            await _or_unwritable(connection.commit())
        if work.told:
            self._committed.set()
        for wake in work.afterwards:
            wake()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view for questions; writing through it is a fault."""
        async with self._engine.connect() as connection:
            await connection.exec_driver_sql("BEGIN")
            yield connection
            await connection.rollback()

    @asynccontextmanager
    async def commits(self) -> AsyncIterator[Callable[[], Awaitable[int]]]:
        """A number that is another after every commit, also of another process; to ask costs no read of a table."""
        async with self._engine.connect() as connection:

            async def number() -> int:
                found = await connection.exec_driver_sql("PRAGMA data_version")
                return int(found.scalar_one())

            yield number

    async def _keep_told(self, work: Work) -> None:
        if work.told:
            rows = [{"subject": subject, "body": body} for subject, body in work.told]
            await work.connection.execute(insert(outbox), rows)

    async def create_all(self) -> None:
        """Makes the tables of every context that was imported; for tests, never for a node."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    async def close(self) -> None:
        await self._engine.dispose()
