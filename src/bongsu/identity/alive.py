"""Answers the media processes which sessions still stand, so that a lost message cannot extend a viewing."""

import msgspec

from bongsu.identity.desk import Desk
from bongsu.identity.people import Person, Session
from bongsu.identity.rules import ends_at, is_locked
from bongsu.identity.store import sessions_among
from bongsu.identity.systems import SystemSessions
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus

SESSIONS_ALIVE = subject_on_bus("identity.sessions_alive")
_AT_MOST = 20_000


class WhichSessions(msgspec.Struct, frozen=True):
    """The question: the sessions whose pictures somebody sees now."""

    session_ids: list[str]


class SessionsAlive(msgspec.Struct, frozen=True):
    """The answer: of those that were asked about, the ones that may go on, and the ones that are locked."""

    session_ids: list[str]
    locked: list[str]


class SessionsAliveAnswers:
    """A part of the node process."""

    name = "identity.sessions_alive"

    def __init__(self, desk: Desk, bus: Bus, systems: SystemSessions) -> None:
        self._desk = desk
        self._systems = systems
        self._bus = bus
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        self._subscription = await self._bus.serve(SESSIONS_ALIVE, self._answer)

    async def stop(self) -> None:
        if self._subscription is not None:
            await self._subscription.stop()

    async def _answer(self, question: bytes) -> bytes:
        asked = msgspec.json.decode(question, type=WhichSessions).session_ids[:_AT_MOST]
        async with self._desk.database.read() as connection:
            found = await sessions_among(connection, set(asked))
        judged = self._judged(found)
        judged.session_ids.extend(self._systems.among(asked))
        return msgspec.json.encode(judged)

    def _judged(self, found: list[tuple[Session, Person]]) -> SessionsAlive:
        now, settings = self._desk.clock.now(), self._desk.settings
        alive: list[str] = []
        locked: list[str] = []
        for session, person in found:
            if now >= ends_at(session, person.role, settings):
                continue
            is_shut = is_locked(session, person.role, settings, now)
            (locked if is_shut else alive).append(session.session_id)
        return SessionsAlive(alive, locked)
