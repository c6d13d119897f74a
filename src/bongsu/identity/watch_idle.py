"""A part: ends and locks sessions at their moment; one task, woken by each new session and by the next due time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from bongsu.kernel.clock import Clock
from bongsu.kernel.waking import Repeating

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
        self._clock = clock
        self._task = Repeating(
            "idle sessions",
            self._look,
            _LONGEST_SLEEP_S,
            after_fault_s=_AFTER_FAULT_S,
            wake=changed,
        )

    @property
    def failures(self) -> int:
        return self._task.failures

    async def start(self) -> None:
        self._task.start()

    async def stop(self) -> None:
        await self._task.stop()

    async def _look(self) -> float | None:
        due = await self._end_what_is_due()
        return None if due is None else (due - self._clock.now()).total_seconds()
