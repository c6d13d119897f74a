"""First pictures in Chromium, warm and cold, and the still of a cold camera; beside plain opens of the same cameras."""

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Any  # Any: the child's JSON

import msgspec

from bongsu.bench.call.chromium import Chromium, TilePage
from bongsu.bench.call.district import BenchCamera
from bongsu.bench.call.plain import Asked, Opening
from bongsu.bench.call.sizes import COMMON_GOP_S, GOPS_S, Sizes
from bongsu.bench.call.stand import Stand
from bongsu.bench.call.watching import Tickets, lend_own, watching
from bongsu.bench.figures import Beside, Reading, Readings, percentile, reading
from bongsu.bench.processes import child

_PULL_ENDS_WITHIN_S = 30.0
_LOOK_EVERY_S = 0.2
# stills: a live picture seldom comes before them
_LONGEST_GOP_S = GOPS_S[-1]
# what each step takes of the spare cameras of an interval, so that none was pulled before
WARM = slice(0, 1)
COLD = slice(10, 60)
PLAIN = slice(60, 100)
STILLS = slice(220, 260)


async def measure_warm(stand: Stand, browser: Chromium, tickets: Tickets, sizes: Sizes) -> Readings:
    """Somebody else watches the camera already. The page's very first opening is not counted."""
    [camera] = stand.district.spare[COMMON_GOP_S][WARM]
    took = []
    async with (
        watching(stand, await tickets.ticket(camera)) as other,
        browser.tile(stand.origin) as tile,
    ):
        await other.picture()
        await tile.open(await tickets.ticket(camera))
        for _ in range(sizes.warm):
            took.append(await _picture_ms(tile, await tickets.ticket(camera)))
    return {f"warm_first_picture_p{percent}": reading(took, percent) for percent in (50, 95)}


async def _picture_ms(tile: TilePage, ticket: dict[str, Any]) -> float:
    picture_ms = await tile.open(ticket)
    await tile.close()
    return picture_ms


async def measure_cold(stand: Stand, browser: Chromium, tickets: Tickets, sizes: Sizes) -> Readings:
    """Every opening is of a camera that was never pulled, at whatever phase it is."""
    readings: Readings = {}

    async def of(gop_s: int) -> None:
        # In any order but their own: consecutive cameras are a fixed part of an interval apart.
        cameras = Random(gop_s).sample(stand.district.spare[gop_s][COLD], sizes.cold)
        took = []
        async with browser.tile(stand.origin) as tile:
            for camera in cameras:
                took.append(await _picture_ms(tile, await tickets.ticket(camera)))
        beside: Beside = {"p50": round(percentile(took, 50), 2)}
        readings[f"cold_first_picture_p95_gop{gop_s}"] = reading(took, 95, beside)

    if sizes.side_by_side:
        await asyncio.gather(*(of(gop_s) for gop_s in GOPS_S))
    else:
        for gop_s in GOPS_S:
            await of(gop_s)
    return readings


async def remember_stills(stand: Stand, sizes: Sizes) -> None:
    """Has some cameras pulled for a while, so that their last picture is known later on."""
    cameras = stand.district.spare[_LONGEST_GOP_S][STILLS][: sizes.stills]
    await asyncio.gather(*(lend_own(stand, camera.camera_id) for camera in cameras))


async def measure_stills(
    stand: Stand, browser: Chromium, tickets: Tickets, sizes: Sizes
) -> Readings:
    """Remembered cameras whose pull has ended: the still is there at once, a live picture takes its time."""
    stills: list[float] = []
    cameras = stand.district.spare[_LONGEST_GOP_S][STILLS][: sizes.stills]
    async with browser.tile(stand.origin) as tile:
        for camera in cameras:
            await until_cold(stand, camera)
            still_ms = await tile.still(await tickets.ticket(camera))
            await tile.close()
            if still_ms is not None:
                stills.append(still_ms)
    return {"still_p95": reading(stills, 95, {"picture_first": len(cameras) - len(stills)})}


async def until_cold(stand: Stand, camera: BenchCamera) -> None:
    """Raises `TimeoutError` when the pull does not end."""
    async with asyncio.timeout(_PULL_ENDS_WITHIN_S):
        # another process's state: nothing tells us of it, so it is asked
        while await stand.pulls(camera):  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_EVERY_S)


async def plain_opens(stand: Stand, sizes: Sizes) -> dict[int, Beside]:
    """By key-frame interval: FFmpeg by itself, on cameras that the node does not pull."""
    wanted = [
        (gop_s, tuned, camera)
        for gop_s in GOPS_S
        for tuned in (False, True)
        for camera in Random(gop_s + tuned).sample(stand.district.spare[gop_s][PLAIN], sizes.plain)
    ]
    openings = [Opening(camera.url, tuned) for _, tuned, camera in wanted]
    asked = Asked(openings, at_once=3 if sizes.side_by_side else 1)
    async with child("bongsu.bench.call.plain") as ffmpeg:
        answer = await ffmpeg.ask(asked, within_s=600)
    took = msgspec.convert(answer, list[float | None])
    beside: dict[int, Beside] = {}
    for gop_s in GOPS_S:
        beside[gop_s] = {
            name: _slowest([ms for one, ms in zip(wanted, took, strict=True) if one[:2] == key])
            for name, key in (("plain_open", (gop_s, False)), ("tuned_open", (gop_s, True)))
        }
    return beside


def _slowest(took: Sequence[float | None]) -> float | None:
    known = [ms for ms in took if ms is not None]
    return percentile(known, 95) if known else None


def with_plain(readings: Readings, plain: dict[int, Beside]) -> Readings:
    """Every first picture with what FFmpeg needed for a camera of the same interval."""
    joined = dict(readings)
    for name, seen in readings.items():
        if "first_picture" not in name or seen.value is None:
            continue
        gop_s = int(name[-1]) if "_gop" in name else COMMON_GOP_S
        more = {**seen.beside, **plain.get(gop_s, {})}
        joined[name] = Reading(seen.value, more, seen.target, seen.why)
    return joined
