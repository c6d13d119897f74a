"""Sessions of linked systems: each stands exactly as long as its connection, and is known to this run of the node only."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from bongsu.audit.entry import Entry
from bongsu.audit.group import GroupRecorder
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.events import EndReason, SessionEnded
from bongsu.identity.people import Partner
from bongsu.kernel.ids import new_id


class SystemSessions:
    """One per node. A node that starts anew knows none: the pictures of earlier connections are cut."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._recorder = GroupRecorder.unless(desk.recorder, desk.database, desk.clock)
        self._standing: set[str] = set()

    def among(self, session_ids: Iterable[str]) -> list[str]:
        """Of these, the ones that stand."""
        return [one for one in session_ids if one in self._standing]

    @asynccontextmanager
    async def of(self, partner: Partner) -> AsyncIterator[str]:
        """The session of one connection. Raises `TrailUnwritable`: then it does not begin."""
        session_id = new_id("sys")
        await self._recorder.record(_entry(TrailKind.OPEN_FEED, partner, session_id))
        self._standing.add(session_id)
        try:
            yield session_id
        finally:
            self._standing.discard(session_id)
            await self._end(partner, session_id)

    async def _end(self, partner: Partner, session_id: str) -> None:
        """Told, so that its viewings are cut now; were this lost, media's next question cuts them."""
        now = self._desk.clock.now()
        ended = SessionEnded(session_id=session_id, reason=EndReason.SIGNED_OUT, at=now)
        async with self._desk.database.work() as work:
            await record(work, now, _entry(TrailKind.CLOSE_FEED, partner, session_id))
            work.tell(ended)


def _entry(kind: TrailKind, partner: Partner, session_id: str) -> Entry:
    return Entry(
        kind=kind,
        actor=partner.name,
        organisation=partner.organisation,
        body={"partner_id": partner.partner_id, "session_id": session_id},
    )
