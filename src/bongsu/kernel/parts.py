"""A role is an ordered list of parts; this starts them in order and stops them in reverse, also on SIGINT and SIGTERM."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from typing import Protocol

import structlog

log = structlog.get_logger()


class Part(Protocol):
    """Something with a beginning and an end. `stop` is called only after `start` succeeded; `start` may be cancelled."""

    @property
    def name(self) -> str: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def on_signals(stop: Callable[[], None]) -> None:
    """Calls `stop` on SIGINT and SIGTERM by handlers of our own: a shell's `&` makes a child ignore SIGINT."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


async def run_parts(
    parts: Sequence[Part], *, ready: Callable[[], None], ended: asyncio.Event
) -> None:
    """Starts all, says `ready`, waits for `ended` or a signal, stops all in reverse."""
    on_signals(ended.set)
    async with AsyncExitStack() as started:
        for part in parts:
            if ended.is_set():
                return
            if not await _start(part, ended):
                return
            started.push_async_callback(_stop, part)
            log.debug("part started", part=part.name)
        ready()
        await ended.wait()


async def _start(part: Part, ended: asyncio.Event) -> bool:
    """False when a signal came first: a start that takes long is broken off, and sweeps up after itself."""
    starting = asyncio.create_task(part.start(), name=f"start {part.name}")
    stopping = asyncio.create_task(ended.wait(), name="wait for a signal")
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
        return starting.done()
    finally:
        starting.cancel()
        stopping.cancel()
        await asyncio.gather(starting, stopping, return_exceptions=True)


async def _stop(part: Part) -> None:
    try:
        async with asyncio.timeout(10):
            await part.stop()
    except TimeoutError:
        log.warning("part did not stop in time", part=part.name)
