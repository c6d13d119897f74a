"""A person signs in by name and password. Nothing tells whether the name exists: not the words, not the time taken."""

from datetime import datetime, timedelta

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk, as_name
from bongsu.identity.failures import SignInLocked, SignInRefused
from bongsu.identity.people import Organisation, Person, Session, SignedIn
from bongsu.identity.rules import ends_at, lock_of
from bongsu.identity.store import (
    WrongSignIns,
    account_named,
    add_session_row,
    forget_wrong_sign_ins,
    forget_wrong_sign_ins_before,
    keep_wrong_sign_in,
    organisation_of,
    wrong_sign_ins_of,
)
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id, new_secret

log = structlog.get_logger()


async def sign_in(desk: Desk, name: str, password: str) -> tuple[SignedIn, str]:
    """Answers who is signed in and the token for their cookie. Raises `SignInRefused` or `SignInLocked`."""
    name = as_name(name)
    account = await _counted(desk, name)
    right = await desk.passwords.match(account[1] if account else None, password)
    if account is None or not right:
        await _record_failure(desk, account[0] if account else None)
        raise SignInRefused("name and password do not belong together")
    return await _begin(desk, name, account)


async def _counted(desk: Desk, name: str) -> tuple[Person, str] | None:
    """Counts the attempt as wrong before it is looked at: thirty at once are then still five guesses."""
    now = desk.clock.now()
    key = token_hash(name)
    forget_before = now - timedelta(hours=desk.settings.forget_failures_hours)
    async with desk.database.work() as work:
        await forget_wrong_sign_ins_before(work.connection, forget_before)
        wrong = await wrong_sign_ins_of(work.connection, key)
        if wrong.locked_until is not None and now < wrong.locked_until:
            wait_s = (wrong.locked_until - now).total_seconds()
            raise SignInLocked(f"too many wrong passwords, wait {wait_s:.0f} s")
        failures = wrong.failures + 1
        counted = WrongSignIns(failures, lock_of(failures, now, desk.settings))
        await keep_wrong_sign_in(work.connection, key, counted, now)
        return await account_named(work.connection, name)


async def _record_failure(desk: Desk, person: Person | None) -> None:
    entry = Entry(
        kind=TrailKind.SIGN_IN_FAILED,
        actor=person.person_id if person else "unknown",
        organisation=person.organisation if person else None,
    )
    async with desk.database.work() as work:
        await record(work, desk.clock.now(), entry)
    log.info("sign-in refused")


async def _begin(desk: Desk, name: str, account: tuple[Person, str]) -> tuple[SignedIn, str]:
    now = desk.clock.now()
    token = new_secret()
    async with desk.database.work() as work:
        # while the password was hashed, the account may have been closed or its password changed
        if await account_named(work.connection, name) != account:
            raise SignInRefused("name and password do not belong together")
        person = account[0]
        organisation = await organisation_of(work.connection, person.organisation)
        assert organisation is not None  # foreign key
        await forget_wrong_sign_ins(work.connection, token_hash(name))
        session = await _add_session(work, person, token, now)
    log.info("signed in", role=person.role, organisation=person.organisation)
    return _signed_in(desk, session, person, organisation), token


def _signed_in(
    desk: Desk, session: Session, person: Person, organisation: Organisation
) -> SignedIn:
    return SignedIn(session, person, organisation, ends_at(session, person.role, desk.settings))


async def _add_session(work: Work, person: Person, token: str, now: datetime) -> Session:
    session = Session(new_id("ses"), person.person_id, started_at=now, seen_at=now)
    await add_session_row(work.connection, session, token_hash(token))
    entry = Entry(
        kind=TrailKind.SIGN_IN,
        actor=person.person_id,
        organisation=person.organisation,
        body={"role": person.role, "unit_id": person.unit_id, "session_id": session.session_id},
    )
    await record(work, now, entry)
    return session
