"""Sends the script's calls as the partners' systems would: real HTTP, real credentials, units that move."""

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import structlog

from bongsu.demo.accounts import Credentials
from bongsu.demo.script import CALLS, ROUND_S, ScriptedCall, Unit
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.geometry import Point, bearing_deg, distance_m
from bongsu.kernel.ids import new_id

log = structlog.get_logger()
_MOVE_EVERY_S = 2.0
_SENDERS = {"112": "KNPA.SEOUL", "119": "NFA.SEOUL"}


@dataclass(frozen=True, slots=True)
class Sending:
    """Where and as whom the calls are sent."""

    session: aiohttp.ClientSession
    origin: str
    credentials: Credentials
    clock: Clock

    async def send(self, call: ScriptedCall, number: str, msg_type: str, **more: object) -> None:
        message = {
            "msg_id": new_id("msg"),
            "sent_at": self._seoul().isoformat(),
            "sender": {"org": _SENDERS[call.system], "system": call.system},
            "service": call.service,
            "ext_incident_no": number,
            "msg_type": msg_type,
            **more,
        }
        headers = {"Authorization": f"Bearer {self.credentials.token_of(call.partner)}"}
        url = f"{self.origin}/link/v1/incidents"
        async with self.session.post(url, json=message, headers=headers) as answer:
            if answer.status >= 400:
                log.warning("call not taken", status=answer.status, call=number)

    def _seoul(self) -> datetime:
        return self.clock.now().astimezone(SEOUL)

    def number(self, call: ScriptedCall, count: int) -> str:
        return f"{call.system}-{self._seoul():%Y%m%d-%H%M}-{count:03d}"


async def play(sending: Sending, script: Sequence[ScriptedCall] = CALLS) -> None:
    """Round after round, until cancelled."""
    count = 0
    while True:
        async with asyncio.TaskGroup() as group:
            for call in script:
                count += 1
                group.create_task(_one(sending, call, sending.number(call, count)))
            group.create_task(asyncio.sleep(ROUND_S))


async def _one(sending: Sending, call: ScriptedCall, number: str) -> None:
    await asyncio.sleep(call.after_s)
    try:
        await sending.send(call, number, "NEW", **_opening(call, sending.clock.now()))
        async with asyncio.timeout(call.lasts_s):
            await _drive(sending, call, number)
    except TimeoutError:
        await sending.send(call, number, "CLOSE")
    except aiohttp.ClientError as problem:
        log.warning("node not reached", problem=type(problem).__name__)


def _opening(call: ScriptedCall, now: datetime) -> dict[str, object]:
    incident = {
        "category": call.category,
        "code": call.code,
        "summary_ko": call.summary,
        "reported_at": now.isoformat(),
    }
    location = {
        "lat": call.lat,
        "lon": call.lon,
        "accuracy_m": call.accuracy_m,
        "method": call.method,
        "address_road": call.address,
    }
    units = [_said(call.unit, Point(call.unit.lat, call.unit.lon), call)] if call.unit else []
    return {"incident": incident, "location": location, "responders": units}


def _said(unit: Unit, at: Point, call: ScriptedCall) -> dict[str, object]:
    scene = Point(call.lat, call.lon)
    return {
        "unit_id": unit.unit_id,
        "kind": unit.kind,
        "lat": round(at.lat, 6),
        "lon": round(at.lon, 6),
        "heading": round(bearing_deg(at, scene), 1),
        "eta_s": int(distance_m(at, scene) / (unit.speed_kmh / 3.6)),
    }


def towards(unit: Unit, scene: Point, driven_s: float) -> Point:
    """Where the unit is after so many seconds of driving; it stops 15 m before the scene."""
    start = Point(unit.lat, unit.lon)
    whole_m = max(distance_m(start, scene), 1.0)
    share = min(driven_s * unit.speed_kmh / 3.6, whole_m - 15.0) / whole_m
    share = max(0.0, share) if math.isfinite(share) else 0.0
    return Point(
        start.lat + (scene.lat - start.lat) * share, start.lon + (scene.lon - start.lon) * share
    )


async def _drive(sending: Sending, call: ScriptedCall, number: str) -> None:
    """Tells the unit's place until the call's time is over."""
    driven_s = 0.0
    while True:
        await asyncio.sleep(_MOVE_EVERY_S)
        driven_s += _MOVE_EVERY_S
        if call.unit is None:
            continue
        at = towards(call.unit, Point(call.lat, call.lon), driven_s)
        await sending.send(call, number, "UPDATE", responders=[_said(call.unit, at, call)])


class CallsPart:
    """A part: plays the script beside the node."""

    name = "scripted calls"

    def __init__(
        self,
        origin: str,
        credentials: Callable[[], Credentials],
        clock: Clock,
        script: Sequence[ScriptedCall] = CALLS,
    ) -> None:
        self._origin = origin
        self._credentials = credentials
        self._clock = clock
        self._script = script
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._play(), name="scripted calls")

    async def _play(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            sending = Sending(session, self._origin, self._credentials(), self._clock)
            await play(sending, self._script)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
