"""One viewing: who watches which camera on which ticket, and what is sent to them."""

import asyncio

from bongsu.media.camera import CameraStream, StreamState
from bongsu.media.group import Opening, Shown
from bongsu.media.hub import Hub
from bongsu.media.send_queue import SendQueue
from bongsu.media.stills import Still
from bongsu.media.tickets import Ticket
from bongsu.media.wire import Kind, binary_frame, text_frame


class Viewer:
    """Owned by its connection. `cut` may come from anywhere in the loop and works at once."""

    def __init__(self, ticket: Ticket, queue: SendQueue, accepted_at_s: float) -> None:
        self.ticket = ticket
        # the ticket's own end, unless node says by name that the grant was renewed
        self.ends = ticket.ends
        self.accepted_at_s = accepted_at_s
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.queue = queue
        self._seat: Seat | None = None
        self._next: Seat | None = None

    @property
    def has_begun(self) -> bool:
        """Whether live pictures have come."""
        return self._seat is not None

    @property
    def is_cut(self) -> bool:
        return self.ended.done()

    def watch(self, hub: Hub, name: str) -> None:
        """Joins a stream; the one watched so far plays on until the new one's first picture."""
        if self.is_cut or (self._next and self._next.name == name):
            return
        self._drop_next()
        if self._seat and self._seat.name == name:
            return
        seat = self._next = Seat(self, name)
        seat.stream = hub.join(self.ticket.camera, name, seat)

    def begun(self, seat: "Seat") -> None:
        if seat is self._next:
            before, self._seat, self._next = self._seat, seat, None
            if before:
                before.leave()

    def is_told(self, seat: "Seat") -> bool:
        """A stream that is not yet shown tells its state only when no other is shown."""
        return seat is self._seat or self._seat is None

    def still(self, still: Still) -> None:
        if not self.has_begun and not self.is_cut:
            self.queue.offer(binary_frame(Kind.STILL, still.captured_at_ms, still.jpeg))

    def cut(self, reason: str, by: str = "") -> None:
        """After this returns not one more byte of a picture is sent."""
        if self.is_cut:
            return
        self.leave()
        farewell = text_frame({"type": "ended", "reason": reason, "by": by})
        self.queue.close(farewell)
        self.ended.set_result(reason)

    def leave(self) -> None:
        self._drop_next()
        if self._seat:
            self._seat.leave()

    def _drop_next(self) -> None:
        seat, self._next = self._next, None
        if seat:
            seat.leave()


class Seat:
    """A `Consumer`: one viewer at one stream."""

    def __init__(self, viewer: Viewer, name: str) -> None:
        self.name = name
        self.stream: CameraStream | None = None
        self._viewer = viewer
        self._queue = viewer.queue
        self._waits_for_key = False
        self._has_left = False

    def begin(self, opening: Opening) -> None:
        self._viewer.begun(self)
        if self._has_left:
            return
        self._waits_for_key = False
        self._queue.begin(opening.frames)

    def show(self, shown: Shown) -> None:
        if self._has_left or (self._waits_for_key and not shown.picture.is_key):
            return
        if self._queue.offer(shown.frame, droppable=True):
            if self._waits_for_key:
                self._waits_for_key = False
                self._say(self._state("live", ""))
            return
        self._queue.drop()
        if not self._waits_for_key:
            self._waits_for_key = True
            self._say(self._state("live", "slow"))

    def tell(self, state: StreamState) -> None:
        if not self._has_left and self._viewer.is_told(self):
            message = self._state(state.state, state.reason)
            self._say({**message, "since": state.since.isoformat()})

    def leave(self) -> None:
        self._has_left = True
        if self.stream:
            self.stream.leave(self)

    def _state(self, state: str, reason: str) -> dict[str, object]:
        since = self.stream.state.since.isoformat() if self.stream else ""
        return {"type": "state", "state": state, "since": since, "reason": reason}

    def _say(self, message: dict[str, object]) -> None:
        self._queue.offer(text_frame(message))
