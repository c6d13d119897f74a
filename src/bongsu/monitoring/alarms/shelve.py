"""보관: puts a camera's rule aside for a while, with a reason; what comes meanwhile is counted and waits."""

from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.ids import new_id
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.monitoring.alarms.alarm import Shelf
from bongsu.monitoring.alarms.deal import look_after
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.failures import UnknownCameraHere, UnknownShelf
from bongsu.monitoring.alarms.shelving import LONGEST_MINUTES, until
from bongsu.monitoring.words import AlarmState


class ShelfWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Without `rule_id`: all rules of that camera."""

    camera_id: Annotated[str, Meta(min_length=1, max_length=40)]
    rule_id: Annotated[str, Meta(max_length=40)] | None = None
    minutes: Annotated[int, Meta(ge=1, le=LONGEST_MINUTES)]
    reason: Annotated[str, Meta(min_length=2, max_length=200, pattern=SOME_LINES)]


async def shelve(desk: AlarmDesk, wish: ShelfWish, by: str) -> Shelf:
    """What waits of it lies there at once; what is before somebody stays. Raises `UnknownCameraHere`, `Invalid`."""
    if not desk.is_shown(wish.camera_id):
        raise UnknownCameraHere("No such camera of this centre", field="camera_id")
    async with desk.change() as change:
        shelf = Shelf(
            shelf_id=new_id("shl"),
            camera_id=wish.camera_id,
            rule_id=wish.rule_id,
            reason=wish.reason.strip(),
            by=by,
            since=change.now,
            until=until(change.now, wish.minutes),
        )
        for alarm in change.alarms():
            is_waiting = alarm.state is AlarmState.WAITING
            if is_waiting and shelf.holds(alarm.camera_id, alarm.rule_id, change.now):
                change.put(replace(alarm, silenced_by=shelf.shelf_id))
                shelf = replace(shelf, arrivals=shelf.arrivals + 1)
        await change.shelve(shelf)
        await change.row(
            TrailKind.SHELVE_ALARM,
            by,
            wish.camera_id,
            shelf_id=shelf.shelf_id,
            rule_id=wish.rule_id or "",
            minutes=wish.minutes,
            reason=shelf.reason,
        )
    return shelf


async def end_shelf(desk: AlarmDesk, shelf_id: str, by: str) -> None:
    """Before its time; what still goes on comes back at once. Raises `UnknownShelf`."""
    async with desk.change() as change:
        shelf = desk.book.shelves.get(shelf_id)
        if shelf is None or change.now >= shelf.until or not desk.is_shown(shelf.camera_id):
            raise UnknownShelf("No such shelf, or it has ended")
        ended = replace(shelf, ended_at=change.now, ended_by=by)
        await change.shelve(ended)
        await look_after(change)
        await change.row(TrailKind.SHELVE_ALARM, by, shelf.camera_id, shelf_id=shelf_id, ended=True)
