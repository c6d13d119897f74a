"""Cameras that freeze with their connection open, and cameras that come back while somebody watches."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random
from time import perf_counter

from bongsu.bench.call.district import BenchCamera
from bongsu.bench.call.sizes import COMMON_GOP_S, Sizes
from bongsu.bench.call.stand import Stand
from bongsu.bench.call.watching import Tickets, Watcher, watching
from bongsu.bench.figures import Beside, Readings, percentile, reading

_FIRST = 240
# returns are spread, so that the random waits of the retries are met at any moment
_SPREAD_S = 2.0
_SHORT_GOP_S = 1


@dataclass(frozen=True, slots=True)
class Watched:
    """A camera and somebody who watches it."""

    camera: BenchCamera
    viewer: Watcher


async def measure_faults(stand: Stand, tickets: Tickets, sizes: Sizes) -> Readings:
    """Freeze, thaw; then outages. Half of the cameras have a key frame every second."""
    random = Random(sizes.faulty)
    gops = (COMMON_GOP_S, _SHORT_GOP_S)
    cameras = [
        camera
        for gop_s in gops
        for camera in stand.district.spare[gop_s][_FIRST : _FIRST + sizes.faulty]
    ]
    async with AsyncExitStack() as stack:
        watched = []
        for camera in cameras:
            viewer = await stack.enter_async_context(watching(stand, await tickets.ticket(camera)))
            watched.append(Watched(camera, viewer))
        await asyncio.gather(*(one.viewer.picture() for one in watched))
        frozen = await asyncio.gather(*(_frozen_ms(stand, one) for one in watched))
        await asyncio.gather(*(_back_ms(stand, one, "thaw", 0) for one in watched))
        back: dict[int, list[float]] = {gop_s: [] for gop_s in gops}
        for _ in range(sizes.outages):
            for gop_s, ms in await _outage(stand, watched, sizes.outage_s, random):
                back[gop_s].append(ms)
    short: Beside = {
        "p50": round(percentile(back[COMMON_GOP_S], 50), 1),
        "p95_gop1": round(percentile(back[_SHORT_GOP_S], 95), 1),
        "outage_s": sizes.outage_s,
    }
    return {
        "frozen_shown_p95": reading(frozen, 95),
        "back_to_picture_p95": reading(back[COMMON_GOP_S], 95, short),
    }


async def _tell(stand: Stand, word: str, camera: BenchCamera) -> float:
    """When the simulator had done it."""
    await stand.controls[camera.gop_s].command(word, camera.number)
    return perf_counter()


async def _frozen_ms(stand: Stand, one: Watched) -> float:
    began_s = await _tell(stand, "freeze", one.camera)
    return (await one.viewer.word("frozen", began_s) - began_s) * 1000


async def _back_ms(stand: Stand, one: Watched, word: str, after_s: float) -> float:
    await asyncio.sleep(after_s)
    began_s = await _tell(stand, word, one.camera)
    return (await one.viewer.picture(began_s) - began_s) * 1000


async def _outage(
    stand: Stand, watched: list[Watched], lasts_s: float, random: Random
) -> list[tuple[int, float]]:
    """All of them go down together; each comes back at a moment of its own."""
    await asyncio.gather(*(_tell(stand, "kill", one.camera) for one in watched))
    returns = [lasts_s + random.uniform(0, _SPREAD_S) for _ in watched]
    took = await asyncio.gather(
        *(
            _back_ms(stand, one, "revive", after_s)
            for one, after_s in zip(watched, returns, strict=True)
        )
    )
    return [(one.camera.gop_s, ms) for one, ms in zip(watched, took, strict=True)]
