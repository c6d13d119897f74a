"""What screens are told over the feed, with the time of each message."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any  # Any: the feed's JSON

import aiohttp
import msgspec

from bongsu.bench.feed import hearing

Told = dict[str, Any]


@dataclass
class Heard:
    """One screen. `raw` keeps every message as it came."""

    raw: list[tuple[float, bytes]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, at_s: float, body: bytes) -> None:
        self.raw.append((at_s, body))
        self.news.set()

    async def until(
        self, look: Callable[[Told], Told | None], after_s: float, within_s: float
    ) -> tuple[float, Told]:
        """The first message after that moment in which `look` finds something. Raises `TimeoutError`."""
        read = 0
        async with asyncio.timeout(within_s):
            while True:
                self.news.clear()
                while read < len(self.raw):
                    at_s, body = self.raw[read]
                    read += 1
                    found = look(msgspec.json.decode(body)) if at_s >= after_s else None
                    if found is not None:
                        return at_s, found
                await self.news.wait()


@asynccontextmanager
async def screen_of(session: aiohttp.ClientSession) -> AsyncIterator[Heard]:
    """The feed of whoever is signed in there, for as long as the block lasts."""
    heard = Heard()
    async with hearing(
        session, lambda text: heard.hear(perf_counter(), text.encode()), most_bytes=0
    ):
        yield heard


def incident_with_tiles(service: str, since: datetime) -> Callable[[Told], Told | None]:
    """An incident of this service, opened since, that shows something: tiles, a question, or for discreet eyes a number."""

    def look(told: Told) -> Told | None:
        if told["kind"] != "incident":
            return None
        view: Told = told["incident"]
        if view["service"] != service or view["ended"] is not None:
            return None
        if datetime.fromisoformat(view["received_at"]) < since:
            return None
        shown = view["tile_count"] if view["discreet"] else len(view["tiles"])
        waits = any(one["state"] == "waiting" for one in view["lendings"])
        return view if shown or waits else None

    return look
