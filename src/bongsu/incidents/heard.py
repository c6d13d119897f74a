"""Who asks for more time has not fallen silent: a leading room's own word counts as its system's."""

from datetime import datetime

import msgspec

from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incident_by_id, save_incident
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.database import Work
from bongsu.sharing.store import grants_of


async def heard_of_room(
    work: Work, desk: Desk, incident: Incident, viewer: Viewer, now: datetime
) -> None:
    """Of a room told beside it nothing follows: the call is not its own."""
    grants = await grants_of(work.connection, incident.incident_id)
    service = desk.centre.services[incident.service]
    fresh = await incident_by_id(work.connection, incident.incident_id)
    if fresh is not None and viewer.leads(fresh, grants, service):
        await save_incident(work.connection, msgspec.structs.replace(fresh, heard_at=now))
