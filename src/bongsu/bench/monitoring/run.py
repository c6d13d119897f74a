"""Runs every measure of selective monitoring, the processor's cores shared among processes of their own, and puts the
figures together."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import aiohttp
import msgspec

from bongsu.bench.call.stand import Say
from bongsu.bench.figures import Reading, Readings, Report, figures_of
from bongsu.bench.machine import machine
from bongsu.bench.monitoring.alternatives import StepCosts
from bongsu.bench.monitoring.book import keep
from bongsu.bench.monitoring.build import this_build
from bongsu.bench.monitoring.costs import cost_readings
from bongsu.bench.monitoring.live import Live, measure_live
from bongsu.bench.monitoring.machine_kind import has_amx
from bongsu.bench.monitoring.promises import PROMISES
from bongsu.bench.monitoring.reckon import StreetSeen, curve_readings, verdict_readings
from bongsu.bench.monitoring.seen import PartSeen
from bongsu.bench.monitoring.sizes import DEPLOYED, Sizes, sizes_for
from bongsu.bench.processes import ChildSilent, child
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure

CHILD = "bongsu.bench.monitoring.one"
LONGEST_S = 1_800.0
T = TypeVar("T")
# what a step may meet on a machine that is too slow
_STOPS_A_STEP = (Failure, TimeoutError, aiohttp.ClientError, OSError, ExceptionGroup)
NO_CLIPS = "the real clips are not there: --clips names their folder"


class MonitoringBench:
    """One run; `measured` grows as the steps go by."""

    def __init__(self, clips: Path, sizes: Sizes, say: Say, *, quick: bool) -> None:
        self.measured: Readings = {}
        self.street: StreetSeen | None = None
        self._clips = clips
        self._sizes = sizes
        self._say = say
        self._quick = quick

    async def run(self) -> None:
        if self._sizes.side_by_side:
            live, (seen, told) = await asyncio.gather(self._live(), self._pictures())
        else:
            # the stand's processor time is measured while nothing else runs
            live = await self._live()
            seen, told = await self._pictures()
        self._put_together(live, seen, *told)

    async def _live(self) -> Live | None:
        step = measure_live(self._clips, self._sizes, self._say)
        return await self._step("live cameras", step)

    async def _pictures(self) -> tuple[list[object], list[object]]:
        parts = [self._asked("street", part) for part in range(self._sizes.parts)]
        seen = await self._step("street", asyncio.gather(*parts))
        others = [self._asked(name) for name in ("boxes", "steps", "health")]
        told = await self._step("boxes, steps, health", asyncio.gather(*others))
        return list(seen or []), list(told or [None] * len(others))

    def _put_together(
        self, live: Live | None, seen: list[object], boxes: object, steps: object, health: object
    ) -> None:
        if seen and None not in seen:
            self.street = StreetSeen([msgspec.convert(part, PartSeen) for part in seen])
            self.measured |= curve_readings(self.street) | verdict_readings(self.street)
        for told in (boxes, health):
            if told is not None:
                self.measured |= msgspec.convert(told, Readings)
        if live is not None:
            self.measured |= live.readings
            if steps is not None and live.per_camera is not None:
                costs = msgspec.convert(steps, StepCosts)
                self.measured |= cost_readings(live.per_camera, costs)

    async def _asked(self, measure: str, part: int = 0) -> object:
        question = {
            "measure": measure,
            "clips": str(self._clips),
            "quick": self._quick,
            "part": part,
        }
        try:
            async with child(CHILD) as one:
                return await one.ask(question, LONGEST_S)
        except ChildSilent as silent:
            self._say(f"{measure}: {silent.detail}")
            return None

    async def _step(self, title: str, step: Awaitable[T]) -> T | None:
        began_s = perf_counter()
        try:
            return await step
        except _STOPS_A_STEP as problem:
            said = problem.detail if isinstance(problem, Failure) else f"{problem!r}"
            self._say(f"{title}: {said}")
            return None
        finally:
            self._say(f"{title}: {perf_counter() - began_s:.1f} s")


async def run_monitoring(*, quick: bool, clips: Path, docs: Path | None, say: Say) -> Report:
    """Everything that it starts has ended when it returns, also when it is cancelled. `docs`: where the curve is kept."""
    began_at, began_s = SystemClock().now(), perf_counter()
    measured: Readings = {}
    if await asyncio.to_thread(clips.is_dir):
        bench = MonitoringBench(clips, sizes_for(quick=quick), say, quick=quick)
        await bench.run()
        measured = bench.measured
        if bench.street is not None and docs is not None:
            keep(docs, this_build(), bench.street.points(), DEPLOYED)
    else:
        measured = {name: Reading(None, why=NO_CLIPS) for name in PROMISES}
    return Report(
        bench="monitoring",
        quick=quick,
        at=began_at.isoformat(timespec="seconds"),
        took_s=round(perf_counter() - began_s, 1),
        machine=machine() | {"amx": "yes" if has_amx() else "no"},
        figures=figures_of(PROMISES, measured),
    )
