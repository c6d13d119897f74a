"""Ends tasks for certain. `asyncio.wait_for` of CPython 3.11 swallows a cancellation that comes together with its answer
(bpo-37658): a task that asks over the bus at that moment goes on, and whoever waits for its end waits for ever."""

import asyncio
from collections.abc import Collection

_AGAIN_AFTER_S = 0.05


async def end_tasks(tasks: Collection[asyncio.Task[object]]) -> None:
    """Returns when all have ended; what they raise is read and passed over."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_AGAIN_AFTER_S)
    for task in tasks:
        if not task.cancelled():
            task.exception()
