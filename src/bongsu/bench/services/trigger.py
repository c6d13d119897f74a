"""From a partner's message over HTTP to the right screen that is told of it, and to the first picture."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from time import perf_counter
from typing import Any  # Any: the protocol's JSON

import aiohttp

from bongsu.bench.figures import Beside, Reading, Readings, percentile, reading
from bongsu.bench.services.scenes import happy_scenes, opening, screens_of, window_s
from bongsu.bench.services.screens import Heard, Told, incident_with_tiles, screen_of
from bongsu.bench.services.stand import SPOT, ServiceStand
from bongsu.kernel.clock import SystemClock
from bongsu.media.wire import Kind
from bongsu.services.shared.scenes import Scene, Stage
from bongsu.simulate.partner import Line

_WITHIN_S = 8.0
_PICTURE_WITHIN_S = 12.0


class Watching:
    """Pictures of one tile; times are `perf_counter`."""

    def __init__(self) -> None:
        self.pictures: list[float] = []
        self.news = asyncio.Event()

    async def read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is aiohttp.WSMsgType.BINARY and message.data[0] == Kind.FRAGMENT:
                self.pictures.append(perf_counter())
            self.news.set()

    async def first(self) -> float:
        """Raises `TimeoutError`."""
        async with asyncio.timeout(_PICTURE_WITHIN_S):
            while not self.pictures:
                self.news.clear()
                await self.news.wait()
        return self.pictures[0]


@asynccontextmanager
async def watching(stand: ServiceStand, ticket: Told) -> AsyncIterator[Watching]:
    """For as long as the block lasts."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(ticket["url"], origin=stand.origin, max_msg_size=0) as socket,
    ):
        await socket.send_json({"ticket": ticket["ticket"], "stream": "main"})
        seen = Watching()
        task = asyncio.create_task(seen.read(socket), name="bench watching")
        try:
            yield seen
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def ticket_of(incident_id: str, view: Told) -> Any:
    """Looks for the ticket of a lending of this incident."""
    grants = {one["grant_id"] for one in view["lendings"]}

    def look(told: Told) -> Told | None:
        return told if told["kind"] == "ticket" and told["grant_id"] in grants else None

    return look


def line_of(stand: ServiceStand) -> Line:
    return Line(stand.line, stand.origin, stand.tokens)


class Triggers:
    """One run: what each service took, in ms."""

    def __init__(self, stand: ServiceStand, screens: Mapping[str, Heard]) -> None:
        self._stand = stand
        self._screens = screens
        self.took: dict[str, list[float]] = defaultdict(list)
        self.pictures: list[float] = []
        self.missed: list[str] = []

    async def play(self, scene: Scene, *, with_picture: bool) -> None:
        stage, staged_s = Stage(SystemClock().now(), SPOT), perf_counter()
        line, (first, rest) = line_of(self._stand), opening(scene, stage)
        for said in first[:-1]:
            await line.say(said, scene.partner)
        began_s = perf_counter()
        answer = await line.say(first[-1], scene.partner)
        if not answer.is_taken:
            self.missed.append(f"{scene.service} {scene.name}: {answer.status} {answer.body[:80]}")
            return
        # a window runs from the press on the phone, which is the scene's begin
        due_s = max(began_s, staged_s + window_s(scene))
        await asyncio.gather(
            *(
                self._shown(scene, name, (stage.now, began_s, due_s), with_picture=with_picture)
                for name in screens_of(scene)
            )
        )
        for said in rest:
            await line.say(said, scene.partner)

    async def _shown(
        self, scene: Scene, name: str, began: tuple[datetime, float, float], *, with_picture: bool
    ) -> None:
        since, began_s, due_s = began
        look, within_s = incident_with_tiles(scene.service, since), _WITHIN_S + due_s - began_s
        try:
            at_s, view = await self._screens[name].until(look, began_s, within_s)
        except TimeoutError:
            self.missed.append(f"{scene.service} {scene.name}: not on {name}")
            return
        self.took[scene.service].append((at_s - due_s) * 1000)
        # a room's tiles open by themselves; the centre's own by a key
        if with_picture and view["tiles"] and name not in ("OPERATOR", "SHIFT_LEAD"):
            await self._picture(name, view, due_s)

    async def _picture(self, name: str, view: Told, began_s: float) -> None:
        with suppress(TimeoutError, aiohttp.ClientError):
            look = ticket_of(view["incident_id"], view)
            _, ticket = await self._screens[name].until(look, began_s, _WITHIN_S)
            async with watching(self._stand, ticket) as seen:
                self.pictures.append((await seen.first() - began_s) * 1000)


async def measure_triggers(stand: ServiceStand, *, rounds: int) -> Readings:
    """Every happy scene, one after the other; those that wait for a window beside the others."""
    async with AsyncExitStack() as stack:
        scenes = happy_scenes()
        names = {name for scene in scenes for name in screens_of(scene)}
        screens = {
            name: await stack.enter_async_context(screen_of(stand.people[name].session))
            for name in sorted(names)
        }
        run = Triggers(stand, screens)
        at_once = [one for one in scenes if not window_s(one)]
        waiting = [one for one in scenes if window_s(one)]
        for number in range(rounds):
            beside = [asyncio.create_task(run.play(one, with_picture=False)) for one in waiting]
            for scene in at_once:
                await run.play(scene, with_picture=number == 0)
            await asyncio.gather(*beside)
    return _readings(run)


def _readings(run: Triggers) -> Readings:
    every = [ms for some in run.took.values() for ms in some]
    beside: Beside = {"services": len(run.took), "missed": len(run.missed)}
    beside |= {f"{one}_p95": round(percentile(ms, 95), 1) for one, ms in sorted(run.took.items())}
    found = reading(every, 95, beside)
    why = "; ".join(run.missed[:4])
    # what never reached its screen is no time at all
    value = None if run.missed else found.value
    return {
        "trigger_to_screen_p95": Reading(value, found.beside, why=why),
        "trigger_to_first_picture_p95": reading(run.pictures, 95),
    }
