"""Calls as a partner sends them, and the room's feed that hears of them."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from time import perf_counter
from typing import Any  # Any: the feed's JSON

import aiohttp
import msgspec

from bongsu.bench.call.stand import Stand
from bongsu.bench.feed import hearing
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.geometry import Point
from bongsu.kernel.ids import new_id

ROOM_TICKETS = 5
_LINK = "/link/v1/incidents"


class Partner:
    """112's system: sends a robbery, closes it again."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._places = iter(stand.district.places)
        self._numbers = count(1)
        self._headers = {"Authorization": f"Bearer {stand.district.partner_token}"}

    def number(self) -> str:
        return f"BENCH-{next(self._numbers):04d}"

    async def call(self, number: str) -> dict[str, Any]:
        """At the next place of the district. Answers as the node did."""
        place = next(self._places)
        now = SystemClock().now().isoformat()
        incident = {"category": "ROBBERY", "code": "C0", "summary_ko": "측정", "reported_at": now}
        return await self._send(number, "NEW", incident=incident, location=_location(place))

    async def close(self, number: str) -> None:
        await self._send(number, "CLOSE")

    async def _send(self, number: str, word: str, **more: object) -> dict[str, Any]:
        message = {
            "msg_id": new_id("msg"),
            "sent_at": SystemClock().now().isoformat(),
            "sender": {"org": "KNPA.SEOUL", "system": "112"},
            "service": "P112_DISPATCH",
            "ext_incident_no": number,
            "msg_type": word,
            **more,
        }
        session = self._stand.room
        async with session.post(_LINK, json=message, headers=self._headers) as answer:
            said: dict[str, Any] = await answer.json()
            return said


def _location(place: Point) -> dict[str, object]:
    return {"lat": place.lat, "lon": place.lon, "accuracy_m": 12.0, "method": "GPS"}


@dataclass(frozen=True, slots=True)
class Opened:
    """An incident with the tickets of its first tiles. `at_s` is when the last of all that came."""

    at_s: float
    tickets: list[dict[str, Any]]


class Feed:
    """What the room's screen was told, with the time of each message."""

    def __init__(self) -> None:
        self._incidents: dict[str, tuple[float, dict[str, Any]]] = {}
        self._tickets: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}
        self._heard = asyncio.Event()

    def hear(self, at_s: float, message: dict[str, Any]) -> None:
        if message["kind"] == "incident":
            incident = message["incident"]
            first_s, _ = self._incidents.get(incident["ext_incident_no"], (at_s, None))
            self._incidents[incident["ext_incident_no"]] = (first_s, incident)
        elif message["kind"] == "ticket":
            key = (message["grant_id"], message["camera_id"])
            self._tickets.setdefault(key, (at_s, message))
        self._heard.set()

    def opened(self, number: str) -> Opened | None:
        """None until the incident, its tiles and the tickets of the first tiles are all there."""
        if number not in self._incidents:
            return None
        at_s, incident = self._incidents[number]
        wanted = [
            (tile["grant_id"], tile["camera_id"]) for tile in incident["tiles"][:ROOM_TICKETS]
        ]
        if not wanted or not all(key in self._tickets for key in wanted):
            return None
        came = [self._tickets[key] for key in wanted]
        return Opened(max(at_s, *(one for one, _ in came)), [ticket for _, ticket in came])

    async def until_opened(self, number: str, within_s: float = 10.0) -> Opened:
        """Raises `TimeoutError`."""
        async with asyncio.timeout(within_s):
            while (opened := self.opened(number)) is None:
                self._heard.clear()
                await self._heard.wait()
            return opened


@asynccontextmanager
async def feed_of(session: aiohttp.ClientSession) -> AsyncIterator[Feed]:
    """The feed of whoever is signed in on `session`, for as long as the block lasts."""
    feed = Feed()
    async with hearing(session, lambda text: feed.hear(perf_counter(), msgspec.json.decode(text))):
        yield feed


def camera_ids(answer: dict[str, Any]) -> list[str]:
    """The cameras of a node's answer whose tiles open by themselves."""
    cameras: Iterable[dict[str, Any]] = sorted(answer["cameras"], key=lambda one: one["rank"])
    return [str(one["camera_id"]) for one in cameras][:ROOM_TICKETS]
