"""A part: keeps the shared areas of running disasters true, and has running calls shown again when they change."""

import msgspec

from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import open_incidents
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.services.disaster.categories import CATEGORIES
from bongsu.services.shared.running_areas import RunningArea, RunningAreas

_CODE = "DISASTER"


class TellAreas:
    """Reads once at the start, then at each change of an incident."""

    name = "disaster.areas"

    def __init__(self, desk: Desk, bus: Bus, areas: RunningAreas) -> None:
        self._desk = desk
        self._bus = bus
        self._areas = areas
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        subject = subject_on_bus(IncidentChanged.subject)
        self._subscription = await self._bus.subscribe(subject, self._hear)
        await self.look()

    async def stop(self) -> None:
        if self._subscription is not None:
            await self._subscription.stop()

    async def _hear(self, body: bytes) -> None:
        if msgspec.json.decode(body, type=IncidentChanged).may_be_of(_CODE):
            await self.look()

    async def look(self) -> bool:
        """Whether anything changed. An exercise of the alert's own (시험) is no area at all."""
        async with self._desk.database.read() as connection:
            running = await open_incidents(connection)
        found = [one for one in map(_area_of, running) if one is not None]
        if not self._areas.replace(found):
            return False
        others = [one for one in running if one.service != _CODE and one.responders]
        if others:
            async with self._desk.database.work() as work:
                for one in others:
                    work.tell(IncidentChanged(incident_id=one.incident_id, service=one.service))
        return True


def _area_of(incident: Incident) -> RunningArea | None:
    if incident.service != _CODE or incident.area is None or incident.exercise:
        return None
    korean, english = CATEGORIES.get(incident.category, CATEGORIES["OTHER"])
    return RunningArea(
        incident.incident_id, incident.area, korean, english, drill_id=incident.drill_id
    )
