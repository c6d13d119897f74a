"""현장 의견: a room or a vehicle remarks on an incident whose pictures it was lent."""

from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.failures import UnknownIncident
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.failures import Failure, Kind
from bongsu.sharing.grants import Grant
from bongsu.sharing.pilot.remark import Speaker, give_remark
from bongsu.sharing.pilot.rows import Remark
from bongsu.sharing.store import grants_of


class NothingLent(Failure):
    """Who was shown nothing has nothing to remark on."""

    kind = Kind.REFUSED
    code = "nothing_lent"


def lent_to(viewer: Viewer, incident: Incident, grants: list[Grant], centre: str) -> Grant | None:
    """The newest lending that this screen could show, ended or not."""
    shown = (
        grant
        for grant in grants
        if grant.opened_at is not None and viewer.may_watch(incident, grant, centre)
    )
    return max(shown, key=lambda grant: grant.grant_id, default=None)


async def remark_on(desk: Desk, incident_id: str, viewer: Viewer, rating: int, text: str) -> Remark:
    """Raises `UnknownIncident`, `NothingLent`, and what `give_remark` raises."""
    async with desk.database.work() as work:
        incident = await incident_by_id(work.connection, incident_id)
        grants = await grants_of(work.connection, incident_id)
        if incident is None or not viewer.is_concerned(incident, grants):
            raise UnknownIncident("No such incident")
        grant = lent_to(viewer, incident, grants, desk.centre.code)
        if grant is None:
            raise NothingLent("No picture of this incident was lent to you")
        unit_kind = "vehicle" if viewer.role.is_vehicle else "room"
        speaker = Speaker(viewer.person_id, viewer.organisation, unit_kind)
        now, ended_at = desk.clock.now(), incident.ended_at
        remark = await give_remark(work, grant, speaker, rating, text, now, ended_at=ended_at)
        work.tell(IncidentChanged(incident_id=incident_id, service=incident.service))
    return remark
