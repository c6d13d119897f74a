"""Sessions whose time is over are ended, those that nobody touched are locked: in the books, in the trail, on screens."""

from datetime import datetime

from bongsu.identity.desk import Desk
from bongsu.identity.events import EndReason
from bongsu.identity.lock import lock_now
from bongsu.identity.people import Person, Session
from bongsu.identity.rules import ends_at, is_locked, locks_at
from bongsu.identity.sessions import Sessions
from bongsu.identity.sign_out import end_session
from bongsu.identity.store import running_sessions, session_row
from bongsu.kernel.database import Work

# of a node that was away for long: not all in one transaction
_AT_ONCE = 200


async def end_what_is_due(desk: Desk, sessions: Sessions) -> datetime | None:
    """Answers when the next session is due."""
    now = desk.clock.now()
    async with desk.database.read() as connection:
        running = await running_sessions(connection)
    due = [one for one in running if _due(desk, *one) <= now]
    for first in range(0, len(due), _AT_ONCE):
        await _settle(desk, sessions, due[first : first + _AT_ONCE], now)
    return min((_due(desk, *one) for one in running if _due(desk, *one) > now), default=None)


def _due(desk: Desk, session: Session, person: Person) -> datetime:
    over = ends_at(session, person.role, desk.settings)
    locks = locks_at(session, person.role, desk.settings)
    if locks is None or session.locked_at is not None:
        return over
    return min(over, locks)


async def _settle(
    desk: Desk, sessions: Sessions, due: list[tuple[Session, Person]], now: datetime
) -> None:
    async with desk.database.work() as work:
        for session, person in due:
            await _end_or_lock(desk, work, session.session_id, person, now)
    for session, _ in due:
        sessions.forget(session.session_id)


async def _end_or_lock(
    desk: Desk, work: Work, session_id: str, person: Person, now: datetime
) -> None:
    # read again: it may have been touched since
    session = await session_row(work.connection, session_id)
    if session is None:
        return
    if now >= ends_at(session, person.role, desk.settings):
        await end_session(work, person, session_id, "system", EndReason.EXPIRED, now)
    elif is_locked(session, person.role, desk.settings, now):
        await lock_now(work, person, session_id, now)
