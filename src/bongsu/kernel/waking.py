"""Doing a thing again and again: when it is woken, when it is due, else after a while. A fault is said, and ends nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

import structlog

from bongsu.kernel.ending import end_tasks

log = structlog.get_logger()
T = TypeVar("T")


async def woken(event: asyncio.Event, within_s: float) -> bool:
    """Whether it was set in that time; whoever waits clears it.

    Not by `wait_for`: CPython 3.11's loses a cancellation that meets the event, and the task would never end."""
    try:
        async with asyncio.timeout(within_s):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def unless_woken(event: asyncio.Event, doing: Coroutine[None, None, T]) -> T | None:
    """What it answers, or None where the event came first; then it is broken off."""
    asked, waking = asyncio.ensure_future(doing), asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({asked, waking}, return_when=asyncio.FIRST_COMPLETED)
        return asked.result() if asked.done() else None
    finally:
        asked.cancel()
        waking.cancel()
        await asyncio.gather(asked, waking, return_exceptions=True)


class Repeating:
    """One task; whoever made it starts and stops it. `do` may answer in how many seconds it is due again, at the latest
    after `every_s`."""

    def __init__(
        self,
        name: str,
        do: Callable[[], Awaitable[float | None]],
        every_s: float,
        *,
        after_fault_s: float | None = None,
        wake: asyncio.Event | None = None,
    ) -> None:
        self._name = name
        self._do = do
        self._every_s = every_s
        self._after_fault_s = every_s if after_fault_s is None else after_fault_s
        self._wake = wake or asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.failures = 0

    def wake(self) -> None:
        self._wake.set()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        if self._task is not None:
            await end_tasks([self._task])

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            await woken(self._wake, await self._once())

    async def _once(self) -> float:
        """In how many seconds it is to be done again."""
        try:
            due_s = await self._do()
        except Exception:
            # the owner of this task: were it to end, nobody would do this again until the process is started anew
            self.failures += 1
            log.exception("task failed, it is tried again", task=self._name)
            return self._after_fault_s
        return self._every_s if due_s is None else min(self._every_s, max(0.0, due_s))
