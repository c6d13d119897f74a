"""One task that does a thing again and again: when it is woken, else after a while. A fault is said, and ends nothing."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bongsu.kernel.ending import end_tasks

log = structlog.get_logger()


class Repeating:
    """Whoever made it starts and stops it."""

    def __init__(self, name: str, do: Callable[[], Awaitable[object]], every_s: float) -> None:
        self._name = name
        self._do = do
        self._every_s = every_s
        self._wake = asyncio.Event()
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
            try:
                await self._do()
            except Exception:
                # the owner of this task: were it to end, nobody would be told again until the node is started anew
                self.failures += 1
                log.exception("task failed, it is tried again", task=self._name)
            try:
                async with asyncio.timeout(self._every_s):
                    await self._wake.wait()
            except TimeoutError:
                continue
