"""Cameras that are shown to somebody of a discreet service now: that they are pulled is told to nobody of the centre.

A camera whose picture begins to come at the minute of an alarm, three of them around one house, is the place of it: so
their states reach only screens that show them, and neither the map, the register, the catalogue for linked systems nor
another centre's (dossier §12.3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import recent_incidents
from bongsu.sharing.grants import Grant
from bongsu.sharing.store import grants_of_many

# media pulls on for a while after the last viewer has gone; longer than it ever does
LINGERS = timedelta(minutes=15)


def is_discreet(desk: Desk, incident: Incident | None) -> bool:
    """What is not known is kept quiet."""
    if incident is None:
        return True
    service = desk.centre.services.get(incident.service)
    return service is None or service.discreet


class QuietCameras:
    """Follows the incidents of discreet services; `holds` needs no database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: dict[str, frozenset[str]] = {}
        self._left: dict[str, datetime] = {}
        self._told: set[str] = set()

    async def load(self) -> None:
        """After a start: what runs, and what ended so lately that its pictures may still be pulled."""
        since = self._desk.clock.now() - LINGERS
        async with self._desk.database.read() as connection:
            recent = await recent_incidents(connection)
            found = [one for one in recent if self._counts(one, since)]
            grants = await grants_of_many(connection, [one.incident_id for one in found])
        for incident in found:
            self._keep(incident, grants[incident.incident_id])
        self._told = {one.incident_id for one in recent if self._may_be_told(one)}

    def _counts(self, incident: Incident, since: datetime) -> bool:
        is_late = incident.ended_at is None or incident.ended_at >= since
        return is_late and is_discreet(self._desk, incident)

    def changed(self, incident: Incident, grants: Iterable[Grant]) -> None:
        if is_discreet(self._desk, incident):
            self._keep(incident, grants)
        elif self._may_be_told(incident):
            self._told.add(incident.incident_id)
        else:
            self._told.discard(incident.incident_id)

    def _may_be_told(self, incident: Incident) -> bool:
        return incident.is_open and not is_discreet(self._desk, incident)

    def is_told(self, incident_id: str) -> bool:
        """It runs and is known to be no secret: what nobody has heard of yet may be one."""
        return incident_id in self._told

    def _keep(self, incident: Incident, grants: Iterable[Grant]) -> None:
        now = self._desk.clock.now()
        cameras = frozenset(one.camera_id for grant in grants for one in grant.cameras)
        before = self._shown.pop(incident.incident_id, frozenset())
        if incident.is_open:
            self._shown[incident.incident_id] = cameras
        gone = before - cameras if incident.is_open else before | cameras
        self._left = {camera: until for camera, until in self._left.items() if until > now}
        self._left |= dict.fromkeys(gone, now + LINGERS)

    def holds(self, camera_id: str) -> bool:
        if any(camera_id in cameras for cameras in self._shown.values()):
            return True
        until = self._left.get(camera_id)
        return until is not None and self._desk.clock.now() < until
