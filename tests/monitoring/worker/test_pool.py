"""Threads that look: each with a tool of its own, never more at once than there are, and none lost to a hanging look."""

import asyncio
import threading

import pytest

from bongsu.kernel.failures import Failure, Kind
from bongsu.monitoring.worker.pool import LookFailure, LookPool, LookStalled


class Tool:
    def __init__(self) -> None:
        self.thread = threading.get_ident()


class Named(Failure):
    kind = Kind.INVALID
    code = "named"


async def test_each_thread_makes_its_own_tool_once() -> None:
    made: list[Tool] = []

    def make() -> Tool:
        made.append(Tool())
        return made[-1]

    pool: LookPool[Tool, int] = LookPool(2, make)
    for _ in range(3):
        thread, cpu_s = await pool.do(lambda tool: tool.thread)
        assert thread != threading.get_ident()
        assert cpu_s >= 0.0
    assert 1 <= len(made) <= 2
    assert made[0].thread == thread
    await pool.stop()


async def test_busy_and_idle_are_counted() -> None:
    pool: LookPool[Tool, int] = LookPool(2, Tool)
    goes_on = threading.Event()
    looking = asyncio.create_task(pool.do(lambda _tool: int(goes_on.wait())))
    while not pool.busy:
        await asyncio.sleep(0)
    assert (pool.busy, pool.idle) == (1, 1)
    goes_on.set()
    await looking
    assert pool.idle == 2
    await pool.stop()


async def test_a_named_failure_is_told_in_its_words_and_any_other_by_its_type() -> None:
    pool: LookPool[Tool, int] = LookPool(1, Tool)

    def refuse(_tool: Tool) -> int:
        raise Named("this picture is broken")

    def throw(_tool: Tool) -> int:
        raise ZeroDivisionError

    with pytest.raises(LookFailure, match="this picture is broken"):
        await pool.do(refuse)
    with pytest.raises(LookFailure, match="ZeroDivisionError"):
        await pool.do(throw)
    assert (await pool.do(lambda _tool: 7))[0] == 7
    await pool.stop()


async def test_a_hanging_look_is_left_behind_and_its_late_word_is_not_heard() -> None:
    pool: LookPool[Tool, int] = LookPool(1, Tool, stalled_after_s=0.0)
    goes_on = threading.Event()
    looking = asyncio.create_task(pool.do(lambda _tool: int(goes_on.wait())))
    while not pool.busy:
        await asyncio.sleep(0)
    pool.sweep()
    with pytest.raises(LookStalled):
        await looking
    assert pool.left_behind == 1
    assert (await pool.do(lambda _tool: 7))[0] == 7
    goes_on.set()
    assert (await pool.do(lambda _tool: 8))[0] == 8
    await pool.stop()


async def test_a_tool_that_cannot_be_made_is_tried_again_with_the_next_look() -> None:
    tries = 0

    def make() -> Tool:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise Named("no memory")
        return Tool()

    pool: LookPool[Tool, int] = LookPool(1, make)
    with pytest.raises(LookFailure, match="no memory"):
        await pool.do(lambda _tool: 1)
    assert (await pool.do(lambda _tool: 1))[0] == 1
    await pool.stop()


async def test_a_pool_that_ends_waits_for_no_look_that_hangs() -> None:
    pool: LookPool[Tool, int] = LookPool(1, Tool, stalled_after_s=0.01)
    goes_on = threading.Event()
    looking = asyncio.create_task(pool.do(lambda _tool: int(goes_on.wait())))
    while not pool.busy:
        await asyncio.sleep(0)
    await pool.stop()
    with pytest.raises(asyncio.CancelledError):
        await looking
    goes_on.set()


async def test_when_a_pool_has_ended_no_thread_is_in_a_runtime_of_others() -> None:
    """Python's end would tear it apart: the process aborted instead of ending well."""
    pool: LookPool[Tool, int] = LookPool(2, Tool)
    begun, goes_on = threading.Event(), threading.Event()

    def look(_tool: Tool) -> int:
        begun.set()
        return int(goes_on.wait())

    looking = asyncio.create_task(pool.do(look))
    await asyncio.to_thread(begun.wait)
    stopping = asyncio.create_task(pool.stop())
    await asyncio.sleep(0)
    goes_on.set()
    await stopping
    assert not any(one.thread and one.thread.is_alive() for one in pool._threads)
    with pytest.raises(asyncio.CancelledError):
        await looking
