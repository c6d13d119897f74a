"""A part: ends and locks sessions at their moment; one task, woken by each new session and by the next due time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bongsu.kernel.clock import Clock

log = structlog.get_logger()
_LONGEST_SLEEP_S = 30.0
_AFTER_FAULT_S = 1.0


class IdleWatch:
    """`end_what_is_due` answers when to look again."""

    name = "identity.idle"

    def __init__(
        self,
        end_what_is_due: Callable[[], Awaitable[datetime | None]],
        changed: asyncio.Event,
        clock: Clock,
    ) -> None:
        self._end_what_is_due = end_what_is_due
        self._changed = changed
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self.failures = 0

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="idle sessions")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _look(self) -> datetime | None:
        try:
            return await self._end_what_is_due()
        except Exception:
            # the owner of this task: were it to end, no session would lock or end again
            self.failures += 1
            log.exception("idle sessions not looked at")
            return self._clock.now() + timedelta(seconds=_AFTER_FAULT_S)

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            due = await self._look()
            wait_s = _LONGEST_SLEEP_S
            if due is not None:
                wait_s = min(wait_s, max(0.0, (due - self._clock.now()).total_seconds()))
            try:
                async with asyncio.timeout(wait_s):
                    await self._changed.wait()
            except TimeoutError:
                continue
