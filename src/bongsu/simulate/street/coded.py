"""The street's pictures as H.264, as a camera would send them: two seconds between key pictures, no B-frames, few bits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext

from bongsu.media.sources.source import Parameters, Picture
from bongsu.simulate import nal
from bongsu.simulate.street.camera import StreetCamera
from bongsu.simulate.street.walks import Pixels
from bongsu.simulate.street.weather import EXPOSURES

KEY_EVERY_S = 2.0
_CLOCK_HZ = 90_000


@dataclass(frozen=True, slots=True)
class Group:
    """A key picture and what follows it. `number` is the same for groups that hold the same pictures."""

    number: int
    begins_s: float


class CodedCamera:
    """A street camera's groups of pictures, drawn and coded when they are asked for. While nobody and nothing comes or
    goes, it plays `calm` groups over and over: what a detector says of those need be asked once."""

    def __init__(self, camera: StreetCamera, rate: float, calm: int = 20) -> None:
        self.camera = camera
        self.rate = rate
        self._calm = calm
        self._quantiser = EXPOSURES[camera.script.weather].quantiser

    def group(self, place: int) -> Group:
        """The `place`-th one from the begin of time."""
        begins_s = place * KEY_EVERY_S
        if self.camera.script.is_calm(begins_s, begins_s + KEY_EVERY_S):
            calm = place % self._calm
            return Group(-1 - calm, calm * KEY_EVERY_S)
        return Group(place, begins_s)

    def key(self, group: Group) -> Picture:
        return self._coded(group, 1)[0]

    def all(self, group: Group) -> list[Picture]:
        """The same key picture and the others of the group."""
        return self._coded(group, round(KEY_EVERY_S * self.rate))

    def _coded(self, group: Group, count: int) -> list[Picture]:
        # what a script does is over at its end; the calm groups lie before its begin
        shift_s = 0.0 if group.number >= 0 else -1_000_000.0
        dice = np.random.default_rng((self.camera.script.seed, abs(group.number), group.number < 0))
        pictures = (
            self.camera.picture(group.begins_s + shift_s + index / self.rate, dice)
            for index in range(count)
        )
        return coded(pictures, self.camera.size, self._quantiser, self.rate)


def coded(
    pictures: Iterator[Pixels] | Sequence[Pixels],
    size: tuple[int, int],
    quantiser: int,
    rate: float,
) -> list[Picture]:
    """One group: the first picture is the key. Times count from 0 in the order of showing."""
    context = _encoder(size, quantiser)
    units: list[tuple[bool, list[bytes]]] = []
    for index, pixels in enumerate(pictures):
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
        frame.pts = index
        units += [_access_unit(bytes(packet)) for packet in context.encode(frame)]
    units += [_access_unit(bytes(packet)) for packet in context.encode(None)]
    sets = [unit for _, group in units for unit in group]
    sps, pps = nal.first_of(sets, nal.SPS), nal.first_of(sets, nal.PPS)
    parameters = Parameters(sps or b"", pps or b"")
    return [
        Picture(
            _with_lengths(group),
            is_key,
            int(index / rate * _CLOCK_HZ),
            index / rate * 1000,
            parameters,
        )
        for index, (is_key, group) in enumerate(units)
    ]


def _encoder(size: tuple[int, int], quantiser: int) -> VideoCodecContext:
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height = size
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, 1000)
    context.thread_count = 1
    context.options = {
        "preset": "veryfast",
        "tune": "zerolatency",
        "qp": str(quantiser),
        "x264-params": "keyint=1000:scenecut=0:bframes=0:rc-lookahead=0:sync-lookahead=0",
    }
    return context


def _access_unit(data: bytes) -> tuple[bool, list[bytes]]:
    units = nal.split(data, 0)
    return any(nal.kind(unit) == nal.IDR for unit in units), units


def _with_lengths(units: Sequence[bytes]) -> bytes:
    slices = [unit for unit in units if nal.is_slice(unit)]
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in slices)
