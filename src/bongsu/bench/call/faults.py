"""Cameras that freeze with their connection open, and cameras that come back while somebody watches."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random
from time import perf_counter

from bongsu.bench.call.district import BenchCamera
from bongsu.bench.call.sizes import COMMON_GOP_S, Sizes
from bongsu.bench.call.stand import Stand
from bongsu.bench.call.watching import Tickets, Watcher, watching
from bongsu.bench.figures import Beside, Readings, percentile, reading

TO_FREEZE = slice(300, 340)
TO_RETURN = slice(340, 380)
# returns are spread, so that the random waits of the retries are met at any moment
_SPREAD_S = 2.0
_SHORT_GOP_S = 1
_GOPS_S = (COMMON_GOP_S, _SHORT_GOP_S)


@dataclass(frozen=True, slots=True)
class Watched:
    """A camera and somebody who watches it."""

    camera: BenchCamera
    viewer: Watcher


async def measure_faults(stand: Stand, tickets: Tickets, sizes: Sizes) -> Readings:
    """Some cameras freeze; others, half of them with a key frame every second, are gone for a while and return."""
    count = sizes.faulty
    to_freeze = stand.district.spare[_SHORT_GOP_S][TO_FREEZE][:count]
    to_return = [one for gop_s in _GOPS_S for one in stand.district.spare[gop_s][TO_RETURN][:count]]
    async with AsyncExitStack() as stack:
        watched = await _watched(stack, stand, tickets, [*to_freeze, *to_return])
        freezing, returning = watched[:count], watched[count:]
        frozen, back = await asyncio.gather(
            asyncio.gather(*(_frozen_ms(stand, one) for one in freezing)),
            _outages(stand, returning, sizes),
        )
    short: Beside = {
        "p50": round(percentile(back[COMMON_GOP_S], 50), 1),
        "p95_gop1": round(percentile(back[_SHORT_GOP_S], 95), 1),
        "outage_s": sizes.outage_s,
    }
    return {
        "frozen_shown_p95": reading(frozen, 95),
        "back_to_picture_p95": reading(back[COMMON_GOP_S], 95, short),
    }


async def _watched(
    stack: AsyncExitStack, stand: Stand, tickets: Tickets, cameras: Sequence[BenchCamera]
) -> list[Watched]:
    watched = []
    for camera in cameras:
        viewing = watching(stand, await tickets.ticket(camera))
        watched.append(Watched(camera, await stack.enter_async_context(viewing)))
    await asyncio.gather(*(one.viewer.picture() for one in watched))
    return watched


async def _outages(stand: Stand, watched: list[Watched], sizes: Sizes) -> dict[int, list[float]]:
    """By key-frame interval: from each return to the picture."""
    random = Random(sizes.faulty)
    back: dict[int, list[float]] = {gop_s: [] for gop_s in _GOPS_S}
    for _ in range(sizes.outages):
        for gop_s, ms in await _outage(stand, watched, sizes.outage_s, random):
            back[gop_s].append(ms)
    return back


async def _tell(stand: Stand, word: str, camera: BenchCamera) -> float:
    """When the simulator had done it."""
    await stand.controls[camera.gop_s].command(word, camera.number)
    return perf_counter()


async def _frozen_ms(stand: Stand, one: Watched) -> float:
    began_s = await _tell(stand, "freeze", one.camera)
    return (await one.viewer.word("frozen", began_s) - began_s) * 1000


async def _back_ms(stand: Stand, one: Watched, after_s: float) -> float:
    await asyncio.sleep(after_s)
    began_s = await _tell(stand, "revive", one.camera)
    return (await one.viewer.picture(began_s) - began_s) * 1000


async def _outage(
    stand: Stand, watched: list[Watched], lasts_s: float, random: Random
) -> list[tuple[int, float]]:
    """All of them go down together; each comes back at a moment of its own."""
    await asyncio.gather(*(_tell(stand, "kill", one.camera) for one in watched))
    returns = [lasts_s + random.uniform(0, _SPREAD_S) for _ in watched]
    took = await asyncio.gather(
        *(_back_ms(stand, one, after_s) for one, after_s in zip(watched, returns, strict=True))
    )
    return [(one.camera.gop_s, ms) for one, ms in zip(watched, took, strict=True)]
