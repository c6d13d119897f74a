"""The interface every way of pulling a camera keeps, and the values that pass through it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a decoder needs before the first picture; a changed one is another object."""

    sps: bytes
    pps: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """One coded picture (H.264 access unit): NAL units with four-byte lengths (AVCC), no parameter sets."""

    data: bytes
    is_key: bool
    rtp_time: int
    """90 kHz, 32 bits, wraps."""
    captured_at_ms: float
    """When its first packet arrived, Unix milliseconds. Cameras' own clocks drift by minutes."""
    parameters: Parameters
    is_backlog: bool = False
    """From the cache of the hop before: more follow at once, and the first that is none is live."""


Take = Callable[[Picture], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a source waits for what, in seconds, and over which transport."""

    connect_s: float = 2.0
    answer_s: float = 3.0
    frozen_s: float = 4.5
    first_picture_s: float = 25.0
    transport: str = "auto"


class Source(Protocol):
    """One camera stream. Never pulls sound (PIPA art. 25(5): no recording of voices)."""

    async def run(self, take: Take) -> None:
        """Opens the stream and calls `take` for every whole picture, the first being a key picture.

        Never returns: it is cancelled, or raises a `CameraFailure`; one that `take` raises ends it too."""
        ...
