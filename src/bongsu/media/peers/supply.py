"""Where the tickets of one pull come from: at the holder its own node, at a relay the centres that pull through it."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.clock import Clock
from bongsu.media.failures import OtherCentreRefused, OtherCentreUnreachable, TicketRefused
from bongsu.media.peers.events import ASK_TICKET, PeerTicket, WhichTicket
from bongsu.media.peers.wire import Shows
from bongsu.media.tickets import Ticket, claims_of

# A renewal is fetched when a quarter of a ticket's time is left, at most so long before its end.
_AHEAD_S = 30.0
_SHORTEST_WAIT_S = 0.2


@dataclass(frozen=True, slots=True)
class Hop:
    """The next media process on the way to the camera."""

    url: str
    server_name: str
    shows: Shows = field(repr=False)


class Supply(Protocol):
    """Owned by one pull; called from its task."""

    async def first(self) -> Hop:
        """Raises a `CameraFailure` when there is no ticket to begin with."""
        ...

    async def further(self) -> Shows:
        """Waits until there is another word to say: a further ticket, or a leaving."""
        ...

    def is_over(self, number: int, reason: str) -> None:
        """The next hop refuses or ends what was shown under this number."""
        ...


class NodeSupply:
    """A `Supply` for viewers at home. Asks anew before the ticket's end; a longer one renews the pull in its stride."""

    def __init__(
        self, bus: Bus, clock: Clock, question: WhichTicket, stream: str, within_s: float
    ) -> None:
        self._bus = bus
        self._clock = clock
        self._question = msgspec.msgpack.encode(question)
        self._stream = stream
        self._within_s = within_s
        self._number = 0
        self._ends: dict[str, float] = {}
        self._renew_at = 0.0

    async def first(self) -> Hop:
        answer = await self._ask()
        self._ends.clear()
        try:
            claims = claims_of(answer.ticket)
        except TicketRefused as cause:
            raise OtherCentreRefused("what was given as the owner's ticket is none") from cause
        onward = claims.owner if claims.via else ""
        return Hop(answer.url, answer.server_name, self._shows(answer.ticket, claims, onward))

    async def further(self) -> Shows:
        while True:
            await asyncio.sleep(max(self._renew_at - self._now(), _SHORTEST_WAIT_S))
            left_s = max(self._ends.values()) - self._now()
            self._renew_at = self._now() + left_s / 2
            try:
                answer = await self._ask()
                claims = claims_of(answer.ticket)
            except (OtherCentreRefused, OtherCentreUnreachable, TicketRefused):
                continue
            if claims.ends > self._ends.get(claims.grant, 0.0):
                return self._shows(answer.ticket, claims, "")

    def is_over(self, number: int, reason: str) -> None:
        """A refused renewal leaves the pull to its end; at the last ticket's end the source stops by itself."""

    def _shows(self, token: str, claims: Ticket, onward: str) -> Shows:
        self._ends[claims.grant] = claims.ends
        left_s = claims.ends - self._now()
        self._renew_at = claims.ends - min(_AHEAD_S, left_s / 4)
        self._number += 1
        return Shows(token, self._number, self._stream, onward)

    def _now(self) -> float:
        return self._clock.now().timestamp()

    async def _ask(self) -> PeerTicket:
        try:
            answer = await self._bus.request(ASK_TICKET, self._question, self._within_s)
            told = msgspec.msgpack.decode(answer, type=PeerTicket)
        except (BusUnavailable, msgspec.MsgspecError) as cause:
            raise OtherCentreUnreachable("our node gives no ticket of the other centre") from cause
        if told.problem or not told.ticket:
            raise OtherCentreRefused(told.problem or "there is no ticket")
        return told
