"""A task that is done again and again outlives its faults, and ends when it is stopped."""

import asyncio

from bongsu.federation.peers.repeating import Repeating


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
