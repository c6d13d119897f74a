"""Takes what a worker tells of one track: only under the camera's present fence, its running order, and its own search."""

from datetime import timedelta

import msgspec
import structlog

from bongsu.incidents.store import incident_by_id
from bongsu.kernel.ids import new_id
from bongsu.monitoring.clothing.colour import COLOURS
from bongsu.monitoring.worker.messages import ClothingSeen
from bongsu.services.missing.clothing.cameras import ClothingCameras
from bongsu.services.missing.clothing.store import (
    SeenRow,
    add_seen,
    id_of_track,
    order_by_id,
    renew_seen,
    thin_out,
)

log = structlog.get_logger()
LARGEST_PICTURE = 40_000
JPEG = b"\xff\xd8\xff"
# as of alarms: what comes later speaks of another time
_LATE = timedelta(minutes=10)


class Worn(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed of one track."""

    upper: tuple[float, ...] | None
    lower: tuple[float, ...] | None
    is_infrared: bool = False


async def take(cameras: ClothingCameras, seen: ClothingSeen) -> bool:
    """Whether it counted."""
    desk, now = cameras.desk, cameras.desk.desk.clock.now()
    if not _is_in_order(cameras, seen):
        log.debug("clothing refused", camera=seen.fence.camera_id, order=seen.search_id)
        return False
    track = f"{seen.fence.job}.{seen.fence.delivery}.{seen.track}"
    async with desk.desk.database.work() as work:
        order = await order_by_id(work.connection, seen.search_id)
        incident = await incident_by_id(work.connection, order.incident_id) if order else None
        if order is None or incident is None or not order.runs(now) or not incident.is_open:
            return False
        known = await id_of_track(work.connection, order.order_id, seen.fence.camera_id, track)
        seen_id, box = known or new_id("clt"), desk.keys.of_incident(incident)
        worn = Worn(upper=seen.upper, lower=seen.lower, is_infrared=seen.is_infrared)
        row = SeenRow(
            seen_id=seen_id,
            incident_id=order.incident_id,
            order_id=order.order_id,
            camera_id=seen.fence.camera_id,
            track=track,
            last_at=min(seen.last_at, now),
            sealed=box.seal(msgspec.json.encode(worn), seen_id),
            picture=box.seal(seen.picture, seen_id) if seen.picture else None,
        )
        await (renew_seen if known else add_seen)(work.connection, row)
        await thin_out(work.connection, order.incident_id)
    return True


def _is_in_order(cameras: ClothingCameras, seen: ClothingSeen) -> bool:
    order = cameras.watch.searches.get(seen.fence.camera_id)
    if order is None or order.search_id != seen.search_id or not _is_sound(seen, cameras):
        return False
    halves = [half for half in (seen.upper, seen.lower) if half is not None]
    if any(len(half) != len(COLOURS) or not all(0 <= one <= 1 for one in half) for half in halves):
        return False
    return cameras.watch.fences.admit(seen.fence)


def _is_sound(seen: ClothingSeen, cameras: ClothingCameras) -> bool:
    """A time of these minutes with its zone, and a small JPEG or none."""
    is_jpeg = not seen.picture or seen.picture.startswith(JPEG)
    if seen.last_at.tzinfo is None or not is_jpeg or len(seen.picture) > LARGEST_PICTURE:
        return False
    return cameras.desk.desk.clock.now() - seen.last_at <= _LATE
