"""Whoever is asked to end ends, also when the answer it waits for comes at the same moment."""

import asyncio

import pytest

from bongsu.kernel.cancelling import heed_cancellation
from bongsu.kernel.memory_bus import MemoryBus


async def test_a_cancellation_that_comes_with_the_answer_is_heeded() -> None:
    answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def asks() -> str:
        await asyncio.wait_for(answer, 5)
        heed_cancellation()
        return "went on"

    asking = asyncio.create_task(asks())
    await asyncio.sleep(0)
    answer.set_result(b"")
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_nobody_is_ended_who_was_not_asked_to() -> None:
    heed_cancellation()


async def test_a_question_on_the_memory_bus_ends_when_it_is_cancelled_with_its_answer() -> None:
    bus = MemoryBus()
    answered = asyncio.Event()

    async def answer(_question: bytes) -> bytes:
        await answered.wait()
        return b"yes"

    await bus.serve("somebody", answer)
    asking = asyncio.create_task(bus.request("somebody", b"", 5))
    await asyncio.sleep(0)
    answered.set()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
