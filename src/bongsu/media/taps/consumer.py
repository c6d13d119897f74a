"""One camera on one tap: passes on the pictures that the worker wants and counts the sizes of all of them."""

from collections.abc import Callable

from bongsu.media.camera import MOVED, CameraStream, StreamState
from bongsu.media.group import Opening, Shown
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.taps.outbox import Outbox
from bongsu.media.taps.wire import Frames, Sizes, TapParameters, TapSaid, frame
from bongsu.media.tickets import Ticket


class TapSeat:
    """A `Consumer`, owned by its session. `moved` is called when another media process has the camera."""

    def __init__(
        self, index: int, ticket: Ticket, outbox: Outbox, moved: Callable[["TapSeat"], None]
    ) -> None:
        self.index = index
        self.camera_id = ticket.camera
        self.ends = ticket.ends
        self.frames = Frames.KEY
        self.stream: CameraStream | None = None
        self.asked_for = ""
        self.alone_since_s: float | None = None
        """Since when nobody watches the stream that is shown instead of the one asked for."""
        self._outbox = outbox
        self._moved = moved
        self._has_left = False
        self._parameters: Parameters | None = None
        self._said = ("", "")
        self._pictures = self._bytes = self._key_bytes = self._biggest = 0

    def begin(self, opening: Opening) -> None:
        """The cached group from its key picture, which a worker may have shown interest in."""
        if self._has_left:
            return
        *earlier, last = (shown.picture for shown in opening.group)
        if last.parameters is not self._parameters:
            self._parameters = last.parameters
            self._outbox.say(self.index, frame(_parameters(self.index, opening)))
        for picture in earlier:
            self._offer(picture, is_backlog=True)
        self._offer(last)

    def show(self, shown: Shown) -> None:
        picture = shown.picture
        size = len(picture.data)
        self._pictures += 1
        self._bytes += size
        if picture.is_key:
            self._key_bytes += size
        elif size > self._biggest:
            self._biggest = size
        self._offer(picture)

    def tell(self, state: StreamState) -> None:
        if self._has_left:
            return
        if state.reason == MOVED:
            self._moved(self)
        elif (state.state, state.reason) != self._said:
            self._said = (state.state, state.reason)
            said = TapSaid(self.index, self.camera_id, "state", state.state, state.reason)
            self._outbox.say(self.index, frame(said))

    def want(self, frames: Frames) -> None:
        """More than before begins with what is cached."""
        before, self.frames = self.frames, frames
        wants_more = before is Frames.NONE or frames is Frames.ALL
        if self.stream and frames is not before and wants_more and frames is not Frames.NONE:
            self.stream.join(self, is_machine=True)

    def move_to(self, stream: CameraStream, name: str) -> None:
        """`stream` has this seat already and shows what was asked for by `name`; the one before lets it go."""
        if self.stream and self.stream is not stream:
            self.stream.leave(self)
        self.stream, self.asked_for = stream, name

    def is_alone_for(self, seconds: float, now_s: float) -> bool:
        return self.alone_since_s is not None and now_s - self.alone_since_s >= seconds

    def sizes(self) -> Sizes | None:
        """Since the last question; None when nothing came."""
        if not self._pictures:
            return None
        told = Sizes(self.index, self._pictures, self._bytes, self._key_bytes, self._biggest)
        self._pictures = self._bytes = self._key_bytes = self._biggest = 0
        return told

    def leave(self) -> None:
        self._has_left = True
        self._outbox.forget(self.index)
        if self.stream:
            self.stream.leave(self)

    def _offer(self, picture: Picture, *, is_backlog: bool = False) -> None:
        if self.frames is Frames.ALL or (picture.is_key and self.frames is Frames.KEY):
            self._outbox.show(self.index, picture, is_backlog=is_backlog)


def _parameters(index: int, opening: Opening) -> TapParameters:
    sets, init = opening.group[-1].picture.parameters, opening.init
    return TapParameters(index, sets.sps, sets.pps, init.width, init.height)
