"""Runs every measure of the linked services and puts the figures together. One that fails costs its own figures only."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp

from bongsu.bench.call.stand import Say
from bongsu.bench.figures import Reading, Readings, Report, figures_of
from bongsu.bench.machine import machine
from bongsu.bench.services.drills import measure_drills
from bongsu.bench.services.ends import measure_ends
from bongsu.bench.services.matrix import measure_matrix
from bongsu.bench.services.promises import PROMISES
from bongsu.bench.services.stand import ServiceStand, stand_up
from bongsu.bench.services.trigger import measure_triggers
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure

Step = Callable[[], Awaitable[Readings]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How often each thing is done. `messages`: of the matrix, each asked about every agency."""

    messages: int
    rounds: int
    drills: int
    ends: int
    silent: bool


FULL = Sizes(messages=2_500, rounds=12, drills=100, ends=4, silent=True)
QUICK = Sizes(messages=80, rounds=1, drills=10, ends=1, silent=False)


class ServicesBench:
    """One run; `measured` grows as the steps go by."""

    def __init__(self, folder: Path, sizes: Sizes, say: Say) -> None:
        self.measured: Readings = {}
        self._folder = folder
        self._sizes = sizes
        self._say = say

    async def run(self) -> None:
        sizes = self._sizes
        async with stand_up(self._say) as stand:
            await self._on(stand)
        # last, on a machine that has nothing else to do: it is no measure of time
        await self._step(
            "matrix", ["refusals_"], lambda: measure_matrix(self._folder, messages=sizes.messages)
        )

    async def _on(self, stand: ServiceStand) -> None:
        sizes = self._sizes
        await self._step(
            "triggers", ["trigger_"], lambda: measure_triggers(stand, rounds=sizes.rounds)
        )
        # neither is a measure of milliseconds
        await asyncio.gather(
            self._step(
                "ends",
                ["frames_"],
                lambda: measure_ends(stand, rounds=sizes.ends, silent=sizes.silent),
            ),
            self._step("exercises", ["drill_"], lambda: measure_drills(stand, drills=sizes.drills)),
        )

    async def _step(self, title: str, prefixes: list[str], step: Step) -> None:
        began_s = perf_counter()
        try:
            self.measured.update(await step())
        except (Failure, TimeoutError, aiohttp.ClientError) as problem:
            why = problem.detail if isinstance(problem, Failure) else repr(problem)
            self._say(f"{title}: {why}")
            for name in PROMISES:
                if name.startswith(tuple(prefixes)):
                    self.measured.setdefault(name, Reading(None, why=why))
        self._say(f"{title}: {perf_counter() - began_s:.1f} s")


async def run_services(*, quick: bool, say: Say) -> Report:
    """Everything that it starts has ended when it returns, also when it is cancelled."""
    began_at, began_s = SystemClock().now(), perf_counter()
    with tempfile.TemporaryDirectory(prefix="bongsu-services-") as folder:
        bench = ServicesBench(Path(folder), QUICK if quick else FULL, say)
        await bench.run()
    return Report(
        bench="services",
        quick=quick,
        at=began_at.isoformat(timespec="seconds"),
        took_s=round(perf_counter() - began_s, 1),
        machine=machine(),
        figures=figures_of(PROMISES, bench.measured),
    )
