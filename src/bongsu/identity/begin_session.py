"""The end of every sign-in: a session, its token, its row of the trail with the ways that were used."""

from datetime import datetime

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.factors.factor import Entered
from bongsu.identity.people import Person, Session, SignedIn
from bongsu.identity.rules import ends_at, must_choose_password
from bongsu.identity.store import (
    add_session_row,
    forget_wrong_sign_ins,
    must_change_of,
    organisation_of,
)
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id, new_secret

log = structlog.get_logger()


async def begin_session(
    desk: Desk,
    work: Work,
    person: Person,
    ways: tuple[str, ...],
    now: datetime,
    recovery_codes: tuple[str, ...] = (),
) -> Entered:
    """Inside the caller's transaction, which has just made sure who it is."""
    organisation = await organisation_of(work.connection, person.organisation)
    assert organisation is not None  # foreign key
    await forget_wrong_sign_ins(work.connection, token_hash(person.name))
    token = new_secret()
    session = Session(
        new_id("ses"),
        person.person_id,
        now,
        now,
        active_at=now,
        must_change=await _must_choose(desk, work, person, ways[0]),
        source=desk.source,
    )
    await add_session_row(work.connection, session, token_hash(token))
    entry = Entry(
        kind=TrailKind.SIGN_IN,
        actor=person.person_id,
        organisation=person.organisation,
        body={
            "role": person.role,
            "unit_id": person.unit_id,
            "session_id": session.session_id,
            "ways": list(ways),
            **({"source": desk.source} if desk.source else {}),
        },
    )
    await record(work, now, entry)
    work.after_commit(desk.sessions_changed.set)
    log.info("signed in", role=person.role, organisation=person.organisation)
    over = ends_at(session, person.role, desk.settings)
    return Entered(SignedIn(session, person, organisation, over), token, recovery_codes)


async def _must_choose(desk: Desk, work: Work, person: Person, first_way: str) -> bool:
    was_made = await must_change_of(work.connection, person.person_id)
    return must_choose_password(person.role, first_way, was_made=was_made, settings=desk.settings)
