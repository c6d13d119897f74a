"""Sessions end before their time: a person signs out, or loses the right to be here."""

from datetime import datetime

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.failures import NoSuchPerson
from bongsu.identity.people import Person, SignedIn
from bongsu.identity.sessions import Sessions
from bongsu.identity.store import (
    disable_person_row,
    end_session_row,
    person_of,
    running_sessions_of,
)
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
    sessions.forget(signed_in.session_id)
    log.info("signed out", role=signed_in.role, organisation=signed_in.organisation.code)


async def disable_person(desk: Desk, sessions: Sessions, person_id: str, by: str) -> None:
    """The account can sign in no more, and whatever it has open ends. Raises `NoSuchPerson`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        person = await person_of(work.connection, person_id)
        if person is None:
            raise NoSuchPerson("no such person")
        await disable_person_row(work.connection, person_id, now)
        change = Entry(
            kind=TrailKind.CHANGE_PERSON,
            actor=by,
            organisation=person.organisation,
            body={"person_id": person_id, "change": "disabled"},
        )
        await record(work, now, change)
        ended = await end_sessions(work, person, by, now)
    for session_id in ended:
        sessions.forget(session_id)


async def end_sessions(work: Work, person: Person, by: str, now: datetime) -> list[str]:
    """Ends every running session of a person inside the caller's transaction; the caller forgets them after it."""
    running = await running_sessions_of(work.connection, person.person_id)
    for session_id in running:
        await end_session_row(work.connection, session_id, now)
        entry = Entry(
            kind=TrailKind.END_SESSION,
            actor=by,
            organisation=person.organisation,
            body={"person_id": person.person_id, "session_id": session_id},
        )
        await record(work, now, entry)
    return running
