"""A person chooses a password: the old one is shown, the new one is looked at, everything else that was open ends."""

import unicodedata

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.events import EndReason
from bongsu.identity.factors.store import forget_pending_of
from bongsu.identity.failures import NotSignedIn, SignInRefused
from bongsu.identity.own.guessable import is_guessable
from bongsu.identity.own_password import must_know_password
from bongsu.identity.people import SignedIn
from bongsu.identity.sign_out import end_sessions
from bongsu.identity.store import (
    mark_password_chosen,
    password_hash_of,
    session_row,
    set_password_row,
)
from bongsu.kernel.failures import Invalid

AT_MOST = 200
CHOSEN = "own_password"


def must_be_good(name: str, old: str, new: str, at_least: int) -> None:
    """Length, not the account's own name, not the old one (NIST SP 800-63B §5.1.1.2). Raises `Invalid`."""
    if not at_least <= len(new) <= AT_MOST:
        raise Invalid(f"a password of {at_least} to {AT_MOST} letters", field="new")
    if _plain(name) in _plain(new):
        raise Invalid("the password contains the account's name", field="new")
    if len(set(new)) < _LETTERS_AT_LEAST:
        raise Invalid(f"at least {_LETTERS_AT_LEAST} different letters", field="new")
    if is_guessable(_plain(new)):
        raise Invalid("this is among the first that anybody tries", field="new")
    if new == old:
        raise Invalid("this is the old password", field="new")


_LETTERS_AT_LEAST = 4


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


async def choose_password(desk: Desk, who: SignedIn, old: str, new: str) -> list[str]:
    """Answers the sessions that ended. Raises `Invalid`, `SignInRefused`, `SignInLocked`, `NotSignedIn`."""
    must_be_good(who.person.name, old, new, desk.settings.password_at_least)
    known = await must_know_password(desk, who.person, old)
    chosen = await desk.passwords.hashed(new)
    now = desk.clock.now()
    async with desk.database.work() as work:
        # while the new one was hashed, somebody else may have set another, or ended this session
        if await password_hash_of(work.connection, who.person_id) != known:
            raise SignInRefused("this is not the password")
        if await session_row(work.connection, who.session_id) is None:
            raise NotSignedIn("sign in first")
        await set_password_row(work.connection, who.person_id, chosen, must_change=False)
        await mark_password_chosen(work.connection, who.session_id)
        await forget_pending_of(work.connection, who.person_id)
        entry = Entry(
            kind=TrailKind.CHANGE_PERSON,
            actor=who.person_id,
            organisation=who.organisation.code,
            body={"person_id": who.person_id, "change": CHOSEN},
        )
        await record(work, now, entry)
        return await end_sessions(
            work,
            who.person,
            who.person_id,
            now,
            keep=who.session_id,
            reason=EndReason.SIGNED_OUT,
        )
