"""Runs every measure of the federation and puts the figures together. One that fails costs its own figures only."""

import sqlite3
from collections.abc import Awaitable, Callable
from time import perf_counter

import aiohttp

from bongsu.bench.federation.city import BenchCity, Say, city
from bongsu.bench.federation.cuts import Run, cut_and_kill
from bongsu.bench.federation.hops import QUICKLY_COLD, measure_hops
from bongsu.bench.federation.load import Load
from bongsu.bench.federation.promises import PROMISES
from bongsu.bench.federation.proof import Proof, prove, quiet
from bongsu.bench.federation.rest import measure_rest
from bongsu.bench.federation.sizes import FULL, QUICK, Sizes
from bongsu.bench.federation.sync import measure_sync
from bongsu.bench.federation.updates import measure_updates
from bongsu.bench.figures import Beside, Reading, Readings, Report, figures_of
from bongsu.bench.machine import machine
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure

Step = Callable[[], Awaitable[Readings]]
# what a step may meet on a machine that is too slow, or in a city that does not come back
_STOPS_A_STEP = (Failure, TimeoutError, aiohttp.ClientError, sqlite3.Error, ExceptionGroup)


class FederationBench:
    """One run; `measured` grows as the steps go by."""

    def __init__(self, made: BenchCity, sizes: Sizes, say: Say) -> None:
        self.measured: Readings = {}
        self._city = made
        self._sizes = sizes
        self._say = say
        self._run = Run()

    async def run(self) -> None:
        sizes = self._sizes
        await self._step("catalogues", lambda: measure_sync(self._city))
        await self._step("lines", self._all_up)
        await self._step("rest", lambda: measure_rest(self._city, sizes))
        await self._step("updates", lambda: measure_updates(self._city, sizes.updates))
        await self._step("hops", lambda: measure_hops(self._city, sizes.openings))
        await self._step("cuts and kills", self._cuts)
        self.measured.update(self._run.readings(sizes))
        await self._step("comparison", self._compare)

    async def _step(self, title: str, step: Step) -> None:
        began_s = perf_counter()
        try:
            self.measured.update(await step())
        except _STOPS_A_STEP as problem:
            said = problem.detail if isinstance(problem, Failure) else f"{problem!r}"
            self._say(f"{title}: {said}")
        self._say(f"{title}: {perf_counter() - began_s:.1f} s")

    async def _all_up(self) -> Readings:
        await self._city.until_up()
        return {}

    async def _cuts(self) -> Readings:
        await cut_and_kill(self._city, self._sizes, self._run, self._say)
        return {}

    async def _compare(self) -> Readings:
        loads = self._run.loads
        await quiet(*(one.centre for one in loads))
        proof = prove(loads)
        return proof_readings(proof, loads, self._run)


def proof_readings(proof: Proof, loads: list[Load], run: Run) -> Readings:
    beside: Beside = {
        "cuts": run.cuts,
        "kills": run.kills,
        "calls": sum(len(one.taken) for one in loads),
        "repeated_by_partner": sum(one.repeated for one in loads),
        "messages": proof.messages,
        "incidents_across": proof.incidents,
        "grants_across": proof.grants,
        "ledger_rows": proof.ledger,
        "refused": proof.refused,
    }
    return {
        "lost": Reading(proof.lost, beside),
        "doubled": Reading(proof.doubled, beside),
        "out_of_order": Reading(proof.out_of_order, beside),
    }


async def run_federation(*, quick: bool, say: Say) -> Report:
    """Everything that it starts has ended when it returns, also when it is cancelled."""
    began_at, began_s = SystemClock().now(), perf_counter()
    sizes = QUICK if quick else FULL
    measured: Readings = {}
    async with city(sizes.districts, say, QUICKLY_COLD) as made:
        say(f"ready after {perf_counter() - began_s:.1f} s")
        bench = FederationBench(made, sizes, say)
        await bench.run()
        measured = bench.measured
    return Report(
        bench="federation",
        quick=quick,
        at=began_at.isoformat(timespec="seconds"),
        took_s=round(perf_counter() - began_s, 1),
        machine=machine(),
        figures=figures_of(PROMISES, measured),
    )
