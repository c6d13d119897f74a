"""Our own cameras for other centres: by our own ticket, shown by its holder or its relay, off the same pull as at home."""

import asyncio

from bongsu.kernel.clock import Clock
from bongsu.media.camera import CameraStream, Consumer
from bongsu.media.events import WatchingChanged
from bongsu.media.failures import TicketRefused
from bongsu.media.hub import Hub
from bongsu.media.peers.holder import Holder
from bongsu.media.peers.wire import Shows
from bongsu.media.tell import Teller
from bongsu.media.tickets import Ticket, TicketChecker
from bongsu.media.watching import Watching


class OwnDesk:
    """A `Desk`. Holders stand among the watching: whatever ends a grant ends them as it ends a viewer."""

    note = ""

    def __init__(
        self,
        checker: TicketChecker,
        hub: Hub,
        watching: Watching,
        teller: Teller,
        clock: Clock,
        ask_alive: asyncio.Event,
    ) -> None:
        self._checker = checker
        self._hub = hub
        self._watching = watching
        self._teller = teller
        self._clock = clock
        self._ask_alive = ask_alive

    async def check(self, shows: Shows, peer: str) -> Ticket:
        def may_show(ticket: Ticket) -> bool:
            is_direct = ticket.via in {"", ticket.owner}
            shown_by = ticket.peer if is_direct else ticket.via
            return bool(ticket.peer) and not ticket.tap and shown_by == peer

        ticket = self._checker.accept(shows.ticket, may_show)
        if self._watching.has_ended(ticket.grant, ticket.camera):
            raise TicketRefused("ended", "the grant has ended")
        return ticket

    def keep(self, holder: Holder) -> None:
        self._watching.add(holder)

    def carry(self, holder: Holder, token: str) -> None:
        """Told again at each renewal: it does no harm."""
        self._tell(holder, watching=True)
        self._ask_alive.set()

    def release(self, holder: Holder) -> None:
        self._watching.remove(holder)
        self._tell(holder, watching=False)

    def join(self, ticket: Ticket, stream: str, consumer: Consumer) -> CameraStream:
        return self._hub.join(ticket.camera, stream, consumer)

    def _tell(self, holder: Holder, *, watching: bool) -> None:
        self._teller.tell(
            WatchingChanged(
                grant_id=holder.ticket.grant,
                camera_id=holder.ticket.camera,
                session_id=holder.ticket.session,
                viewer=holder.ticket.viewer,
                watching=watching,
                at=self._clock.now(),
            )
        )
