"""One peer as the federation process keeps it: how its link stands, what it may still send, what is under way."""

import asyncio
from datetime import datetime

from bongsu.federation.link.bounds import Bounds, Seconds
from bongsu.federation.link.messages import LinkState
from bongsu.federation.link.rules import Link
from bongsu.federation.link.settings import LinkSettings
from bongsu.kernel.bus import Subscription

_WAITING = 256


class Peer:
    """Owned by the gateway; heartbeat and flood change `link`."""

    def __init__(self, code: str, settings: LinkSettings, seconds: Seconds, now: datetime) -> None:
        self.code = code
        self.link = Link(since=now)
        self.bounds = Bounds(settings, seconds)
        self.hearing: Subscription | None = None
        self.is_deaf = False
        self.poked = asyncio.Event()
        # what this centre sends waits here rather than being refused over there
        self.room = asyncio.Semaphore(settings.at_once)
        self.waiting = 0

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
