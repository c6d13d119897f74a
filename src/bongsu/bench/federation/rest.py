"""What a linked centre needs while nothing happens: memory of what federation stands on, and the processor."""

import asyncio
from time import perf_counter

from bongsu.bench.federation.centre import BenchCentre
from bongsu.bench.federation.city import BenchCity
from bongsu.bench.federation.sizes import Sizes
from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.processes import OwnProcess, cpu_s, pss_mib


async def measure_rest(city: BenchCity, sizes: Sizes) -> Readings:
    """No pulls, no calls; every line up, the hub with all catalogues."""
    await asyncio.sleep(sizes.settle_s)
    used = await _used(city, sizes.idle_s)
    hub, neighbour = _memory(city.hub), _memory(city["SEONGBUK"])
    by_centre: Beside = {code.lower(): round(sum(own.values()), 2) for code, own in used.items()}
    by_role: Beside = {f"hub_{role}": round(one, 2) for role, one in used[city.hub.code].items()}
    worst = max(sum(own.values()) for own in used.values())
    return {
        "hub_rss": Reading(round(sum(hub.values()), 1), _rounded(hub)),
        "district_rss": Reading(round(sum(neighbour.values()), 1), _rounded(neighbour)),
        "idle_cpu": Reading(round(worst, 2), {**by_centre, **by_role, "over_s": sizes.idle_s}),
    }


def _memory(centre: BenchCentre) -> dict[str, float]:
    """Node, federation and both nats-servers; media and the supervisor are measured elsewhere."""
    found: dict[str, float] = {}
    for one in centre.processes():
        if (role := role_of(one)) in ("node", "federation", "bus", "link"):
            found[role] = found.get(role, 0.0) + pss_mib(one.pid)
    return found


async def _used(city: BenchCity, for_s: float) -> dict[str, dict[str, float]]:
    """Percent of one core by centre and role, all of its processes."""
    running = [(one.code, each) for one in city.centres.values() for each in one.processes()]
    before, began_s = [cpu_s(each.pid) for _, each in running], perf_counter()
    await asyncio.sleep(for_s)
    took_s = perf_counter() - began_s
    found: dict[str, dict[str, float]] = {}
    for (code, each), used_s in zip(running, before, strict=True):
        roles = found.setdefault(code, {})
        role = role_of(each)
        roles[role] = roles.get(role, 0.0) + (cpu_s(each.pid) - used_s) / took_s * 100
    return found


def role_of(process: OwnProcess) -> str:
    """By its command line."""
    words = process.words
    if "--only" in words:
        return words[words.index("--only") + 1]
    if any(one.endswith("/link/nats.conf") for one in words):
        return "link"
    return "bus" if any("nats" in one for one in words) else "supervisor"


def _rounded(some: dict[str, float]) -> Beside:
    return {name: round(one, 1) for name, one in sorted(some.items())}
