"""What a service finds out by itself about a running incident (a phone that has gone silent): kept, said, shown at once."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import note, save_incident
from bongsu.kernel.database import Work


async def notice(
    work: Work,
    incident: Incident,
    found: Mapping[str, object],
    now: datetime,
    words: tuple[str, str] | None = None,
) -> Incident:
    """Lays `found` over the incident's details; no word of the partner, so it does not count as heard. `words`: a line
    of the timeline. An ended incident stays as it is."""
    if not incident.is_open:
        return incident
    seen = msgspec.structs.replace(incident, details={**incident.details, **found})
    await save_incident(work.connection, seen)
    if words is not None:
        await note(work.connection, incident.incident_id, now, "notice", *words)
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
    return seen
