"""A video file as a camera's pictures: for `bongsu monitor evaluate` and the benches."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from bongsu.media.failures import BadPicture
from bongsu.media.fmp4 import TIMESCALE
from bongsu.media.sources.ffmpeg import AnnexbReader
from bongsu.media.sources.source import Picture
from bongsu.monitoring.pictures.fit import Fitter
from bongsu.monitoring.pictures.frame import Frame


def frames_of(path: Path, fit: tuple[int, int], every: int = 1) -> Iterator[Frame]:
    """Each `every`-th picture of the file, in the order of showing; `taken_at_ms` is the file's own time. Any codec that
    the file may hold. Raises `BadPicture`."""
    fitter = Fitter(path.stem, fit)
    try:
        with av.open(str(path)) as container:
            stream = _video(container, path)
            stream.codec_context.thread_count = 1
            for number, shown in enumerate(container.decode(stream)):
                if number % every == 0:
                    at_ms = float((shown.pts or 0) * (shown.time_base or 0) * 1000)
                    yield fitter.fit_at(shown, at_ms, is_key=shown.key_frame)
    except (FFmpegError, OSError) as cause:
        raise BadPicture(f"{path.name} cannot be read as video") from cause


def packets_of(path: Path) -> Iterator[Picture]:
    """The coded H.264 pictures of the file, as a tap would give them; captured from zero on. Raises `BadPicture`."""
    try:
        with av.open(str(path)) as container:
            stream = _video(container, path)
            if stream.codec_context.name != "h264":
                raise BadPicture(f"{path.name} holds {stream.codec_context.name}, not H.264")
            yield from _pictures(container, stream)
    except (FFmpegError, OSError) as cause:
        raise BadPicture(f"{path.name} cannot be read as video") from cause


def _video(container: InputContainer, path: Path) -> VideoStream:
    if not container.streams.video:
        raise BadPicture(f"{path.name} holds no video")
    return container.streams.video[0]


def _pictures(container: InputContainer, stream: VideoStream) -> Iterator[Picture]:
    reader = AnnexbReader(b"")
    to_annexb = BitStreamFilterContext("h264_mp4toannexb", stream)
    time_base = stream.time_base or Fraction(1, TIMESCALE)
    first: int | None = None
    for coded in container.demux(stream):
        if not coded.size:
            continue
        for packet in to_annexb.filter(coded):
            # a camera sends in the order of decoding
            sent = packet.dts if packet.dts is not None else packet.pts or 0
            first = sent if first is None else first
            ticks = round((packet.pts or 0) * time_base * TIMESCALE) & 0xFFFFFFFF
            at_ms = float((sent - first) * time_base * 1000)
            picture = reader.picture(bytes(packet), ticks, at_ms)
            if picture:
                yield picture
