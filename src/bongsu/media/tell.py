"""Tells events over the bus from code that must not wait: the picture path never awaits another process."""

import asyncio
from collections import deque

import msgspec
import structlog

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.events import Event, subject_on_bus

log = structlog.get_logger()
_MOST_WAITING = 20_000
_AGAIN_AFTER_S = 0.5


class Teller:
    """Order is kept; while the bus is away the newest events wait."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._waiting: deque[Event] = deque(maxlen=_MOST_WAITING)
        self._some = asyncio.Event()

    def tell(self, event: Event) -> None:
        self._waiting.append(event)
        self._some.set()

    async def run(self) -> None:
        """Owned by the part."""
        while True:
            await self._some.wait()
            self._some.clear()
            while self._waiting:
                await self._publish(self._waiting.popleft())

    async def _publish(self, event: Event) -> None:
        subject, body = subject_on_bus(event.subject), msgspec.json.encode(event)
        try:
            await self._bus.publish(subject, body)
        except BusUnavailable:
            log.warning("event waits, the bus is away", subject=subject)
            self._waiting.appendleft(event)
            self._some.set()
            await asyncio.sleep(_AGAIN_AFTER_S)
