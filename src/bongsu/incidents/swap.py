"""A camera that shows nothing gives its tile to the next best; it stays on the map as a crossed mark."""

from dataclasses import replace
from datetime import datetime

from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.follow import wanted_by
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incident_by_id, note
from bongsu.incidents.terms import terms
from bongsu.kernel.database import Work
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.lend import change_cameras
from bongsu.sharing.store import open_grants

# dossier §12.16: one that dies while watched keeps its last still for ten seconds
KEEP_STILL_S = 10.0
FAILED = "failed"


async def swap_failed(work: Work, desk: Desk, camera_id: str, now: datetime) -> int:
    """In every running grant that shows the camera, the next best takes its place. Answers how many were swapped."""
    swapped = 0
    for grant in await open_grants(work.connection):
        if grant.state is not State.ACTIVE or not _shows(grant, camera_id):
            continue
        if grant.is_of_peer:
            # its owner puts another one in its place
            continue
        incident = await incident_by_id(work.connection, grant.incident_id)
        if incident is not None and await _swap(work, desk, incident, grant, camera_id, now):
            swapped += 1
    return swapped


def _shows(grant: Grant, camera_id: str) -> bool:
    return any(camera.camera_id == camera_id for camera in grant.lent)


async def _swap(
    work: Work, desk: Desk, incident: Incident, grant: Grant, camera_id: str, now: datetime
) -> bool:
    heir = _heir(desk, incident, grant, camera_id, now)
    if heir is None:
        return False
    lost = next(camera for camera in grant.lent if camera.camera_id == camera_id)
    cameras = [
        replace(heir, rank=camera.rank) if camera.camera_id == camera_id else camera
        for camera in grant.cameras
        if camera.camera_id != heir.camera_id
    ]
    cameras.append(replace(lost, rank=len(cameras) + 100, withdrawn_reason=FAILED))
    await change_cameras(work, grant, cameras, now, why="camera_failed")
    if grant.organisation == desk.centre.code:
        gone, came = desk.chooser.facts(camera_id), desk.chooser.facts(heir.camera_id)
        names = (gone.name if gone else camera_id, came.name if came else heir.camera_id)
        await note(
            work.connection,
            incident.incident_id,
            now,
            "swap",
            f"영상 장애 {names[0]} → {names[1]}",
            f"Camera failed: {names[0]} → {names[1]}",
        )
    work.tell(IncidentChanged(incident_id=incident.incident_id))
    return True


def _heir(
    desk: Desk, incident: Incident, grant: Grant, camera_id: str, now: datetime
) -> LentCamera | None:
    clause = terms(desk.centre, incident, grant, now)
    if clause is None or incident.place is None:
        return None
    barred = frozenset(camera.camera_id for camera in grant.cameras) | {camera_id}
    own = desk.centre.services[incident.service].own if grant.agreement_id is None else None
    nearest = own.nearest(incident) if own is not None and own.nearest is not None else None
    is_own = grant.organisation == desk.centre.code
    wanted = wanted_by(incident, clause, now, (), barred, nearest, is_own=is_own)
    chosen = desk.chooser.choose(replace(wanted, limit=1)).cameras
    return chosen[0] if chosen else None
