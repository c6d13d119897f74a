"""A camera that shows nothing gives its tile to the next best; it stays on the map as a crossed mark."""

from collections.abc import Set as AbstractSet
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
from bongsu.sharing.store import grant_by_id, open_grants

# dossier §12.16: one that dies while watched keeps its last still for ten seconds
KEEP_STILL_S = 10.0
FAILED = "failed"


async def swap_failed(desk: Desk, camera_ids: AbstractSet[str]) -> int:
    """In every running grant that shows one of them, the next best takes its place. Answers how many were swapped."""
    # when a switch fails hundreds come at once, and almost always nobody is shown any of them: that costs no turn to write
    async with desk.database.read() as connection:
        if not any(_failed_in(one, camera_ids) for one in await open_grants(connection)):
            return 0
    swapped, now = 0, desk.clock.now()
    async with desk.database.work() as work:
        for grant in await open_grants(work.connection):
            for camera_id in _failed_in(grant, camera_ids):
                # as the one before has left it
                known = await grant_by_id(work.connection, grant.grant_id)
                incident = await incident_by_id(work.connection, grant.incident_id)
                if known and incident and await _swap(work, desk, incident, known, camera_id, now):
                    swapped += 1
    return swapped


def _failed_in(grant: Grant, camera_ids: AbstractSet[str]) -> list[str]:
    """For another centre's camera its owner puts another one in its place."""
    if grant.state is not State.ACTIVE or grant.is_of_peer:
        return []
    return [one.camera_id for one in grant.lent if one.camera_id in camera_ids]


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
    work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))
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
