"""Publishes what was committed, in order and at least once; what a crash left behind goes out at the next start.

Also what another process committed: `bongsu agreement add` and `bongsu people` beside a running node."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy import delete, select

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.database import Database
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.tables import outbox
from bongsu.kernel.waking import woken

log = structlog.get_logger()

LOOK_EVERY_S = 1.0
Commits = Callable[[], Awaitable[int]]


class OutboxRelay:
    """A part: one task that empties the outbox table onto the bus after each commit."""

    name = "outbox"

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._bus = bus
        self._task: asyncio.Task[None] | None = None
        self.failures = 0

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="outbox relay")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        async with self._database.commits() as commits:
            await self._relay_forever(commits)

    async def _relay_forever(self, commits: Commits) -> None:
        while True:
            self._database.committed.clear()
            try:
                before = await commits()
                await self.relay()
                await self._next_commit(commits, before)
            except BusUnavailable as problem:
                self.failures += 1
                log.warning("outbox waits for the bus", problem=problem.detail)
                await asyncio.sleep(0.2)
            except Exception:
                self.failures += 1
                log.exception("outbox relay failed")
                await asyncio.sleep(1)

    async def _next_commit(self, commits: Commits, before: int) -> None:
        """Our own commits wake us at once; those of another process are found by looking."""
        while True:
            is_ours = await woken(self._database.committed, LOOK_EVERY_S)
            if is_ours or await commits() != before:
                return

    async def relay(self) -> int:
        """Publishes everything that waits and forgets it; answers how many."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(outbox).order_by(outbox.c.id))).all()
        for row in rows:
            await self._bus.publish(subject_on_bus(row.subject), row.body)
        if rows:
            await self._bus.flush()
            async with self._database.work() as work:
                await work.connection.execute(delete(outbox).where(outbox.c.id <= rows[-1].id))
        return len(rows)
