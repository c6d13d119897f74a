"""자체 관제: the centre's own people watch one of its own cameras. No agreement is needed, a trail row is."""

from dataclasses import replace
from datetime import datetime, timedelta

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.desk import Desk
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Kind
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.lend import new_grant, tell_opened, write_down
from bongsu.sharing.store import save, set_cameras

OWN_WATCH_S = 600
NO_INCIDENT = ""


class UnknownCamera(Failure):
    """No such camera in service."""

    kind = Kind.NOT_FOUND
    code = "unknown_camera"


async def watch_own(work: Work, desk: Desk, camera_id: str, person_id: str, now: datetime) -> Grant:
    """A grant of ten minutes to the centre itself. Raises `UnknownCamera`."""
    facts = desk.chooser.facts(camera_id)
    # another centre's cameras are no monitoring of ours: they are lent, by it, for a call
    if facts is None or facts.owner or facts.reserved_for:
        raise UnknownCamera("No such camera in service")
    grant = replace(
        new_grant(NO_INCIDENT, desk.centre.code, now),
        state=State.ACTIVE,
        ends_at=now + timedelta(seconds=OWN_WATCH_S),
        ttl_s=OWN_WATCH_S,
    )
    await save(work.connection, grant)
    camera = LentCamera(camera_id, 1, 1.0, 0.0, 0.0, "자체 관제", "own monitoring")
    grant = await set_cameras(work.connection, grant, [camera], now)
    await write_down(work, now, TrailKind.LEND, grant, person_id, cameras=[camera_id])
    tell_opened(work, grant)
    return grant
