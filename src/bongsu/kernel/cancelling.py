"""A cancellation that a library has swallowed is raised after all. `asyncio.wait_for` of CPython 3.11 swallows one that
comes together with its answer (gh-86296); our own code uses `asyncio.timeout`, nats-py waits by `wait_for`."""

import asyncio


def heed_cancellation() -> None:
    """Call it after awaiting such a library. Raises `CancelledError` where this task has been asked to end."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
