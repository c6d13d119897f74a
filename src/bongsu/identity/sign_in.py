"""A person signs in by name and password. Nothing tells whether the name exists: not the words, not the time taken."""

import structlog

from bongsu.audit.group import GroupRecorder
from bongsu.identity.attempts import count_attempt, failure_entry, take_back_attempt
from bongsu.identity.desk import Desk, as_name
from bongsu.identity.factors.begin_step import enter_or_wait
from bongsu.identity.factors.factor import Entered, Waiting
from bongsu.identity.failures import SignInRefused
from bongsu.identity.people import Person
from bongsu.identity.store import account_named

log = structlog.get_logger()


async def sign_in(desk: Desk, name: str, password: str) -> Entered | Waiting:
    """Who is signed in, or what is still to be shown. Raises `SignInRefused`, `SignInLocked`, `SignInBusy`."""
    name = as_name(name)
    with desk.passwords.place():
        account = await _counted(desk, name)
        right = await desk.passwords.match(account[1] if account else None, password)
    if account is None or not right:
        await _record_failure(desk, account[0] if account else None)
        raise SignInRefused("name and password do not belong together")
    now = desk.clock.now()
    async with desk.database.work() as work:
        # while the password was hashed, the account may have been closed or its password changed
        if await account_named(work.connection, name) != account:
            raise SignInRefused("name and password do not belong together")
        outcome = await enter_or_wait(desk, work, account[0], "password", now)
        if isinstance(outcome, Waiting):
            await take_back_attempt(work, desk, name, now)
    return outcome


async def _counted(desk: Desk, name: str) -> tuple[Person, str] | None:
    async with desk.database.work() as work:
        await count_attempt(work, desk, name, desk.clock.now())
        return await account_named(work.connection, name)


async def _record_failure(desk: Desk, person: Person | None) -> None:
    recorder = GroupRecorder.unless(desk.recorder, desk.database, desk.clock)
    await recorder.record(failure_entry(desk, person, "password"))
    log.info("sign-in refused")
