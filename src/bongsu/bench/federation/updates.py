"""A camera of a district changes its state: from media's word on the district's bus to the hub's books."""

import asyncio
from random import Random
from time import perf_counter

import msgspec

from bongsu.bench.federation.centre import BenchCentre
from bongsu.bench.federation.city import BenchCity
from bongsu.bench.federation.waiting import until
from bongsu.bench.figures import Readings, percentile, reading
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.nats_bus import NatsBus

_STATE = "bongsu.media.camera_state"
_KEPT = "SELECT count(*) FROM camera_health WHERE camera_id = ? AND state = ?"
_HELD = "SELECT count(*) FROM peer_cameras WHERE camera_id = ? AND state = ?"
_WITHIN_S = 10.0
_LOOK_EVERY_S = 0.0005
_PAUSE_S = (0.25, 0.35)
# away from the first cameras, which stand at the border
_FROM = 2_000


async def measure_updates(city: BenchCity, updates: int) -> Readings:
    """One at a time, at any moment: what bursts do is another question."""
    owner, chance = city["GANGBUK"], Random(updates)
    cameras = camera_ids(owner, updates)
    took, from_commit = list[float](), list[float]()
    bus = owner.bus()
    await bus.start()
    try:
        for camera_id in cameras:
            await asyncio.sleep(chance.uniform(*_PAUSE_S))
            began_s = perf_counter()
            await tell_state(bus, camera_id, "dead")
            kept_s = await _until(owner, _KEPT, camera_id)
            held_s = await _until(city.hub, _HELD, camera_id)
            took.append((held_s - began_s) * 1000)
            from_commit.append((held_s - kept_s) * 1000)
    finally:
        await bus.stop()
    beside = {"from_commit_p99": round(percentile(from_commit, 99), 2)}
    return {f"update_p{percent}": reading(took, percent, beside) for percent in (50, 99)}


async def _until(centre: BenchCentre, query: str, camera_id: str) -> float:
    return await until(
        lambda: centre.number(query, camera_id, "dead") > 0, _WITHIN_S, _LOOK_EVERY_S
    )


def camera_ids(owner: BenchCentre, count: int) -> list[str]:
    query = "SELECT camera_id FROM cameras ORDER BY camera_id LIMIT ? OFFSET ?"
    held = owner.number("SELECT count(*) FROM cameras")
    return [row[0] for row in owner.rows(query, count, min(_FROM, max(0, held - count)))]


async def tell_state(bus: NatsBus, camera_id: str, state: str) -> None:
    """As its media process would."""
    said = {
        "camera_id": camera_id,
        "state": state,
        "since": SystemClock().now().isoformat(),
        "reason": "",
        "process": "bench",
    }
    await bus.publish(_STATE, msgspec.json.encode(said))
