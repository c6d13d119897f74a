"""A running grant's tiles follow a moving scene, with hysteresis; cameras that failed do not come back."""

from datetime import datetime

from bongsu.incidents.choose import Nearest, Wanted
from bongsu.incidents.incident import Incident
from bongsu.incidents.named_cameras import with_named
from bongsu.incidents.settling import Settling
from bongsu.sharing.agreement import Clause
from bongsu.sharing.grants import Grant
from bongsu.sharing.lend import change_cameras


def wanted_by(
    incident: Incident,
    clause: Clause,
    now: datetime,
    current: tuple[str, ...] = (),
    barred: frozenset[str] = frozenset(),
    nearest: Nearest | None = None,
    *,
    is_own: bool = False,
) -> Wanted:
    """What the clause lets one ask of the chooser for this scene. What is reserved for a service is for its own room:
    neither the centre's people (`is_own`) nor another centre is shown it."""
    assert incident.place is not None
    is_for_the_service = not is_own and incident.origin is None
    return Wanted(
        incident.place,
        clause.radius_m,
        clause.purposes,
        clause.max_cameras,
        now,
        current,
        barred,
        area=incident.area,
        service=incident.service if is_for_the_service else "",
        nearest=nearest,
    )


async def follow(
    settling: Settling, grant: Grant, clause: Clause, nearest: Nearest | None = None
) -> Grant:
    """Other cameras that the clause allows when they are clearly better; never none."""
    work, desk, incident, now = settling.work, settling.desk, settling.incident, settling.now
    gone = tuple(camera for camera in grant.cameras if camera.withdrawn_reason == "failed")
    current = tuple(camera.camera_id for camera in grant.lent)
    barred = frozenset(camera.camera_id for camera in gone)
    own = grant.organisation == desk.centre.code
    wanted = wanted_by(incident, clause, now, current, barred, nearest, is_own=own)
    named = () if own else await desk.named.of(work, incident, grant.organisation)
    choice = with_named(desk.chooser, wanted, named)
    if not choice.cameras:
        return grant
    return await change_cameras(work, grant, (*choice.cameras, *gone), now, why="scene_moved")
