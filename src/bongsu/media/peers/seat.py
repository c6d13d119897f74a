"""Another centre at one stream: pictures leave as they came, and a line that is too slow drops to the next key picture."""

from bongsu.media.camera import CameraStream, StreamState
from bongsu.media.group import Opening, Shown
from bongsu.media.peers.wire import Said, said_frame
from bongsu.media.send_queue import SendQueue


class PeerSeat:
    """A `Consumer`."""

    def __init__(self, queue: SendQueue) -> None:
        self.stream: CameraStream | None = None
        self._queue = queue
        self._waits_for_key = False
        self._has_left = False

    def begin(self, opening: Opening) -> None:
        if not self._has_left:
            self._waits_for_key = False
            self._queue.begin((opening.peer_frame,))

    def show(self, shown: Shown) -> None:
        if self._has_left or (self._waits_for_key and not shown.picture.is_key):
            return
        if self._queue.offer(shown.peer_frame, droppable=True):
            if self._waits_for_key:
                self._waits_for_key = False
                self._say("live", "")
            return
        self._queue.drop()
        if not self._waits_for_key:
            self._waits_for_key = True
            self._say("live", "slow")

    def tell(self, state: StreamState) -> None:
        if not self._has_left:
            self._say(state.state, state.reason)

    def leave(self) -> None:
        self._has_left = True
        if self.stream:
            self.stream.leave(self)

    def _say(self, state: str, reason: str) -> None:
        self._queue.offer(said_frame(Said("state", state=state, reason=reason)))
