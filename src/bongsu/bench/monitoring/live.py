"""What only running processes can tell: what a watched camera costs all of them, how long it takes from somebody's first
step to the operator's screen, and how soon a killed worker's cameras are looked at again."""

import asyncio
import os
import signal
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any  # Any: the node's JSON

import msgspec

from bongsu.bench.call.stand import Say
from bongsu.bench.figures import Beside, Readings, reading
from bongsu.bench.monitoring.costs import CLOSE_SHARE, PerCamera
from bongsu.bench.monitoring.sizes import Sizes
from bongsu.bench.monitoring.stand import LiveStand, live_stand
from bongsu.bench.monitoring.to_screen import to_screen
from bongsu.bench.monitoring.walker import walker_clip
from bongsu.kernel.clock import SystemClock
from bongsu.simulate.street.coded import KEY_EVERY_S

LOADED = ("vtest_720p15.mp4", "car_720p15.mp4")
_STARTS_WITHIN_S = 90.0
_BACK_WITHIN_S = 30.0
_POLL_S = 0.05


@dataclass(slots=True)
class Live:
    """`per_camera` None: the stand did not come up."""

    readings: Readings = field(default_factory=dict)
    per_camera: PerCamera | None = None


async def measure_live(clips: Path, sizes: Sizes, say: Say) -> Live:
    """Raises `Failure` or `TimeoutError` when the stand does not come up."""
    live = Live()
    with TemporaryDirectory(prefix="bongsu-bench-clips-") as made:
        folder = Path(made)
        for name in LOADED:
            copyfile(clips / name, folder / name)
        copyfile(await asyncio.to_thread(walker_clip, clips), folder / "walker.mp4")
        count = 3 * max(1, sizes.live_cameras // 3)
        async with live_stand(folder, count, 2, say) as stand:
            # clips go round in the order of their names: car, vtest, walker
            walkers = list(stand.cameras[2::3])
            live.per_camera = await _cost(stand, sizes, say)
            live.readings |= await to_screen(stand, walkers, sizes, say)
            live.readings |= await _takeover(stand, sizes, say)
    return live


async def _cost(stand: LiveStand, sizes: Sizes, say: Say) -> PerCamera:
    """Processor time with none and with all cameras watched, a twentieth of them closely; no rules, so that nothing else
    is looked at closely."""
    await asyncio.sleep(sizes.settles_s)
    idle = _rates(await _spent(stand, sizes.live_s))
    for camera in stand.cameras:
        await stand.rules(camera, [], 0)
    await stand.watch(stand.cameras)
    await stand.until_watched(stand.cameras, _STARTS_WITHIN_S)
    close = [*stand.cameras[: max(1, round(CLOSE_SHARE * len(stand.cameras)))]]
    for camera in close:
        await stand.attend(camera, 5)
    await asyncio.sleep(sizes.settles_s)
    busy = _rates(await _spent(stand, sizes.live_s))
    return await _per_camera(stand, idle, busy, len(close), say)


async def _spent(stand: LiveStand, seconds: float) -> tuple[dict[str, float], float]:
    before, began_s = stand.cpu_by_role(), monotonic()
    await asyncio.sleep(seconds)
    after = stand.cpu_by_role()
    return {role: after[role] - before[role] for role in after}, monotonic() - began_s


def _rates(spent: tuple[dict[str, float], float]) -> dict[str, float]:
    seconds, lasted_s = spent
    return {role: used / lasted_s for role, used in seconds.items()}


async def _per_camera(
    stand: LiveStand, idle: dict[str, float], busy: dict[str, float], close: int, say: Say
) -> PerCamera:
    count = len(stand.cameras)
    views = await stand.worker_views()
    seen = await stand.seen()
    intervals = [one["seen_interval_s"] for one in seen.values() if one["seen_interval_s"]]
    costs = {name: _mean(views, name) for name in ("decode", "detect", "track", "health", "take")}
    said: Beside = {
        **{f"cores_{role.replace('-', '_')}": round(used, 4) for role, used in busy.items()},
        **{f"{name}_ms_live": round(value, 2) for name, value in costs.items() if value},
        "cameras_live": count,
        "closely": close,
        "interval_p50_s": round(statistics.median(intervals), 2) if intervals else None,
        "cores_per_camera_live": round((sum(busy.values()) - sum(idle.values())) / count, 5),
    }
    say(f"{count} cameras: {sum(busy.values()):.3f} cores, {sum(idle.values()):.3f} without any")
    key = (costs["decode"] + costs["detect"]) / 1000 / KEY_EVERY_S
    looked = key * count * (KEY_EVERY_S / max(KEY_EVERY_S, statistics.median(intervals or [2.0])))
    beyond = (busy["analytics"] - idle["analytics"]) - looked
    others = busy["node"] - idle["node"] + busy["nats-server"] - idle["nats-server"]
    return PerCamera(
        pull=(busy["media"] - idle["media"]) / count,
        besides=max(0.0, others) / count + costs["track"] / 1000 / KEY_EVERY_S,
        idle=sum(idle.values()),
        said={**said, "beyond_key_looks_cores": round(beyond, 4)},
    )


def _mean(views: Sequence[dict[str, object]], name: str) -> float:
    known = [costs[name] for one in views if name in (costs := _costs(one))]
    return sum(known) / len(known) if known else 0.0


def _costs(view: dict[str, object]) -> dict[str, float]:
    return msgspec.convert(view["costs_ms"], dict[str, float])


async def _takeover(stand: LiveStand, sizes: Sizes, say: Say) -> Readings:
    """Kills one of two workers; until each of its cameras was looked at by another after the kill."""
    await stand.watch(stand.cameras)
    await stand.until_watched(stand.cameras, _STARTS_WITHIN_S)
    took: list[tuple[float, float]] = []
    for _ in range(sizes.takeovers):
        await _until_two(stand)
        took.append(await _kill_one(stand))
        say(f"held by another after {took[-1][0]:.0f} ms, looked at after {took[-1][1]:.0f} ms")
    looked = sorted(one[1] for one in took)
    beside: Beside = {"cameras": len(stand.cameras), "looked_at_again_most": round(looked[-1], 1)}
    return {"takeover_p95": reading([one[0] for one in took], 95, beside)}


async def _kill_one(stand: LiveStand) -> tuple[float, float]:
    """Milliseconds until each of its cameras is held by a worker that lives, and until it is looked at."""
    before = await stand.seen()
    name, victim = max(
        stand.workers().items(),
        key=lambda it: sum(one["worker"] == it[0] for one in before.values()),
    )
    lost = [camera for camera, one in before.items() if one["worker"] == name]
    os.kill(victim, signal.SIGKILL)
    killed_s, killed_at, held_ms = monotonic(), SystemClock().now(), None
    async with asyncio.timeout(_BACK_WITHIN_S):
        while True:
            seen = await stand.seen()
            now_ms = (monotonic() - killed_s) * 1000
            if held_ms is None and all(_is_held(seen.get(one), name) for one in lost):
                held_ms = now_ms
            if all(_is_back(seen.get(one), killed_at) for one in lost):
                return held_ms or now_ms, now_ms
            await asyncio.sleep(_POLL_S)


def _is_held(one: dict[str, Any] | None, by_dead: str) -> bool:
    return one is not None and one["worker"] not in ("", by_dead)


def _is_back(one: dict[str, Any] | None, killed_at: datetime) -> bool:
    if one is None or one["state"] not in ("watched", "escalated", "late") or not one["looked_at"]:
        return False
    return datetime.fromisoformat(one["looked_at"]) > killed_at


async def _until_two(stand: LiveStand) -> None:
    """The supervisor starts the killed one again; the next is killed when both hold cameras."""
    async with asyncio.timeout(_STARTS_WITHIN_S):
        while True:
            if sum(one["held"] > 0 for one in await stand.worker_views()) >= 2:
                return
            await asyncio.sleep(_POLL_S)
