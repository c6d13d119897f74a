"""A clip as RTP payloads, cut once and shared by every camera that plays it; only headers differ per session."""

from bisect import bisect_left
from dataclasses import dataclass

from bongsu.simulate import nal

CLOCK_HZ = 90_000
MTU = 1400
_FU_A = 28


@dataclass(frozen=True, slots=True)
class Picture:
    """One coded picture: when it is due in the loop, its RTP timestamp there, its RTP payloads in order."""

    due_s: float
    timestamp: int
    payloads: tuple[bytes, ...]
    is_key: bool


@dataclass(frozen=True, slots=True)
class Loop:
    """A clip that begins with a key frame and is played over and over."""

    pictures: tuple[Picture, ...]
    duration_s: float
    sps: bytes
    pps: bytes
    width: int
    height: int
    frames_per_s: float

    def __post_init__(self) -> None:
        if not self.pictures or not self.pictures[0].is_key:
            raise ValueError("a loop begins with a key frame")

    @property
    def ticks(self) -> int:
        """The loop's length in RTP clock ticks; whole, so that timestamps run on over the seam."""
        return round(self.duration_s * CLOCK_HZ)

    def index_at(self, position_s: float) -> int:
        """The first picture due at or after `position_s` of the loop; may be `len(pictures)`."""
        return bisect_left(self.pictures, position_s, key=lambda picture: picture.due_s)


def payloads_of(units: list[bytes], mtu: int = MTU) -> tuple[bytes, ...]:
    """RFC 6184 packetization-mode 1: single units where they fit, FU-A where they do not."""
    cut: list[bytes] = []
    for unit in units:
        if len(unit) <= mtu:
            cut.append(unit)
        else:
            cut.extend(_fragments(unit, mtu))
    return tuple(cut)


def _fragments(unit: bytes, mtu: int) -> list[bytes]:
    indicator = (unit[0] & 0xE0) | _FU_A
    room = mtu - 2
    pieces = [unit[at : at + room] for at in range(1, len(unit), room)]
    last = len(pieces) - 1
    return [
        bytes((indicator, nal.kind(unit) | (0x80 if i == 0 else 0) | (0x40 if i == last else 0)))
        + piece
        for i, piece in enumerate(pieces)
    ]
