"""Cameras that one service alone may show now: every other running lending loses them at once, and shows the next best."""

from dataclasses import replace
from datetime import datetime

from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.follow import wanted_by
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.terms import terms
from bongsu.kernel.database import Work
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.lend import change_cameras, end_grant
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import open_grants

# what a viewer is told of the tile that goes: nothing of the list
WHY = "withdrawn"


async def take_back(
    work: Work, desk: Desk, camera_ids: frozenset[str], service: str, now: datetime
) -> int:
    """How many lendings lost one."""
    lost = 0
    for grant in await open_grants(work.connection):
        if grant.is_of_peer or grant.state is not State.ACTIVE:
            continue
        if all(camera.camera_id not in camera_ids for camera in grant.cameras):
            continue
        incident = await incident_by_id(work.connection, grant.incident_id)
        if incident is None or not _is_for(desk, incident, grant, service):
            await _without(work, desk, incident, grant, camera_ids, now)
            lost += 1
    return lost


def _is_for(desk: Desk, incident: Incident, grant: Grant, service: str) -> bool:
    is_own = grant.organisation == desk.centre.code
    return incident.service == service and incident.origin is None and not is_own


async def _without(
    work: Work,
    desk: Desk,
    incident: Incident | None,
    grant: Grant,
    camera_ids: frozenset[str],
    now: datetime,
) -> None:
    left = [camera for camera in grant.cameras if camera.camera_id not in camera_ids]
    cameras = _instead(desk, incident, grant, left, camera_ids, now)
    if any(camera.is_lent for camera in cameras):
        await change_cameras(work, grant, cameras, now, why=WHY)
    else:
        await end_grant(work, grant, State.WITHDRAWN, Reason.WITHDRAWN, now)
    if incident is not None:
        work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


def _instead(
    desk: Desk,
    incident: Incident | None,
    grant: Grant,
    left: list[LentCamera],
    camera_ids: frozenset[str],
    now: datetime,
) -> list[LentCamera]:
    """What is left, and the next best up to as many as there were."""
    clause = terms(desk.centre, incident, grant, now) if incident is not None else None
    if incident is None or incident.place is None or clause is None:
        return left
    barred = camera_ids | {camera.camera_id for camera in grant.cameras}
    is_own = grant.organisation == desk.centre.code
    wanted = wanted_by(incident, clause, now, (), barred, is_own=is_own)
    missing = len(grant.lent) - sum(camera.is_lent for camera in left)
    if missing <= 0:
        return left
    found = desk.chooser.choose(replace(wanted, limit=missing)).cameras
    last = max((camera.rank for camera in grant.lent), default=0)
    return left + [replace(one, rank=last + place) for place, one in enumerate(found, 1)]
