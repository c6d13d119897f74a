"""Calls near the border, opened and closed at both districts without a pause, each message repeated until it is taken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter

import aiohttp

from bongsu.bench.federation.centre import BenchCentre
from bongsu.kernel.ids import new_id
from bongsu.kernel.waking import woken

_LASTS_S = 3.0
_AGAIN_AFTER_S = 0.2
_GIVES_UP_AFTER_S = 60.0


@dataclass(slots=True)
class Load:
    """What one district's partner sends. `taken` are the calls that the node has acknowledged."""

    centre: BenchCentre
    every_s: float
    taken: list[str] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)
    repeated: int = 0

    async def run(self, ending: asyncio.Event) -> None:
        """Until it is to end; then every call is closed. A call that nobody took in a minute ends the run."""
        async with asyncio.TaskGroup() as calls:
            while not ending.is_set():
                calls.create_task(self._call(new_id("call"), ending))
                await woken(ending, self.every_s)

    async def _call(self, number: str, ending: asyncio.Event) -> None:
        began_s = perf_counter()
        await self._until_taken(number, is_open=True)
        self.took_ms.append((perf_counter() - began_s) * 1000)
        self.taken.append(number)
        await woken(ending, _LASTS_S)
        await self._until_taken(number, is_open=False)

    async def _until_taken(self, number: str, *, is_open: bool) -> None:
        """A killed node answers nothing: whether it has taken the call is known only when it says so."""
        centre = self.centre
        async with asyncio.timeout(_GIVES_UP_AFTER_S):
            while True:
                try:
                    await (centre.open(number) if is_open else centre.close(number))
                except (aiohttp.ClientError, TimeoutError):
                    self.repeated += 1
                    await asyncio.sleep(_AGAIN_AFTER_S)
                else:
                    return


@asynccontextmanager
async def under_load(*centres: BenchCentre, every_s: float) -> AsyncIterator[list[Load]]:
    """For as long as the block lasts; afterwards every call is closed."""
    ending = asyncio.Event()
    loads = [Load(one, every_s) for one in centres]
    async with asyncio.TaskGroup() as group:
        for one in loads:
            group.create_task(one.run(ending))
        try:
            yield loads
        finally:
            ending.set()
