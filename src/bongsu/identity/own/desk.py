"""The use cases of one's own account."""

from dataclasses import dataclass

from bongsu.identity.desk import Desk
from bongsu.identity.events import EndReason
from bongsu.identity.factors.store import factors_of
from bongsu.identity.failures import NoSuchSession
from bongsu.identity.own.password import choose_password
from bongsu.identity.people import Session, SignedIn
from bongsu.identity.rights.store import link_of
from bongsu.identity.rules import ends_at, is_locked
from bongsu.identity.sessions import Sessions
from bongsu.identity.sign_out import end_session, end_sessions
from bongsu.identity.store import running_sessions_of


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One browser in which this person is signed in. `is_same_place`: None where one of the two places is unknown."""

    session: Session
    is_this: bool
    is_locked: bool
    is_same_place: bool | None


class OwnDesk:
    """Everybody may do this for themselves alone."""

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        self._desk = desk
        self._sessions = sessions

    async def choose_password(self, who: SignedIn, old: str, new: str) -> int:
        """Answers how many other sessions ended. Raises `Invalid`, `SignInRefused`, `SignInLocked`."""
        ended = await choose_password(self._desk, who, old, new)
        self._forget([*ended, who.session_id])
        return len(ended)

    async def sessions(self, who: SignedIn) -> list[OwnSession]:
        """This one first, then the newest."""
        now, settings = self._desk.clock.now(), self._desk.settings
        async with self._desk.database.read() as connection:
            running = await running_sessions_of(connection, who.person_id)
        own = [
            OwnSession(
                one,
                one.session_id == who.session_id,
                is_locked(one, who.role, settings, now),
                _same(one.source, who.session.source),
            )
            for one in running
            if now < ends_at(one, who.role, settings)
        ]
        return sorted(own, key=lambda one: not one.is_this)

    async def end(self, who: SignedIn, session_id: str) -> None:
        """Raises `NoSuchSession`; somebody else's is none."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            own = await running_sessions_of(work.connection, who.person_id)
            if session_id not in {one.session_id for one in own}:
                raise NoSuchSession("no such session is running", field="session_id")
            await end_session(
                work, who.person, session_id, who.person_id, EndReason.SIGNED_OUT, now
            )
        self._forget([session_id])

    async def end_others(self, who: SignedIn) -> int:
        """Answers how many ended."""
        async with self._desk.database.work() as work:
            ended = await end_sessions(
                work,
                who.person,
                who.person_id,
                self._desk.clock.now(),
                keep=who.session_id,
                reason=EndReason.SIGNED_OUT,
            )
        self._forget(ended)
        return len(ended)

    async def ways_to_unlock(self, who: SignedIn) -> list[str]:
        """`password`, `totp`, `passkey`; `oidc`: this account may sign in anew at the provider."""
        async with self._desk.database.read() as connection:
            kinds = {one.kind.value for one in await factors_of(connection, who.person_id)}
            linked = await link_of(connection, who.person_id)
        settings = self._desk.settings
        offered = linked is not None and linked[0] == settings.oidc_issuer
        return ["password", *sorted(kinds), *(["oidc"] if offered else [])]

    def _forget(self, session_ids: list[str]) -> None:
        for session_id in session_ids:
            self._sessions.forget(session_id)


def _same(source: str | None, here: str | None) -> bool | None:
    return None if source is None or here is None else source == here
