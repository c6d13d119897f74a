"""A simulated camera: two streams that run on with the clock, and the fault it has just now."""

from dataclasses import dataclass
from enum import StrEnum

from bongsu.simulate.packets import Loop, Picture
from bongsu.simulate.session import Session

# The golden ratio's fraction spreads any number of cameras evenly over a loop.
_SPREAD = 0.618_033_988_749_895


class Fault(StrEnum):
    """What can be wrong with a camera."""

    NONE = "none"
    FROZEN = "frozen"
    DEAD = "dead"
    NONSENSE = "nonsense"
    MUTE = "mute"
    H265_ONLY = "h265_only"
    TRUNCATED_SDP = "truncated_sdp"


SILENT = frozenset({Fault.FROZEN, Fault.DEAD, Fault.NONSENSE, Fault.MUTE, Fault.H265_ONLY})


class Stream:
    """One loop at one phase. Position 0 is `began_s` on the monotonic clock; it never stops running."""

    def __init__(self, loop: Loop, began_s: float) -> None:
        self.loop = loop
        self.viewers: list[Session] = []
        self.is_scheduled = False
        self._began_s = began_s
        self._round = 0
        self._index = 0

    def position_s(self, now_s: float) -> float:
        return now_s - self._began_s

    @property
    def due_s(self) -> float:
        """When the next picture is due on the monotonic clock."""
        picture = self.loop.pictures[self._index]
        return self._began_s + self._round * self.loop.duration_s + picture.due_s

    @property
    def ticks(self) -> int:
        """The next picture's RTP time, running on over every round."""
        return self._round * self.loop.ticks + self.loop.pictures[self._index].timestamp

    def seek(self, now_s: float) -> None:
        """Moves to the first picture that is not yet due."""
        position_s = self.position_s(now_s)
        self._round = int(position_s // self.loop.duration_s)
        self._index = self.loop.index_at(position_s - self._round * self.loop.duration_s)
        if self._index == len(self.loop.pictures):
            self._round, self._index = self._round + 1, 0

    def take(self) -> tuple[Picture, int]:
        """The next picture and its RTP time; steps on."""
        picture, ticks = self.loop.pictures[self._index], self.ticks
        self._index += 1
        if self._index == len(self.loop.pictures):
            self._round, self._index = self._round + 1, 0
        return picture, ticks

    def report(self, now_s: float, wall_s: float) -> None:
        for viewer in self.viewers:
            viewer.report(self.position_s(now_s), wall_s)


@dataclass(slots=True)
class Camera:
    """Mutable, owned by the simulator."""

    number: int
    streams: dict[str, Stream]
    fault: Fault = Fault.NONE

    @property
    def is_silent(self) -> bool:
        return self.fault in SILENT


def make_camera(number: int, loops: dict[str, Loop], began_s: float) -> Camera:
    """The camera's place in its loop follows from its number alone; main and sub show the same moment."""
    main = loops["main"]
    ahead_s = (number * _SPREAD % 1.0) * main.duration_s
    streams = {name: Stream(loop, began_s - ahead_s) for name, loop in loops.items()}
    return Camera(number, streams)
