"""미탐: what no rule spoke of, found later by a person; the only figure that says what the machine does not see."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id
from bongsu.kernel.moments import check_moment
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.monitoring.alarms.alarm import Missed
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.failures import UnknownCameraHere
from bongsu.monitoring.alarms.learned.store import add_missed
from bongsu.monitoring.words import RuleKind

# as long as the recording in which it was found (표준 개인정보 보호지침 제41조), and a little
_OLDEST = timedelta(days=60)


class MissedWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where and when it was, and what rule should have spoken."""

    camera_id: Annotated[str, Meta(min_length=1, max_length=40)]
    at: datetime
    kind: RuleKind
    note: Annotated[str, Meta(max_length=200, pattern=SOME_LINES)] = ""


async def report_missed(desk: AlarmDesk, wish: MissedWish, by: str) -> Missed:
    """Raises `UnknownCameraHere`, `Invalid`."""
    if not desk.is_shown(wish.camera_id):
        raise UnknownCameraHere("No such camera of this centre", field="camera_id")
    check_moment(wish.at, "at")
    now = desk.clock.now()
    if not now - _OLDEST <= wish.at <= now:
        raise Invalid("Within the last sixty days", field="at")
    async with desk.change() as change:
        found = Missed(
            missed_id=new_id("mis"),
            camera_id=wish.camera_id,
            at=wish.at,
            kind=wish.kind,
            note=wish.note.strip(),
            by=by,
            entered_at=change.now,
        )
        await add_missed(change.work.connection, found)
        await change.row(
            TrailKind.REPORT_MISSED,
            by,
            wish.camera_id,
            missed_id=found.missed_id,
            rule_kind=wish.kind.value,
        )
    return found
