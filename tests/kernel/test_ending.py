"""A task that swallows its cancellation is cancelled again, until it is over."""

import asyncio
from contextlib import suppress

from bongsu.kernel.ending import end_tasks


async def test_a_swallowed_cancellation_is_repeated() -> None:
    swallowed = 0

    async def stubborn() -> None:
        nonlocal swallowed
        for _ in range(3):
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            swallowed += 1
        await asyncio.Event().wait()

    async def faulty() -> None:
        raise ValueError("a fault of its own")

    async def over() -> None:
        return

    tasks: list[asyncio.Task[object]] = [
        asyncio.create_task(stubborn()),
        asyncio.create_task(faulty()),
        asyncio.create_task(over()),
    ]
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await end_tasks(tasks)
    assert swallowed == 3
    assert all(task.done() for task in tasks)


async def test_an_answer_that_comes_with_the_cancellation_does_not_keep_a_task_alive() -> None:
    """The fault itself: a question over the bus is answered in the same turn of the loop in which it is given up."""
    answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def asks_on() -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(answer), 5)
            await asyncio.sleep(0.01)

    task: asyncio.Task[object] = asyncio.create_task(asks_on())
    await asyncio.sleep(0)
    answer.set_result(b"")
    async with asyncio.timeout(5):
        await end_tasks([task])
    assert task.cancelled()
