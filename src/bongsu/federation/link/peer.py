"""One peer as the federation process keeps it: how its link stands, what it may still send, what is under way."""

import asyncio
from collections.abc import Iterable
from datetime import datetime

from bongsu.federation.link.bounds import Bounds, Seconds
from bongsu.federation.link.messages import LinkState
from bongsu.federation.link.rules import Link
from bongsu.federation.link.settings import LinkSettings
from bongsu.kernel.bus import Subscription

_WAITING = 256
_ON_ITS_WAY_S = 0.2
_PERHAPS_LOST_S = 0.5
MOST_NAMED = 64


class Peer:
    """Owned by the gateway; heartbeat and flood change `link`."""

    def __init__(self, code: str, settings: LinkSettings, seconds: Seconds, now: datetime) -> None:
        self.code = code
        self.link = Link(since=now)
        self.is_direct = True
        self.bounds = Bounds(settings, seconds)
        self.hearing: Subscription | None = None
        self.is_deaf = False
        self.poked = asyncio.Event()
        # what this centre sends waits here rather than being refused over there
        self.room = asyncio.Semaphore(settings.at_once)
        self.waiting = 0
        self.asking: dict[int, asyncio.Future[bytes]] = {}
        self._asked_at: dict[int, float] = {}
        self._worries: dict[int, asyncio.TimerHandle] = {}
        self._seconds = seconds
        self.under_way: set[int] = set()

    def ask(self, number: int, asking: asyncio.Future[bytes]) -> None:
        self.asking[number], self._asked_at[number] = asking, self._seconds()
        loop = asyncio.get_running_loop()
        self._worries[number] = loop.call_later(_PERHAPS_LOST_S, self.poked.set)

    def end(self, number: int) -> None:
        self._worries.pop(number).cancel()
        del self.asking[number], self._asked_at[number]

    def asked(self) -> tuple[int, ...]:
        """What has waited long enough to be on its way for certain."""
        before = self._seconds() - _ON_ITS_WAY_S
        return tuple(number for number, at in self._asked_at.items() if at <= before)[:MOST_NAMED]

    def abandon(self, numbers: Iterable[int]) -> None:
        """Messages of ours that nobody will answer: whoever waits for them learns it now."""
        for number in numbers:
            if (asking := self.asking.get(number)) is not None:
                asking.cancel()

    @property
    def is_crowded(self) -> bool:
        return self.waiting >= _WAITING

    def poke(self) -> None:
        """A sign of life: ask at once rather than when the time has come. Not of a refused peer: two that refuse each
        other would never stop asking."""
        if self.link.state == "down":
            self.poked.set()

    def said(self) -> LinkState:
        heard = self.link.heard
        return LinkState(
            peer=self.code,
            state=self.link.state,
            since=self.link.since,
            reason=self.link.reason,
            rtt_ms=round(heard.rtt_ms, 2) if heard else None,
            skew_ms=round(heard.skew_ms, 1) if heard else None,
            release=heard.release if heard else "",
            protocol=heard.protocol if heard else 0,
            refused=self.bounds.refused,
            refused_last=self.bounds.refused_last,
        )
