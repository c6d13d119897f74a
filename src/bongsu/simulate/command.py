"""Runs a simulator until it is told to stop: cameras, a text-report door. The command line is wired in `cli`."""

import asyncio
import signal
from collections.abc import Callable
from typing import Protocol

from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.server import CameraSimulator

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Simulator(Protocol):
    """Something that listens."""

    @property
    def port(self) -> int: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


async def serve_cameras(
    options: SimulatorOptions, ready: Callable[[int], None] | None = None
) -> None:
    await serve(CameraSimulator(options), ready)


async def serve(simulator: Simulator, ready: Callable[[int], None] | None = None) -> None:
    """Serves until SIGINT, SIGTERM or cancellation; `ready` hears the port once it listens."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    # A shell's `&` makes a child ignore SIGINT: only a handler of our own stops it for certain.
    for number in _SIGNALS:
        loop.add_signal_handler(number, stopped.set)
    starting = asyncio.create_task(simulator.start())
    stopping = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
            if ready:
                ready(simulator.port)
            await stopping
    finally:
        starting.cancel()
        stopping.cancel()
        await asyncio.gather(starting, stopping, return_exceptions=True)
        await simulator.stop()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
