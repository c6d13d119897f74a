"""Small coded pictures made for a test, and bytes read back."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

from bongsu.media.sources.source import Picture
from bongsu.monitoring.pictures.files import packets_of
from tests.media.clips import make_clip

RATE = 20


def street(folder: Path, **size: int) -> list[Picture]:
    """Two seconds, twenty pictures a second, a key picture each half second; captured from zero on."""
    path = folder / f"street_{'_'.join(map(str, size.values()))}.mp4"
    if not path.exists():
        make_clip(path, rate=RATE, **size)
    return list(packets_of(path))


def with_b_pictures(folder: Path) -> list[Picture]:
    """One second of a camera that shows some pictures earlier than they are decoded."""
    path = folder / "b.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.options = {"preset": "veryfast", "g": "10", "bf": "2", "b-adapt": "0"}
        for number in range(RATE):
            wave = np.full((180, 320, 3), number * 12, np.uint8)
            frame = av.VideoFrame.from_ndarray(wave, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return list(packets_of(path))


def moved(pictures: Sequence[Picture], by_ms: float) -> list[Picture]:
    """The same, captured later."""
    return [
        replace(
            one,
            captured_at_ms=one.captured_at_ms + by_ms,
            rtp_time=(one.rtp_time + round(by_ms * 90)) & 0xFFFFFFFF,
        )
        for one in pictures
    ]


@dataclass
class ReadBack:
    """What a player finds in a clip."""

    shown_s: list[float]
    keys: int
    size: tuple[int, int]
    lasts_s: float


def read_back(clip: bytes) -> ReadBack:
    """Decodes all of it."""
    with av.open(io.BytesIO(clip), "r") as container:
        stream = container.streams.video[0]
        frames = list(container.decode(stream))
        return ReadBack(
            [float(frame.time or 0) for frame in frames],
            sum(frame.key_frame for frame in frames),
            (stream.width, stream.height),
            float(container.duration or 0) / 1_000_000,
        )
