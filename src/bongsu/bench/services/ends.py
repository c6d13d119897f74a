"""Pictures that still come a second after a service was withdrawn, closed, finished or fell silent."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.services.scenes import named, opening, screens_of, short_order
from bongsu.bench.services.screens import Heard, Told, incident_with_tiles, screen_of
from bongsu.bench.services.stand import SPOT, ServiceStand
from bongsu.bench.services.trigger import line_of, ticket_of, watching
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure, Kind
from bongsu.services.anklet.service import SILENT_AFTER_S
from bongsu.services.shared.scenes import Scene, Stage

ALLOWED_S = 1.0
_LOOKED_AT_S = 2.5
_WITHIN_S = 15.0
_ORDER_S = 7.0


class NotTaken(Failure):
    """The node refused the message with which the try begins."""

    kind = Kind.REFUSED
    code = "not_taken"


@dataclass
class Ends:
    """How often each way was tried, and the pictures that came too late."""

    tried: dict[str, int]
    late: int = 0


async def measure_ends(stand: ServiceStand, *, rounds: int, silent: bool) -> Readings:
    """`silent`: also a partner that says nothing any more, which takes two minutes."""
    found = Ends({"withdrawn": 0, "closed": 0, "finished": 0, "silent": 0})
    for _ in range(rounds):
        for way in ("withdrawn", "closed", "finished"):
            await _try(stand, way, found)
    if silent:
        await _try(stand, "silent", found)
    beside: Beside = dict(found.tried)
    return {"frames_after_end": Reading(found.late, beside)}


def _scene_of(way: str) -> Scene:
    if way == "finished":
        return short_order(_ORDER_S)
    if way == "silent":
        return named("ANKLET", "silent")
    return named("P112_DISPATCH", "happy")


async def _try(stand: ServiceStand, way: str, found: Ends) -> None:
    """Raises `TimeoutError` when no picture ever came."""
    scene = _scene_of(way)
    name = screens_of(scene)[0]
    async with AsyncExitStack() as stack:
        screen = await stack.enter_async_context(screen_of(stand.people[name].session))
        stage = Stage(SystemClock().now(), SPOT)
        began_s = perf_counter()
        first, rest = opening(scene, stage)
        for said in first:
            heard = await line_of(stand).say(said, scene.partner)
            if not heard.is_taken:
                raise NotTaken(f"{way}: {heard.body}")
        _, ticket = await _ticket(screen, scene, stage.now, began_s)
        seen = await stack.enter_async_context(watching(stand, ticket))
        await seen.first()
        ended_s = began_s + {"finished": _ORDER_S, "silent": float(SILENT_AFTER_S)}.get(way, 0.0)
        if way == "withdrawn":
            operator = stand.people["OPERATOR"].session
            path = f"/api/grants/{ticket['grant_id']}/withdraw"
            async with operator.post(path, json={}) as answer:
                answer.raise_for_status()
            ended_s = perf_counter()
        elif way == "closed":
            await line_of(stand).say(rest[-1], scene.partner)
            ended_s = perf_counter()
        await asyncio.sleep(max(0.0, ended_s + _LOOKED_AT_S - perf_counter()))
        found.tried[way] += 1
        found.late += sum(at_s > ended_s + ALLOWED_S for at_s in seen.pictures)
        if way == "withdrawn":
            await line_of(stand).say(rest[-1], scene.partner)


async def _ticket(
    screen: Heard, scene: Scene, since: datetime, began_s: float
) -> tuple[Told, Told]:
    _, view = await screen.until(incident_with_tiles(scene.service, since), began_s, _WITHIN_S)
    _, ticket = await screen.until(ticket_of(view["incident_id"], view), began_s, _WITHIN_S)
    return view, ticket
