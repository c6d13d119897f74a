"""What the search desk hears: an incident is new, has moved, grown or ended; a session is over."""

import msgspec

from bongsu.identity.events import SessionEnded
from bongsu.incidents.events import IncidentChanged
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.destroy import heard, sweep
from bongsu.services.missing.search import session_over


class MissingListener:
    """A part: keeps searches in step with their incidents."""

    name = "services.missing"

    def __init__(self, desk: MissingDesk, bus: Bus) -> None:
        self._desk = desk
        self._bus = bus
        self._subscriptions: list[Subscription] = []

    async def start(self) -> None:
        for subject, handler in (
            (IncidentChanged.subject, self._incident),
            (SessionEnded.subject, self._session),
        ):
            self._subscriptions.append(await self._bus.subscribe(subject_on_bus(subject), handler))
        await sweep(self._desk)

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()

    async def _incident(self, body: bytes) -> None:
        await heard(self._desk, msgspec.json.decode(body, type=IncidentChanged).incident_id)

    async def _session(self, body: bytes) -> None:
        await session_over(self._desk, msgspec.json.decode(body, type=SessionEnded).session_id)
