"""A session that nobody touches locks: it shows nothing and does nothing until its person shows who they are."""

from datetime import datetime, timedelta
from typing import Any  # Any: what a browser is handed is JSON

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.attempts import count_attempt, record_failure, take_back_attempt
from bongsu.identity.desk import Desk
from bongsu.identity.events import EndReason
from bongsu.identity.factors.check import Shown, is_good, passkey_options
from bongsu.identity.factors.passkeys import RelyingParty
from bongsu.identity.failures import FactorRefused, NotSignedIn, SessionLocked
from bongsu.identity.own_password import must_know_password
from bongsu.identity.people import Person, SignedIn
from bongsu.identity.rules import is_locked
from bongsu.identity.sessions import Sessions
from bongsu.identity.sign_out import tell_ended
from bongsu.identity.store import lock_row, mark_active, session_row, unlock_row
from bongsu.kernel.database import Work

# touches nearer together than this are one
TOUCHES_APART = timedelta(seconds=5)
BY_DEVICE = "device"


async def touched(desk: Desk, sessions: Sessions, who: SignedIn) -> None:
    """A person touched something. Raises `SessionLocked`: what is locked is not touched awake."""
    now = desk.clock.now()
    if who.session.active_at is not None and now - who.session.active_at < TOUCHES_APART:
        return
    async with desk.database.work() as work:
        session = await session_row(work.connection, who.session_id)
        if session is None:
            raise NotSignedIn("sign in first")
        if is_locked(session, who.role, desk.settings, now):
            raise SessionLocked("unlock this session first")
        await mark_active(work.connection, who.session_id, now)
    sessions.forget(who.session_id)


async def lock_now(work: Work, person: Person, session_id: str, now: datetime) -> bool:
    """Inside the caller's transaction; the caller forgets it after. Answers whether it was open."""
    if not await lock_row(work.connection, session_id, now):
        return False
    await record(work, now, _entry(TrailKind.LOCK, "system", person, session_id))
    tell_ended(work, session_id, EndReason.LOCKED, now)
    return True


async def unlock_by_password(desk: Desk, sessions: Sessions, who: SignedIn, password: str) -> None:
    """Raises `SignInRefused`, `SignInLocked`, `NotSignedIn`."""
    await must_know_password(desk, who.person, password)
    async with desk.database.work() as work:
        await open_again(work, who, "password", desk.clock.now())
    sessions.forget(who.session_id)
    desk.sessions_changed.set()


async def unlock_by_factor(desk: Desk, sessions: Sessions, who: SignedIn, shown: Shown) -> None:
    """Raises `FactorRefused`, `SignInLocked`, `NotSignedIn`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        await count_attempt(work, desk, who.person.name, now)
        good = await is_good(desk, work, who.session_id, who.person, shown, now)
        if good:
            await take_back_attempt(work, desk, who.person.name, now)
            await open_again(work, who, shown.way, now)
        else:
            await record_failure(work, desk, who.person, shown.way, now)
    if not good:
        raise FactorRefused("this does not fit")
    sessions.forget(who.session_id)
    desk.sessions_changed.set()


async def unlock_options(desk: Desk, who: SignedIn, party: RelyingParty) -> dict[str, Any]:
    """What the browser hands to a passkey. Raises `NoSuchFactor`."""
    async with desk.database.work() as work:
        now = desk.clock.now()
        return await passkey_options(desk, work, who.session_id, who.person, party, now)


async def open_again(work: Work, who: SignedIn, way: str, now: datetime) -> None:
    """Inside the caller's transaction; the caller forgets it after. Raises `NotSignedIn`, `FactorRefused`."""
    if who.role.is_vehicle and way != BY_DEVICE:
        raise FactorRefused("a vehicle shows its device")
    # locked by the clock, but not yet by whoever watches it: the trail shows both
    await lock_now(work, who.person, who.session_id, now)
    if not await unlock_row(work.connection, who.session_id, now):
        raise NotSignedIn("sign in first")
    entry = _entry(TrailKind.UNLOCK, who.person_id, who.person, who.session_id, way=way)
    await record(work, now, entry)


def _entry(kind: TrailKind, by: str, person: Person, session_id: str, **more: str) -> Entry:
    return Entry(
        kind=kind,
        actor=by,
        organisation=person.organisation,
        body={"person_id": person.person_id, "session_id": session_id, **more},
    )
