"""`/tap`: where analytics workers come for the pictures of the cameras they have leased. No page comes here."""

import asyncio

from aiohttp import web

from bongsu.kernel.clock import Clock
from bongsu.media.hub import Hub
from bongsu.media.settings import MediaSettings
from bongsu.media.taps.session import TapSession
from bongsu.media.taps.wire import LARGEST_WORD
from bongsu.media.tickets import TicketChecker

_HEARTBEAT_S = 20.0
# less than the server gives its connections at a stop
_CLOSE_WITHIN_S = 1.0


class TapDoor:
    """Knows all lines of this process. What a machine looks at is nobody's viewing: it stands in no journal and is not
    told as `media.watching`."""

    def __init__(
        self, settings: MediaSettings, clock: Clock, checker: TicketChecker, hub: Hub
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._checker = checker
        self._hub = hub
        self._sessions: dict[TapSession, None] = {}

    @property
    def cameras(self) -> int:
        return sum(session.cameras for session in self._sessions)

    @property
    def is_full(self) -> bool:
        """Of workers: who has shown no ticket yet takes nobody's place."""
        known = sum(1 for session in self._sessions if session.is_known)
        return known >= self._settings.tap_connections

    async def attend(
        self, request: web.Request, transport: asyncio.Transport
    ) -> web.StreamResponse:
        """Returns when the line is over."""
        ws = web.WebSocketResponse(
            compress=False,
            heartbeat=_HEARTBEAT_S,
            max_msg_size=LARGEST_WORD,
            timeout=_CLOSE_WITHIN_S,
        )
        session = TapSession(self._settings, self._clock, self._checker, self._hub, transport)
        self._send_oldest_away()
        self._sessions[session] = None
        try:
            await ws.prepare(request)
            await session.run(ws)
        finally:
            self._sessions.pop(session, None)
        return ws

    def _send_oldest_away(self) -> None:
        """A worker shows its ticket with its first word: among many who say nothing it is not the oldest."""
        silent = [session for session in self._sessions if not session.is_known]
        if len(silent) >= self._settings.tap_connections:
            silent[0].send_away()
            del self._sessions[silent[0]]

    def end_all(self, reason: str) -> None:
        for session in list(self._sessions):
            session.end(reason)
