"""The node's database: one write transaction at a time (`Work`), reads beside it. On SQLite, or on PostgreSQL by URL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import msgspec
from sqlalchemy import Integer, insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bongsu.kernel.dialects.dialect import (
    DatabaseUnfit,
    DatabaseUnreachable,
    DatabaseUnwritable,
    Dialect,
    ValueNotKept,
)
from bongsu.kernel.dialects.postgresql import PostgreSql
from bongsu.kernel.dialects.sqlite import Sqlite
from bongsu.kernel.events import Event
from bongsu.kernel.failures import Failure
from bongsu.kernel.tables import metadata, outbox

__all__ = [
    "Database",
    "DatabaseUnfit",
    "DatabaseUnreachable",
    "DatabaseUnwritable",
    "ValueNotKept",
    "Work",
    "as_url",
]

# a read lasts some milliseconds; whoever destroys does not wait for longer ones
_AGAIN_AFTER_S = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)


class Work:
    """One transaction of one use case. What others must hear is told inside it and leaves after commit."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.told: list[tuple[str, bytes]] = []
        self.at_the_end: list[Callable[[], Awaitable[None]]] = []
        self.afterwards: list[Callable[[], None]] = []
        self.rung: set[str] = set()
        self.kept: dict[object, object] = {}
        """What a context has read or written in this transaction and need not ask for again."""

    def tell(self, fact: Event) -> None:
        """Keeps the event; it reaches the outbox with the commit."""
        self.told.append((fact.subject, msgspec.json.encode(fact)))

    def before_commit(self, write: Callable[[], Awaitable[None]]) -> None:
        """Written once, with the last of many deeds."""
        self.at_the_end.append(write)

    def after_commit(self, wake: Callable[[], None]) -> None:
        """Wakes whoever reads what this writes: woken before the commit they would read the old state."""
        self.afterwards.append(wake)

    def ring(self, bell: str) -> None:
        """Like `after_commit`, for a writer that does not know who waits: they wait at `Database.bell`."""
        self.rung.add(bell)


def as_url(given: str | URL) -> URL:
    """`postgresql://…` is taken for the driver that is installed."""
    url = make_url(given)
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    return url


def _dialect_of(url: URL) -> Dialect:
    return PostgreSql() if url.get_backend_name() == "postgresql" else Sqlite()


class Database:
    """Of all that may write at once, in this process and beside it, one does; the others wait."""

    def __init__(self, url: str | URL) -> None:
        self.url = as_url(url)
        self._dialect = _dialect_of(self.url)
        self._engine: AsyncEngine = create_async_engine(
            self.url,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=6,
            max_overflow=4,
            # a fault is logged whole, and what was to be written may be a name, a hash or a place
            hide_parameters=True,
            **self._dialect.engine_options(),
        )
        self._dialect.prepare(self._engine)
        self._one_writer = asyncio.Lock()
        self._committed = asyncio.Event()
        self._bells: dict[str, asyncio.Event] = {}
        self._destroyed = self._cleared = 0

    @property
    def committed(self) -> asyncio.Event:
        """Set after each commit that told something; the outbox relay waits on it."""
        return self._committed

    def bell(self, name: str) -> asyncio.Event:
        """Set after each commit whose work rang it; whoever waits clears it. One waits at each bell."""
        return self._bells.setdefault(name, asyncio.Event())

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One write transaction: it waits until no other writes, commits at the end, and rolls back on any failure."""
        async with self._one_writer:
            with _said_by(self._dialect.while_writing):
                async with self._engine.connect() as connection:
                    await self._dialect.begin_work(connection)
                    work = Work(connection)
                    try:
                        yield work
                        for write in work.at_the_end:
                            await write()
                        await self._keep_told(work)
                    except BaseException:
                        await connection.rollback()
                        raise
                    await connection.commit()
        if work.told:
            self._committed.set()
        for wake in work.afterwards:
            wake()
        for name in work.rung:
            self.bell(name).set()

    @asynccontextmanager
    async def attempt(self, work: Work) -> AsyncIterator[None]:
        """A part of a work that may fail alone: what it wrote and told is undone, the rest of the work stands."""
        told, afterwards, rung = len(work.told), len(work.afterwards), set(work.rung)
        at_the_end, kept = len(work.at_the_end), dict(work.kept)
        try:
            with _said_by(self._dialect.while_writing):
                async with work.connection.begin_nested():
                    yield
        except BaseException:
            del work.told[told:], work.afterwards[afterwards:], work.at_the_end[at_the_end:]
            work.rung, work.kept = rung, kept
            raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view for questions; writing through it is a fault."""
        with _said_by(self._dialect.while_reading):
            async with self._engine.connect() as connection:
                await self._dialect.begin_read(connection)
                yield connection
                await connection.rollback()

    async def leave_no_copy(self) -> None:
        """After a destruction (파기): nothing of it stays in SQLite's files. A PostgreSQL overwrites in its own time."""
        self._destroyed += 1
        mine = self._destroyed
        for after_s in _AGAIN_AFTER_S:
            await asyncio.sleep(after_s)
            await self.leave_none_left()
            if self._cleared >= mine:
                return

    async def leave_none_left(self) -> None:
        """Again, where somebody read all the time."""
        destroyed = self._destroyed
        if self._cleared < destroyed and await self._dialect.leave_no_copy(self._engine):
            # what was destroyed since this began is not among it
            self._cleared = max(self._cleared, destroyed)

    @asynccontextmanager
    async def commits(self) -> AsyncIterator[Callable[[], Awaitable[int]]]:
        """A number that is another after every commit, also of another process; to ask costs no read of a table."""
        async with self._dialect.looking(self._engine) as number:
            yield number

    async def _keep_told(self, work: Work) -> None:
        if work.told:
            rows = [{"subject": subject, "body": body} for subject, body in work.told]
            await work.connection.execute(insert(outbox), rows)

    @asynccontextmanager
    async def filling(self) -> AsyncIterator[AsyncConnection]:
        """A write in which rows of another database are taken over as they are, past the rules of every table."""
        async with self.work() as work:
            names = sorted(metadata.tables)
            back = await self._dialect.lift_rules(work.connection, names)
            yield work.connection
            for table in metadata.sorted_tables:
                for column in table.primary_key.columns if len(table.primary_key) == 1 else ():
                    if isinstance(column.type, Integer) and column.autoincrement is not False:
                        await self._dialect.continue_numbers(
                            work.connection, table.name, column.name
                        )
            for rule in back:
                await work.connection.exec_driver_sql(rule)

    async def create_all(self) -> None:
        """Makes the tables of every context that was imported; for tests, never for a node."""
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    async def close(self) -> None:
        await self._engine.dispose()


@contextmanager
def _said_by(meaning: Callable[[DBAPIError], Failure | None]) -> Iterator[None]:
    try:
        yield
    except DBAPIError as cause:
        failure = meaning(cause)
        if failure is None:
            raise
        raise failure from cause
