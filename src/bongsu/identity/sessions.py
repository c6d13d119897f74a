"""Whose session a token is. Asked on every request, so the answer is believed for a few seconds."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bongsu.identity.desk import Desk
from bongsu.identity.people import SignedIn
from bongsu.identity.rules import ends_at, is_locked
from bongsu.identity.store import mark_seen, session_by_token
from bongsu.identity.tokens import token_hash

_MANY = 4096


@dataclass(frozen=True, slots=True)
class _Known:
    signed_in: SignedIn
    read_at: datetime


class Sessions:
    """The one owner of what is believed about sessions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, _Known] = {}
        self._forgettings = 0

    async def of(self, token: str, *, touch: bool = True) -> SignedIn | None:
        """Who holds this token now, perhaps locked. `touch=False` only looks: it does not count as doing something."""
        key = token_hash(token)
        now = self._desk.clock.now()
        signed_in = self._believed(key, now) or await self._read(key, now)
        if signed_in is None or now >= signed_in.ends_at:
            self._known.pop(key, None)
            return None
        if is_locked(signed_in.session, signed_in.role, self._desk.settings, now):
            return replace(signed_in, locked=True)
        return await self._seen(key, signed_in, now) if touch else signed_in

    def forget(self, session_id: str) -> None:
        """The session has ended: believe nothing about it, nor what is being read just now."""
        self._forgettings += 1
        for key, known in list(self._known.items()):
            if known.signed_in.session_id == session_id:
                del self._known[key]

    def _believed(self, key: str, now: datetime) -> SignedIn | None:
        known = self._known.get(key)
        if known is None or abs(now - known.read_at) >= self._believed_for:
            return None
        return known.signed_in

    @property
    def _believed_for(self) -> timedelta:
        return timedelta(seconds=min(self._desk.settings.cache_s, 5.0))

    async def _read(self, key: str, now: datetime) -> SignedIn | None:
        before = self._forgettings
        async with self._desk.database.read() as connection:
            found = await session_by_token(connection, key)
        if found is None:
            return None
        session, person, organisation = found
        ends = ends_at(session, person.role, self._desk.settings)
        signed_in = SignedIn(session, person, organisation, ends)
        if self._forgettings == before:
            self._believe(key, signed_in, now)
        return signed_in

    def _believe(self, key: str, signed_in: SignedIn, now: datetime) -> None:
        if len(self._known) >= _MANY:
            self._known = {
                other: known
                for other, known in self._known.items()
                if now - known.read_at < self._believed_for
            }
        self._known[key] = _Known(signed_in, now)

    async def _seen(self, key: str, signed_in: SignedIn, now: datetime) -> SignedIn:
        session = signed_in.session
        if (now - session.seen_at).total_seconds() < self._desk.settings.seen_every_s:
            return signed_in
        session = replace(session, seen_at=now)
        ends = ends_at(session, signed_in.role, self._desk.settings)
        seen = replace(signed_in, session=session, ends_at=ends)
        known = self._known.get(key)
        if known is not None:
            # before the write, so that requests arriving together write once
            self._known[key] = replace(known, signed_in=seen)
        async with self._desk.database.work() as work:
            await mark_seen(work.connection, session.session_id, now)
        return seen
