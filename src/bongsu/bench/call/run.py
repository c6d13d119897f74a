"""Runs every step on one stand and puts the figures together. A step that fails costs its own figures only."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from time import perf_counter
from typing import Any  # Any: the child's JSON

import aiohttp
import msgspec

from bongsu.bench.call import reckon
from bongsu.bench.call.calls import Partner
from bongsu.bench.call.chromium import Chromium, NoBrowser, chromium
from bongsu.bench.call.cut import measure_cut
from bongsu.bench.call.faults import measure_faults
from bongsu.bench.call.load import measure_pulls, measure_viewers
from bongsu.bench.call.messages import measure_messages
from bongsu.bench.call.pictures import (
    measure_cold,
    measure_stills,
    measure_warm,
    plain_opens,
    remember_stills,
    with_plain,
)
from bongsu.bench.call.promises import PROMISES
from bongsu.bench.call.room import measure_room
from bongsu.bench.call.sizes import Sizes, sizes_for
from bongsu.bench.call.stand import Say, Stand, stand_up, until_quiet
from bongsu.bench.call.watching import Tickets
from bongsu.bench.figures import Beside, Reading, Readings, Report, figures_of
from bongsu.bench.machine import machine
from bongsu.bench.processes import child
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure

Step = Callable[[], Awaitable[Readings]]


class CallBench:
    """One run. `measured` grows as the steps go by."""

    def __init__(self, stand: Stand, browser: Chromium | None, sizes: Sizes, say: Say) -> None:
        self.measured: Readings = {}
        self._stand = stand
        self._browser = browser
        self._sizes = sizes
        self._say = say
        self._partner = Partner(stand)
        self._tickets = Tickets(stand)
        self._plain: dict[int, Beside] = {}

    async def run(self) -> None:
        """When time is short, what disturbs nobody runs beside it; else one after the other, on a quiet stand."""
        await self._together(
            self._step("viewers of one camera", ["viewers"], self._viewers), self._reckoning()
        )
        await self._step("warm first picture", ["warm_"], self._warm)
        await self._together(
            self._step("cold first picture", ["cold_"], self._cold),
            self._step("frozen and returning cameras", ["frozen_", "back_"], self._faults),
            self._incidents(),
        )
        await self._step("a hundred pulls", ["pull100_"], self._pulls)
        await self._step("stills", ["still_"], self._stills)
        await self._step("message to feed", ["message_to"], self._messages)
        self.measured = with_plain(self.measured, self._plain)

    async def _reckoning(self) -> None:
        await self._step("ranking", ["sees_"], self._rank)
        await self._step("choice of camera", ["first_tile_"], self._choose)
        await self._step("plain opens", [], self._open_plainly)

    async def _incidents(self) -> None:
        await self._step("withdraw to last picture", ["withdraw_"], self._cut)
        await self._step("room page", ["room_"], self._room)

    async def _together(self, *steps: Awaitable[None]) -> None:
        if self._sizes.side_by_side:
            await asyncio.gather(*steps)
        else:
            for step in steps:
                await step

    async def _step(self, title: str, prefixes: Sequence[str], step: Step) -> None:
        began_s = perf_counter()
        try:
            if not self._sizes.side_by_side:
                await until_quiet(self._stand)
            self.measured.update(await step())
        except (Failure, TimeoutError, aiohttp.ClientError) as problem:
            why = problem.detail if isinstance(problem, Failure) else _said(problem)
            self._say(f"{title}: {why}")
            for name in PROMISES:
                if name.startswith(tuple(prefixes)) and prefixes:
                    self.measured.setdefault(name, Reading(None, why=why))
        self._say(f"{title}: {perf_counter() - began_s:.1f} s")

    def _page(self) -> Chromium:
        if self._browser is None:
            raise NoBrowser("no browser runs here")
        return self._browser

    async def _messages(self) -> Readings:
        return await measure_messages(self._stand, self._partner, self._sizes)

    async def _warm(self) -> Readings:
        if self._sizes.side_by_side:
            await remember_stills(self._stand, self._sizes)
        return await measure_warm(self._stand, self._page(), self._tickets, self._sizes)

    async def _cold(self) -> Readings:
        return await measure_cold(self._stand, self._page(), self._tickets, self._sizes)

    async def _faults(self) -> Readings:
        return await measure_faults(self._stand, self._tickets, self._sizes)

    async def _room(self) -> Readings:
        return await measure_room(self._stand, self._page(), self._partner, self._sizes)

    async def _cut(self) -> Readings:
        return await measure_cut(self._stand, self._browser, self._partner, self._sizes)

    async def _viewers(self) -> Readings:
        return await measure_viewers(self._stand, self._tickets, self._sizes)

    async def _pulls(self) -> Readings:
        return await measure_pulls(self._stand, self._sizes)

    async def _stills(self) -> Readings:
        # Media keeps the last pictures of some hundred cameras; a full run shows it more than that.
        if not self._sizes.side_by_side:
            await remember_stills(self._stand, self._sizes)
        return await measure_stills(self._stand, self._page(), self._tickets, self._sizes)

    async def _open_plainly(self) -> Readings:
        self._plain = await plain_opens(self._stand, self._sizes)
        return {}

    async def _rank(self) -> Readings:
        return await _reckoned(reckon.Asked(queries=self._sizes.queries))

    async def _choose(self) -> Readings:
        return await _reckoned(reckon.Asked(quarters=self._sizes.quarters))


async def _reckoned(asked: reckon.Asked) -> Readings:
    async with child(reckon.__name__) as process:
        answer = await process.ask(asked, within_s=300)
    return readings_of(msgspec.convert(answer, list[dict[str, Any]]))


def readings_of(figures: Sequence[dict[str, Any]]) -> Readings:
    """Finished figures of other measures, under this bench's names."""
    return {
        str(one["name"]).replace("_bearings_unknown", "_unknown"): Reading(
            one["value"], one["beside"], one["target"]
        )
        for one in figures
        if "buildings" not in one["name"]
    }


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__} {problem}".strip()


async def run_call(*, quick: bool, say: Say) -> Report:
    """Everything that it starts has ended when it returns, also when it is cancelled."""
    began_at, began_s = SystemClock().now(), perf_counter()
    async with AsyncExitStack() as stack:
        async with asyncio.TaskGroup() as group:
            standing = group.create_task(stack.enter_async_context(stand_up(say)))
            browsing = group.create_task(stack.enter_async_context(_browser_or_none(say)))
        browser = browsing.result()
        sizes = sizes_for(quick=quick, started_in_s=perf_counter() - began_s)
        bench = CallBench(standing.result(), browser, sizes, say)
        say(f"ready after {perf_counter() - began_s:.1f} s")
        await bench.run()
        version = browser.version if browser else ""
    return Report(
        bench="call",
        quick=quick,
        at=began_at.isoformat(timespec="seconds"),
        took_s=round(perf_counter() - began_s, 1),
        machine=machine(version),
        figures=figures_of(PROMISES, bench.measured),
    )


@asynccontextmanager
async def _browser_or_none(say: Say) -> AsyncIterator[Chromium | None]:
    async with AsyncExitStack() as stack:
        try:
            browser = await stack.enter_async_context(chromium())
        except NoBrowser as problem:
            say(f"no figures of the browser: {problem.detail}")
            yield None
        else:
            yield browser
