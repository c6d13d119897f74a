"""Short tasks with an owner: what a handler must not wait for itself. A failure of one is said, and ends no other."""

import asyncio
from collections.abc import Coroutine

import structlog

from bongsu.kernel.ending import end_tasks

log = structlog.get_logger()


class OwnedTasks:
    """Whoever made it stops it; how many there may be is for whoever spawns to bound."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, name: str, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()) is not None:
            log.error("task failed", task=task.get_name(), exc_info=problem)

    async def stop(self) -> None:
        """Also those that are spawned meanwhile."""
        while self._tasks:
            await end_tasks(list(self._tasks))
            # whoever has ended leaves the set by its callback, in the next turn of the loop
            await asyncio.sleep(0)
