"""Runs every measure of planning, one after the other, each in a process of its own."""

from time import perf_counter

import msgspec

from bongsu.bench.call.stand import Say
from bongsu.bench.figures import Reading, Readings, Report, figures_of
from bongsu.bench.machine import machine
from bongsu.bench.planning.names import NAMES
from bongsu.bench.planning.promises import PROMISES
from bongsu.bench.processes import ChildSilent, child
from bongsu.kernel.clock import SystemClock

CHILD = "bongsu.bench.planning.one"
LONGEST_S = 1_200.0


async def run_planning(*, quick: bool, say: Say) -> Report:
    """Everything that it starts has ended when it returns, also when it is cancelled."""
    began_at, began_s = SystemClock().now(), perf_counter()
    measured: Readings = {}
    for measure, names in NAMES.items():
        took_s = perf_counter()
        measured.update(await _measured(measure, names, quick=quick))
        say(f"{measure}: {perf_counter() - took_s:.1f} s")
    return Report(
        bench="planning",
        quick=quick,
        at=began_at.isoformat(timespec="seconds"),
        took_s=round(perf_counter() - began_s, 1),
        machine=machine(),
        figures=figures_of(PROMISES, measured),
    )


async def _measured(measure: str, names: tuple[str, ...], *, quick: bool) -> Readings:
    try:
        async with child(CHILD) as one:
            told = await one.ask({"measure": measure, "quick": quick}, LONGEST_S)
    except ChildSilent as silent:
        return {name: Reading(None, why=silent.detail) for name in names}
    return msgspec.convert(told, Readings)
