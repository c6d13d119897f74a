"""What the media process uses of one core: viewers of one camera, and a hundred pulled cameras."""

import asyncio
from time import perf_counter
from typing import Any  # Any: tickets as the feed gives them

import msgspec

from bongsu.bench.call import crowd
from bongsu.bench.call.sizes import COMMON_GOP_S, Sizes
from bongsu.bench.call.stand import Stand
from bongsu.bench.call.watching import Tickets, lend_own
from bongsu.bench.figures import Reading, Readings
from bongsu.bench.processes import Child, child, cpu_s
from bongsu.kernel.failures import Failure, Kind

VIEWERS = (1, 10, 50)
PULLED = 100
WATCHED = slice(100, 101)
PULLS = slice(110, 110 + PULLED)
# a pull or a crowd of viewers has opened by then; opening is not what is measured
_SETTLE_S = 0.3
_OPEN_WITHIN_S = 20.0
_LOOK_EVERY_S = 0.1


class NoFigures(Failure):
    """This system does not say what a process uses."""

    kind = Kind.UNAVAILABLE
    code = "no_figures"


class _Crowd(msgspec.Struct, frozen=True):
    watching: int
    pictures: int


async def measure_viewers(stand: Stand, tickets: Tickets, sizes: Sizes) -> Readings:
    """The same camera, more and more viewers."""
    [camera] = stand.district.spare[COMMON_GOP_S][WATCHED]
    readings: Readings = {}
    watching = 0
    async with child(crowd.__name__) as process:
        for viewers in VIEWERS:
            more = [await tickets.ticket(camera) for _ in range(viewers - watching)]
            watching = viewers
            before = await _crowd(process, stand, more)
            began_s = perf_counter()
            used = await _used(stand, sizes.cpu_s)
            after = await _crowd(process, stand, [])
            shown = (after.pictures - before.pictures) / (perf_counter() - began_s)
            readings[f"viewers{viewers}_cpu"] = Reading(
                used,
                {
                    "per_viewer": round(used / viewers, 3),
                    "pictures_per_s_each": round(shown / after.watching, 1),
                    "pulls": (await stand.health()).pulls,
                },
            )
    return readings


async def _crowd(process: Child, stand: Stand, tickets: list[dict[str, Any]]) -> _Crowd:
    asked = {"origin": stand.origin, "tickets": tickets}
    return msgspec.convert(await process.ask(asked, within_s=_OPEN_WITHIN_S), _Crowd)


async def measure_pulls(stand: Stand, sizes: Sizes) -> Readings:
    """A hundred cameras, warmed by lendings that nobody watches yet."""
    cameras = stand.district.spare[COMMON_GOP_S][PULLS]
    await asyncio.gather(*(lend_own(stand, camera.camera_id) for camera in cameras))
    async with asyncio.timeout(_OPEN_WITHIN_S):
        # another process's state: nothing tells us of it, so it is asked
        while (await stand.health()).pulls < PULLED or not await stand.pulls(cameras[-1]):  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_EVERY_S)
    used = await _used(stand, sizes.cpu_s)
    pulls = (await stand.health()).pulls
    return {"pull100_cpu": Reading(used, {"per_camera": round(used / pulls, 3), "pulls": pulls})}


async def _used(stand: Stand, for_s: float) -> float:
    """Percent of one core. Raises `NoFigures`."""
    process_id = stand.media_process()
    if process_id is None:
        raise NoFigures("the media process's use of the processor cannot be read here")
    await asyncio.sleep(_SETTLE_S)
    used_s, began_s = cpu_s(process_id), perf_counter()
    await asyncio.sleep(for_s)
    return round((cpu_s(process_id) - used_s) / (perf_counter() - began_s) * 100, 2)
