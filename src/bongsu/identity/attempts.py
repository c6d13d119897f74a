"""Wrong passwords and codes count against the name and lock it longer and longer, whether anybody has that name or not."""

from datetime import datetime, timedelta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.failures import SignInLocked
from bongsu.identity.people import Person
from bongsu.identity.rules import lock_of
from bongsu.identity.store import (
    WrongSignIns,
    forget_wrong_sign_ins_before,
    keep_wrong_sign_in,
    wrong_sign_ins_of,
)
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work


async def count_attempt(work: Work, desk: Desk, name: str, now: datetime) -> None:
    """Counts it as wrong before it is looked at: thirty at once are then still five guesses. Raises `SignInLocked`."""
    key = token_hash(name)
    forget_before = now - timedelta(hours=desk.settings.forget_failures_hours)
    await forget_wrong_sign_ins_before(work.connection, forget_before)
    wrong = await wrong_sign_ins_of(work.connection, key)
    if wrong.locked_until is not None and now < wrong.locked_until:
        wait_s = (wrong.locked_until - now).total_seconds()
        raise SignInLocked(f"too many wrong passwords, wait {wait_s:.0f} s")
    failures = wrong.failures + 1
    counted = WrongSignIns(failures, lock_of(failures, now, desk.settings))
    await keep_wrong_sign_in(work.connection, key, counted, now)


async def record_failure(
    work: Work, desk: Desk, person: Person | None, way: str, now: datetime
) -> None:
    """A refused sign-in, without the name that was typed."""
    await record(work, now, failure_entry(desk, person, way))


def failure_entry(desk: Desk, person: Person | None, way: str) -> Entry:
    """The row of a refused sign-in, for where it stands alone."""
    return Entry(
        kind=TrailKind.SIGN_IN_FAILED,
        actor=person.person_id if person else "unknown",
        organisation=person.organisation if person else None,
        body={"way": way, **({"source": desk.source} if desk.source else {})},
    )


async def take_back_attempt(work: Work, desk: Desk, name: str, now: datetime) -> None:
    """It was right, but a further step follows: earlier wrong ones go on counting, and this one holds up nobody."""
    key = token_hash(name)
    failures = (await wrong_sign_ins_of(work.connection, key)).failures - 1
    await keep_wrong_sign_in(work.connection, key, WrongSignIns(max(0, failures), None), now)
