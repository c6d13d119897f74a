"""Runs every measure of accountability and puts the figures together. One that fails costs its own figures only."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp

from bongsu.bench.accountability.cases import cases
from bongsu.bench.accountability.compare import compare
from bongsu.bench.accountability.crash import crash_trials
from bongsu.bench.accountability.promises import PROMISES
from bongsu.bench.accountability.proofs import measure_proofs
from bongsu.bench.accountability.suspend import measure_suspension
from bongsu.bench.accountability.tampering import measure_tampering
from bongsu.bench.accountability.throughput import measure_throughput
from bongsu.bench.call.stand import Say, stand_up
from bongsu.bench.figures import Reading, Readings, Report, figures_of
from bongsu.bench.machine import machine
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure
from bongsu.kernel.migrate import upgrade
from bongsu.sharing.rules import decide

_SEED = 2026
Step = Callable[[], Awaitable[Readings]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How often each thing is done."""

    requests: int
    decisions: int
    tamperings: int
    rows: int
    seconds: float
    repeats: int
    kills: int
    suspensions: int


FULL = Sizes(
    requests=200_000, decisions=200_000, tamperings=10_000, rows=1_000_000, seconds=6.0,
    repeats=400, kills=200, suspensions=20,
)  # fmt: skip
QUICK = Sizes(
    requests=6_000, decisions=20_000, tamperings=200, rows=20_000, seconds=1.0,
    repeats=50, kills=8, suspensions=2,
)  # fmt: skip


class AccountabilityBench:
    """One run; `measured` grows as the steps go by."""

    def __init__(self, folder: Path, sizes: Sizes, say: Say) -> None:
        self.measured: Readings = {}
        self._folder = folder
        self._sizes = sizes
        self._say = say

    async def run(self) -> None:
        prepared = self._folder / "prepared.db"
        await upgrade(f"sqlite+aiosqlite:///{prepared}")
        await self._step("decisions", self._decisions)
        await self._step("oracle", self._oracle)
        await self._step("tampering", lambda: self._tampering(prepared))
        await self._step("kills and lost power", lambda: self._crashes(prepared))
        await self._step("rows", lambda: self._rows(prepared))
        await self._step("proofs", lambda: self._proofs(prepared))
        await self._step("suspension", self._suspension)

    async def _step(self, title: str, step: Step) -> None:
        began_s = perf_counter()
        try:
            self.measured.update(await step())
        except (Failure, TimeoutError, aiohttp.ClientError) as problem:
            self._say(f"{title}: {problem.detail if isinstance(problem, Failure) else problem}")
        self._say(f"{title}: {perf_counter() - began_s:.1f} s")

    async def _oracle(self) -> Readings:
        compared = await asyncio.to_thread(compare, cases(_SEED, self._sizes.requests))
        beside = {name: float(count) for name, count in sorted(compared.outcomes.items())}
        found = Reading(len(compared.disagreements), {"asked": compared.requests, **beside})
        return {"oracle_disagreements": found}

    async def _decisions(self) -> Readings:
        per_s = await asyncio.to_thread(decisions_per_s, self._sizes.decisions)
        return {"decisions_per_s": Reading(round(per_s), {"repeats": self._sizes.decisions})}

    async def _crashes(self, prepared: Path) -> Readings:
        kills = self._sizes.kills
        crashes = await asyncio.to_thread(
            crash_trials, prepared, self._folder, kills=kills, seed=_SEED
        )
        beside = {"kills": crashes.kills, "cut_back": crashes.cuts, "rows": crashes.rows}
        return {"kill9_lost": Reading(crashes.lost, dict(beside))}

    async def _tampering(self, prepared: Path) -> Readings:
        signed = self._folder / "signed.db"
        shutil.copy(prepared, signed)
        return await measure_tampering(self._folder, signed, attempts=self._sizes.tamperings)

    async def _rows(self, prepared: Path) -> Readings:
        sizes = self._sizes
        return await measure_throughput(prepared, seconds=sizes.seconds, requests=sizes.repeats)

    async def _proofs(self, prepared: Path) -> Readings:
        return await measure_proofs(prepared, rows=self._sizes.rows)

    async def _suspension(self) -> Readings:
        async with stand_up(self._say) as stand:
            return await measure_suspension(stand, suspensions=self._sizes.suspensions)


def decisions_per_s(count: int) -> float:
    """Of our rules alone, on one core: policies of one to three agreements."""
    asked = [
        (case.policy, request, case.now) for case in cases(1, count) for request in case.requests
    ]
    began_s = perf_counter()
    for policy, request, now in asked:
        decide(policy, request, now)
    return count / (perf_counter() - began_s)


async def run_accountability(*, quick: bool, say: Say) -> Report:
    """Everything that it starts has ended when it returns, also when it is cancelled."""
    began_at, began_s = SystemClock().now(), perf_counter()
    with tempfile.TemporaryDirectory(prefix="bongsu-accountability-") as folder:
        bench = AccountabilityBench(Path(folder), QUICK if quick else FULL, say)
        await bench.run()
    return Report(
        bench="accountability",
        quick=quick,
        at=began_at.isoformat(timespec="seconds"),
        took_s=round(perf_counter() - began_s, 1),
        machine=machine(),
        figures=figures_of(PROMISES, bench.measured),
    )
