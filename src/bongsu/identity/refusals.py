"""A right that was refused to somebody signed in is kept in the trail: at most once a minute for a session and a door."""

from datetime import datetime, timedelta

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.group import GroupRecorder
from bongsu.audit.kinds import TrailKind
from bongsu.audit.store import TrailUnwritable
from bongsu.identity.desk import Desk
from bongsu.identity.people import SignedIn

log = structlog.get_logger()
APART = timedelta(minutes=1)
_MANY = 10_000


class Refusals:
    """One per node. Whoever knocks at a wrong door a thousand times writes no thousand rows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._recorder = GroupRecorder.unless(desk.recorder, desk.database, desk.clock)
        self._kept: dict[tuple[str, str], datetime] = {}

    async def keep(self, who: SignedIn, method: str, route: str) -> None:
        """The refusal stands even where the trail takes no row: it showed nothing and did nothing."""
        now = self._desk.clock.now()
        door = (who.session_id, f"{method} {route}")
        if not self._is_new(door, now):
            return
        entry = Entry(
            kind=TrailKind.REFUSE_RIGHT,
            actor=who.person_id,
            organisation=who.organisation.code,
            body={"session_id": who.session_id, "role": who.role, "door": door[1]},
        )
        try:
            await self._recorder.record(entry)
        except TrailUnwritable:
            # the next knock may be kept
            self._kept.pop(door, None)
            log.warning("a refusal is not kept", door=door[1])

    def _is_new(self, door: tuple[str, str], now: datetime) -> bool:
        """Remembered before the row is written, so that knocks at the same moment are one."""
        last = self._kept.get(door)
        if last is not None and abs(now - last) < APART:
            return False
        if len(self._kept) >= _MANY:
            self._kept = {one: at for one, at in self._kept.items() if abs(now - at) < APART}
        self._kept[door] = now
        return True
