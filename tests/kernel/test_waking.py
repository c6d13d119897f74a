"""A task that is done again and again outlives its faults, is done when it is due, and ends when it is stopped."""

import asyncio

from bongsu.kernel.waking import Repeating, unless_woken, woken


class Deed:
    """Fails the first time."""

    def __init__(self) -> None:
        self.times = 0
        self.done = asyncio.Event()

    async def __call__(self) -> None:
        self.times += 1
        self.done.set()
        if self.times == 1:
            raise RuntimeError("the disk is full")


async def again(deed: Deed) -> None:
    await asyncio.wait_for(deed.done.wait(), 10)
    deed.done.clear()


async def test_a_fault_is_counted_and_the_deed_is_done_again_when_woken() -> None:
    deed = Deed()
    task = Repeating("deed", deed, 3600.0)
    task.start()
    await again(deed)
    task.wake()
    await again(deed)
    assert (deed.times, task.failures) == (2, 1)
    await task.stop()


async def test_it_is_done_again_after_a_while_unasked() -> None:
    deed = Deed()
    task = Repeating("deed", deed, 0.001)
    task.start()
    for _ in range(3):
        await again(deed)
    await task.stop()
    times = deed.times
    task.wake()
    assert deed.times == times


async def test_what_never_started_stops() -> None:
    await Repeating("deed", Deed(), 1.0).stop()


async def test_it_is_done_again_when_it_said_that_it_is_due_and_not_before_the_past() -> None:
    done = asyncio.Event()
    due = [-5.0, 0.0, 0.001]

    async def do() -> float | None:
        if not due:
            done.set()
            return None
        return due.pop()

    task = Repeating("due", do, 3600.0)
    task.start()
    await asyncio.wait_for(done.wait(), 10)
    await task.stop()


async def test_after_a_fault_it_does_not_wait_as_long_as_otherwise() -> None:
    deed = Deed()
    task = Repeating("deed", deed, 3600.0, after_fault_s=0.001)
    task.start()
    await again(deed)
    await again(deed)
    assert (deed.times, task.failures) == (2, 1)
    await task.stop()


async def test_an_event_of_somebody_else_wakes_it() -> None:
    deed, event = Deed(), asyncio.Event()
    task = Repeating("deed", deed, 3600.0, wake=event)
    task.start()
    await again(deed)
    event.set()
    await again(deed)
    await task.stop()


async def test_whoever_waits_hears_whether_it_was_woken() -> None:
    event = asyncio.Event()
    assert not await woken(event, 0.0)
    event.set()
    assert await woken(event, 3600.0)
    assert event.is_set(), "clearing is for whoever waits"


async def test_who_is_cancelled_while_it_is_woken_ends() -> None:
    """As the 3.11 `wait_for` does not (gh-86296)."""
    event = asyncio.Event()
    waiting = asyncio.create_task(woken(event, 3600.0))
    await asyncio.sleep(0)
    event.set()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert waiting.cancelled()


async def test_what_is_done_answers_unless_it_is_woken_before() -> None:
    event = asyncio.Event()
    begun = asyncio.Event()
    ended: list[str] = []

    async def slow() -> int:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("broken off")
        return 1

    async def quick() -> int:
        return 2

    assert await unless_woken(event, quick()) == 2
    waiting = asyncio.create_task(unless_woken(event, slow()))
    await begun.wait()
    event.set()
    assert await waiting is None
    assert ended == ["broken off"]
