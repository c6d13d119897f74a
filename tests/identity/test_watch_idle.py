"""The watch over idle sessions: it looks at the due moment, at each change, and after every fault again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bongsu.identity.watch_idle import IdleWatch
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database

NOW = datetime(2026, 11, 21, tzinfo=UTC)
Answer = Callable[[], datetime | None]


class Looks:
    """Stands for the use case; answers one by one, the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.count = 0
        self.looked = asyncio.Event()

    async def __call__(self) -> datetime | None:
        self.count += 1
        self.looked.set()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer()

    async def once_more(self) -> None:
        self.looked.clear()
        async with asyncio.timeout(10):
            await self.looked.wait()


def nothing() -> None:
    return None


def at_once() -> datetime:
    return NOW


def long_ago() -> datetime:
    return NOW - timedelta(days=1)


def fault() -> datetime | None:
    raise RuntimeError("the disk is full")


@asynccontextmanager
async def watching(looks: Looks, changed: asyncio.Event) -> AsyncIterator[IdleWatch]:
    watch = IdleWatch(looks, changed, FixedClock(NOW))
    await watch.start()
    try:
        yield watch
    finally:
        await watch.stop()


async def test_it_looks_at_its_start() -> None:
    looks = Looks(nothing)
    async with watching(looks, asyncio.Event()):
        await looks.once_more()
    assert looks.count == 1


async def test_a_change_wakes_it_and_many_at_once_are_one() -> None:
    looks, changed = Looks(nothing), asyncio.Event()
    async with watching(looks, changed):
        await looks.once_more()
        for _ in range(5):
            changed.set()
        await looks.once_more()
        assert looks.count == 2


async def test_a_moment_that_is_due_or_past_is_not_waited_for() -> None:
    looks = Looks(at_once, long_ago, nothing)
    async with watching(looks, asyncio.Event()):
        async with asyncio.timeout(10):
            while looks.count < 3:
                await looks.once_more()


async def test_a_fault_ends_no_watch() -> None:
    looks, changed = Looks(fault, nothing), asyncio.Event()
    async with watching(looks, changed):
        await looks.once_more()
        changed.set()
        await looks.once_more()
    assert looks.count >= 2


async def test_after_its_stop_nothing_wakes_it() -> None:
    looks, changed = Looks(nothing), asyncio.Event()
    async with watching(looks, changed):
        await looks.once_more()
    changed.set()
    await asyncio.sleep(0)
    assert looks.count == 1


async def test_one_that_was_never_started_stops() -> None:
    await IdleWatch(Looks(nothing), asyncio.Event(), FixedClock(NOW)).stop()


async def test_whoever_is_woken_by_a_change_reads_it_committed(database: Database) -> None:
    """Woken before the commit it would see the old state and sleep on: sessions then locked half a minute late."""
    woken, seen = asyncio.Event(), []
    async with database.work() as work:
        work.after_commit(woken.set)
        seen.append(woken.is_set())
    seen.append(woken.is_set())
    assert seen == [False, True]


async def test_a_change_that_was_rolled_back_wakes_nobody(database: Database) -> None:
    woken = asyncio.Event()
    try:
        async with database.work() as work:
            work.after_commit(woken.set)
            raise KeyError("a use case fails")
    except KeyError:
        pass
    assert not woken.is_set()
