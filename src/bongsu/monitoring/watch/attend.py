"""An operator asks the workers to look closely at a camera for some minutes."""

from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.failures import Failure, Kind
from bongsu.monitoring.watch.attention import OPERATOR
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.worker.messages import Attention


class NotWatched(Failure):
    """Nobody has switched watching by machine on for this camera."""

    kind = Kind.CONFLICT
    code = "camera_not_watched"


class Attend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """0: no longer."""

    minutes: Annotated[int, Meta(ge=0, le=120)]


async def attend(desk: WatchDesk, camera_id: str, minutes: int, by: str) -> Attention:
    """Raises `UnknownCamera` or `NotWatched`."""
    desk.camera(camera_id)
    if not desk.watched.is_on(camera_id):
        raise NotWatched(f"{camera_id} is not watched by machine", field="camera_id")
    now = desk.clock.now()
    told = Attention((camera_id,), OPERATOR, now + timedelta(minutes=minutes))
    async with desk.database.work() as work:
        body = {"minutes": minutes}
        entry = Entry(kind=TrailKind.ATTEND_CAMERA, actor=by, camera_id=camera_id, body=body)
        await record(work, now, entry)
        work.tell(told)
    desk.attention.ask(camera_id, told.until)
    return told
