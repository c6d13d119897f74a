"""Cuts of the line and kills of its ends while calls are opened and closed on both sides, and how soon all flows again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from bongsu.bench.federation.centre import BenchCentre
from bongsu.bench.federation.city import BenchCity, Say
from bongsu.bench.federation.load import Load, under_load
from bongsu.bench.federation.mail import Mail, between, mark
from bongsu.bench.federation.sizes import Sizes
from bongsu.bench.federation.updates import camera_ids, tell_state
from bongsu.bench.federation.waiting import until
from bongsu.bench.figures import Beside, Readings, percentile, reading

_WITHIN_S = 90.0
# camera states that change at each district while the line is cut
_CHANGES = 20


@dataclass(slots=True)
class Run:
    """What cuts and kills have shown so far."""

    loads: list[Load] = field(default_factory=list)
    flowing: list[float] = field(default_factory=list)
    caught_up: list[float] = field(default_factory=list)
    back: dict[str, list[float]] = field(default_factory=dict)
    alone_ms: list[float] = field(default_factory=list)
    cuts: int = 0
    kills: int = 0

    def readings(self, sizes: Sizes) -> Readings:
        alone = round(percentile(self.alone_ms, 95), 1) if self.alone_ms else None
        beside: Beside = {
            "cuts": self.cuts,
            "cut_s": sizes.cut_s,
            "calls": sum(len(one.taken) for one in self.loads),
            "call_answered_alone_p95_ms": alone,
        }
        backs = {f"after_kill_{name}": round(max(took), 2) for name, took in self.back.items()}
        return {
            "flow_after_heal_p95": reading(self.flowing, 95, beside),
            "caught_up_p95": reading(self.caught_up, 95, {**beside, **backs}),
        }


async def cut_and_kill(city: BenchCity, sizes: Sizes, run: Run, say: Say) -> None:
    """Everything that happens is in `run`, also when it ends early."""
    one, other = city["SEONGBUK"], city["GANGBUK"]
    async with under_load(one, other, every_s=sizes.call_every_s) as loads:
        run.loads = loads
        for number in range(sizes.cuts):
            await _cut(city, sizes, run, is_silent=number % 2 == 1)
            say(f"cut {number + 1}: flowing after {run.flowing[-1]:.2f} s")
        for number in range(sizes.kills):
            await _kill(city, run, number)
            run.kills += 1
            say(f"kill {number + 1} of {sizes.kills}")


async def _cut(city: BenchCity, sizes: Sizes, run: Run, *, is_silent: bool) -> None:
    """Reset, as when a switch goes, or silent, as when a radio link does."""
    one, other = city["SEONGBUK"], city["GANGBUK"]
    both = between(one, other)
    lines = [city.lines[each.code] for each in (one, other)]
    answered = [len(each.took_ms) for each in run.loads]
    for line in lines:
        if is_silent:
            line.swallow()
        else:
            line.cut()
    await asyncio.sleep(sizes.cut_s / 2)
    for each in (one, other):
        await _change_states(each, run.cuts)
    await asyncio.sleep(sizes.cut_s / 2)
    for load, before in zip(run.loads, answered, strict=True):
        run.alone_ms += load.took_ms[before:]
    there = mark(both, city.hub)
    before_heal = [(mail, mail.box()[1]) for mail in both]
    healed_s = perf_counter()
    for line in lines:
        line.heal()
    run.cuts += 1
    flowing = [_flows(mail, acknowledged, healed_s) for mail, acknowledged in before_heal]
    run.flowing += await asyncio.gather(*flowing)
    run.caught_up.append(await until(there.is_reached, _WITHIN_S) - healed_s)


async def _flows(mail: Mail, acknowledged: int, healed_s: float) -> float:
    return await until(lambda: mail.is_beyond(acknowledged), _WITHIN_S) - healed_s


async def _change_states(centre: BenchCentre, cut: int) -> None:
    bus = centre.bus()
    await bus.start()
    try:
        for camera_id in camera_ids(centre, _CHANGES):
            await tell_state(bus, camera_id, ("live", "dead")[cut % 2])
    finally:
        await bus.stop()


async def _kill(city: BenchCity, run: Run, number: int) -> None:
    """`kill -9` while messages are written and on their way. Measured to the end of what waited then."""
    name, kill = _victims(city)[number % 4]
    both = between(city["SEONGBUK"], city["GANGBUK"])
    kill()
    killed_s = perf_counter()
    there = mark(both, city.hub)
    took_s = await until(there.is_reached, _WITHIN_S) - killed_s
    run.back.setdefault(name, []).append(took_s)


def _victims(city: BenchCity) -> list[tuple[str, Callable[[], None]]]:
    district, other = city["SEONGBUK"], city["GANGBUK"]
    return [
        ("node", lambda: district.kill("node")),
        ("hub", city.hub.kill_all),
        ("federation", lambda: other.kill("federation")),
        ("district", other.kill_all),
    ]
