"""What the search desk hears: an incident is new, has moved, grown or ended; a session is over. What is to be destroyed
does not hang on one word that is heard: each minute it is looked for."""

import msgspec
import structlog

from bongsu.identity.events import SessionEnded
from bongsu.incidents.events import IncidentChanged
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.seldom import Seldom
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.kernel.waking import Repeating
from bongsu.monitoring.worker.messages import ClothingSeen
from bongsu.services.missing.clothing.cameras import ClothingCameras
from bongsu.services.missing.clothing.take import take
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.destroy import heard, sweep
from bongsu.services.missing.retention import destroy_what_is_old
from bongsu.services.missing.running import SERVICE
from bongsu.services.missing.search import session_over

log = structlog.get_logger()
_EVERY_S = 60.0


class MissingListener:
    """A part: keeps searches in step with their incidents."""

    name = "services.missing"

    def __init__(self, desk: MissingDesk, bus: Bus, clothing: ClothingCameras) -> None:
        self._desk = desk
        self._clothing = clothing
        self._bus = bus
        self._seldom = Seldom()
        self._subscriptions: list[Subscription] = []
        self._looking = Repeating(f"{self.name} sweeper", self.look, _EVERY_S)

    async def start(self) -> None:
        for subject, handler in (
            (IncidentChanged.subject, self._incident),
            (SessionEnded.subject, self._session),
            (ClothingSeen.subject, self._clothes),
        ):
            self._subscriptions.append(await self._bus.subscribe(subject_on_bus(subject), handler))
        self._looking.start()

    async def stop(self) -> None:
        await self._looking.stop()
        for subscription in self._subscriptions:
            await subscription.stop()

    async def look(self) -> None:
        """What ended while nobody listened, what is too old, and what somebody's reading kept in the file."""
        await sweep(self._desk)
        await destroy_what_is_old(self._desk)
        await self._clothing.refresh()
        await self._desk.desk.database.leave_none_left()

    async def _incident(self, body: bytes) -> None:
        changed = msgspec.json.decode(body, type=IncidentChanged)
        if changed.may_be_of(SERVICE):
            await heard(self._desk, changed.incident_id)
            await self._clothing.refresh()

    async def _session(self, body: bytes) -> None:
        await session_over(self._desk, msgspec.json.decode(body, type=SessionEnded).session_id)

    async def _clothes(self, body: bytes) -> None:
        try:
            seen = msgspec.json.decode(body, type=ClothingSeen)
        except UNREADABLE as problem:
            said = str(problem)[:200]
            self._seldom.warn(log, "a worker's word cannot be read", "clothing", problem=said)
            return
        await take(self._clothing, seen)
