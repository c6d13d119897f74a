"""Sessions end before their time: a person signs out, or loses the right to be here. Their pictures are cut at once."""

from datetime import datetime

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.events import EndReason, SessionEnded
from bongsu.identity.people import Person, SignedIn
from bongsu.identity.sessions import Sessions
from bongsu.identity.store import end_session_row, running_sessions_of
from bongsu.kernel.database import Work

log = structlog.get_logger()


async def sign_out(desk: Desk, sessions: Sessions, signed_in: SignedIn) -> None:
    """Ends this session; a second time changes nothing."""
    now = desk.clock.now()
    entry = Entry(
        kind=TrailKind.SIGN_OUT,
        actor=signed_in.person_id,
        organisation=signed_in.organisation.code,
        body={"session_id": signed_in.session_id},
    )
    async with desk.database.work() as work:
        if await end_session_row(work.connection, signed_in.session_id, now):
            await record(work, now, entry)
            tell_ended(work, signed_in.session_id, EndReason.SIGNED_OUT, now)
    sessions.forget(signed_in.session_id)
    log.info("signed out", role=signed_in.role, organisation=signed_in.organisation.code)


def tell_ended(work: Work, session_id: str, reason: EndReason, now: datetime) -> None:
    work.tell(SessionEnded(session_id=session_id, reason=reason, at=now))


async def end_session(
    work: Work, person: Person, session_id: str, by: str, reason: EndReason, now: datetime
) -> bool:
    """Inside the caller's transaction; the caller forgets it after. Answers whether it was still running."""
    if not await end_session_row(work.connection, session_id, now):
        return False
    entry = Entry(
        kind=TrailKind.END_SESSION,
        actor=by,
        organisation=person.organisation,
        body={"person_id": person.person_id, "session_id": session_id, "reason": reason},
    )
    await record(work, now, entry)
    tell_ended(work, session_id, reason, now)
    return True


async def end_sessions(
    work: Work,
    person: Person,
    by: str,
    now: datetime,
    *,
    keep: str = "",
    reason: EndReason = EndReason.DISABLED,
) -> list[str]:
    """Ends every running session of a person but `keep` in the caller's transaction; the caller forgets them after it."""
    running = await running_sessions_of(work.connection, person.person_id)
    ended = [one.session_id for one in running if one.session_id != keep]
    for session_id in ended:
        await end_session(work, person, session_id, by, reason, now)
    return ended
