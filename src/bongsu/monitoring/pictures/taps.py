"""The worker's end of the taps: one line per media process for all its cameras, with tickets asked for in time."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.taps.wire import Frames, Sizes
from bongsu.monitoring.worker.messages import Tap

Ask = Callable[[Sequence[str]], Awaitable[Sequence[Tap]]]
"""Tickets for these cameras, asked of the node. Raises `BusUnavailable`; a camera left out is asked for again."""


class Taker(Protocol):
    """Who takes what comes. Called in the loop; must return at once."""

    def parameters(self, camera_id: str, parameters: Parameters, width: int, height: int) -> None:
        """Before the first picture, and when its form changes."""
        ...

    def picture(self, camera_id: str, picture: Picture) -> None: ...

    def sizes(self, camera_id: str, sizes: Sizes) -> None:
        """Once a second while the camera sends, taken or not."""
        ...

    def state(self, camera_id: str, state: str, reason: str) -> None:
        """The camera's, in media's words; `unknown` while there is no tap (reason: why)."""
        ...

    def lost(self, camera_id: str, count: int) -> None:
        """This worker was too slow for so many pictures."""
        ...


class TapClient:
    """`run` is its task; everything else is called from the same loop and returns at once."""

    def __init__(self, ask: Ask, taker: Taker) -> None:
        raise NotImplementedError

    async def run(self) -> None:
        """Until it is cancelled."""

    def watch(self, camera_id: str, frames: Frames = Frames.KEY, stream: str = "sub") -> None:
        """From now on, or from now on differently: `ALL` begins with the cached group, from its key picture."""

    def leave(self, camera_id: str) -> None: ...
