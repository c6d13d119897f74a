"""The second step of a sign-in: a code, a passkey or a recovery code, for the sign-in under way that brings its token."""

from datetime import datetime
from typing import Any  # Any: what a browser is handed is JSON

import structlog

from bongsu.identity.attempts import count_attempt, record_failure
from bongsu.identity.begin_session import begin_session
from bongsu.identity.desk import Desk
from bongsu.identity.factors.check import Shown, is_good, passkey_options
from bongsu.identity.factors.factor import WRONG_AT_MOST, Entered, Pending, Step
from bongsu.identity.factors.passkeys import RelyingParty
from bongsu.identity.factors.store import forget_pending, keep_wrong_answer, pending_of
from bongsu.identity.failures import FactorRefused, PendingOver
from bongsu.identity.people import Person
from bongsu.identity.store import open_person_of
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work

log = structlog.get_logger()


SHOWS = frozenset({Step.TOTP, Step.PASSKEY})


async def held(
    work: Work, token: str, now: datetime, steps: frozenset[Step]
) -> tuple[Pending, Person]:
    """The sign-in under way and whose it is. Raises `PendingOver`.

    Whoever has a factor shows it: only a sign-in that found none may enrol one, and a vehicle shows its device."""
    pending = await pending_of(work.connection, token_hash(token))
    if pending is None or now >= pending.ends_at or pending.step not in steps:
        raise PendingOver("begin again with the password")
    person = await open_person_of(work.connection, pending.person_id)
    if person is None:
        raise PendingOver("begin again with the password")
    return pending, person


async def finish(desk: Desk, token: str, shown: Shown) -> Entered:
    """Raises `PendingOver`, `FactorRefused`, `SignInLocked`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        pending, person = await held(work, token, now, SHOWS)
        await count_attempt(work, desk, person.name, now)
        if await is_good(desk, work, pending.pending_hash, person, shown, now):
            await forget_pending(work.connection, pending.pending_hash)
            return await begin_session(desk, work, person, (pending.way, shown.way), now)
        # kept, not rolled back: a wrong answer counts
        await count_wrong(work, pending)
        await record_failure(work, desk, person, shown.way, now)
    log.info("second factor refused", way=shown.way)
    raise FactorRefused("this does not fit")


async def options_for(desk: Desk, token: str, party: RelyingParty) -> dict[str, Any]:
    """What the browser hands to the passkey. Raises `PendingOver`, `NoSuchFactor`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        pending, person = await held(work, token, now, SHOWS)
        return await passkey_options(desk, work, pending.pending_hash, person, party, now)


async def count_wrong(work: Work, pending: Pending) -> None:
    """After so many the sign-in begins anew with the password."""
    if pending.wrong + 1 >= WRONG_AT_MOST:
        await forget_pending(work.connection, pending.pending_hash)
    else:
        await keep_wrong_answer(work.connection, pending.pending_hash, pending.wrong + 1)
