"""Keeps single deeds of many requests in one transaction, so that they share one wait for the disk."""

import asyncio

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.record import record
from bongsu.audit.store import TrailUnwritable
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, DatabaseUnwritable

log = structlog.get_logger()
_MOST_AT_ONCE = 2000


class GroupRecorder:
    """A part. For a deed that stands alone; one that belongs to a change of state is recorded in that transaction.

    Before its start and after its stop each deed gets a transaction of its own."""

    name = "trail recorder"

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: list[tuple[Entry, asyncio.Future[None]]] = []
        self._some = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        """Those who still wait are answered: their rows are written first."""
        task, self._task = self._task, None
        if task is not None:
            self._some.set()
            await task

    @classmethod
    def unless(
        cls, given: "GroupRecorder | None", database: Database, clock: Clock
    ) -> "GroupRecorder":
        """The node's own, or one that writes each deed by itself: for commands and tests."""
        return given or cls(database, clock)

    async def record(self, entry: Entry) -> None:
        """Returns when the row is on the disk. Raises `TrailUnwritable`: then it is not, and the deed must not be done."""
        if self._task is None:
            await self._write([entry])
            return
        durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, durable))
        self._some.set()
        await durable

    async def _run(self) -> None:
        """Not cancelled: an interrupted commit would leave open whether it was done."""
        while self._task is not None or self._waiting:
            if not self._waiting:
                self._some.clear()
                await self._some.wait()
                continue
            group, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
            failure: TrailUnwritable | None = None
            try:
                await self._write([entry for entry, _ in group])
            except TrailUnwritable as cause:
                failure = cause
            for _, durable in group:
                if not durable.done():
                    durable.set_exception(failure) if failure else durable.set_result(None)

    async def _write(self, entries: list[Entry]) -> None:
        try:
            async with self._database.work() as work:
                await record(work, self._clock.now(), *entries)
        except (TrailUnwritable, DatabaseUnwritable) as cause:
            log.error("the trail cannot be written", rows=len(entries), why=cause.detail)
            raise TrailUnwritable(cause.detail) from cause
