"""Encodes a clip once (sub-stream, other key-frame interval, rendered scene) and keeps it in a cache folder."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from threading import Event

import av
import structlog
from av import VideoFrame
from av.video.stream import VideoStream

log = structlog.get_logger()

RECIPE = "2"
SUB_WIDTH = 640
SUB_FRAMES_PER_S = 12
SUB_BITRATE_KBPS = 400


@dataclass(frozen=True, slots=True)
class Encoding:
    """How pictures become H.264; no B-frames, closed groups of pictures, as cameras do."""

    width: int
    height: int
    frames_per_s: int
    key_frame_s: float
    bitrate_kbps: int

    @property
    def key(self) -> str:
        rate = f"{self.frames_per_s}-{self.key_frame_s:g}-{self.bitrate_kbps}"
        return f"{self.width}x{self.height}-{rate}-r{RECIPE}"


class Abandoned(Exception):
    """Whoever asked for the clips no longer waits for them."""


class EncodedClips:
    """The cache folder: a clip is made only when no clip of the same content and encoding is there."""

    def __init__(self, folder: Path, abandoned: Event | None = None) -> None:
        self._folder = folder
        self._abandoned = abandoned or Event()

    def sub(self, clip: Path, longest_s: float) -> Path:
        """The clip's sub-stream: small, slow and cheap."""
        source = _source(clip)
        height = max(2, round(SUB_WIDTH * source.height / source.width / 2) * 2)
        width = min(SUB_WIDTH, source.width)
        if width < SUB_WIDTH:
            height = source.height
        rate = min(SUB_FRAMES_PER_S, source.frames_per_s)
        encoding = Encoding(width, height, rate, 2, SUB_BITRATE_KBPS)
        return self._re_encoded(clip, encoding, longest_s)

    def with_key_frames(self, clip: Path, every_s: float, longest_s: float) -> Path:
        """The clip in its own size and rate, with a key frame every `every_s`."""
        source = _source(clip)
        encoding = Encoding(source.width, source.height, source.frames_per_s, every_s, 2000)
        return self._re_encoded(clip, encoding, longest_s)

    def made(
        self, name: str, encoding: Encoding, pictures: Callable[[], Iterable[VideoFrame]]
    ) -> Path:
        """The clip `name` in this encoding, from the cache or from `pictures`."""
        target = self._folder / f"{name}-{encoding.key}.mp4"
        if not target.exists():
            log.info("clip encoding", clip=target.name)
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(target, encoding, self._unless_abandoned(pictures()))
        return target

    def _unless_abandoned(self, pictures: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
        for picture in pictures:
            if self._abandoned.is_set():
                raise Abandoned
            yield picture

    def _re_encoded(self, clip: Path, encoding: Encoding, longest_s: float) -> Path:
        digest = hashlib.sha256(clip.read_bytes()).hexdigest()[:16]
        name = f"{digest}-{longest_s:g}s"
        return self.made(name, encoding, lambda: _sampled(clip, encoding.frames_per_s, longest_s))


@dataclass(frozen=True, slots=True)
class _Source:
    width: int
    height: int
    frames_per_s: int


def _source(clip: Path) -> _Source:
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        return _Source(
            context.width // 2 * 2,
            context.height // 2 * 2,
            max(1, round(float(stream.average_rate or 15))),
        )


def _sampled(clip: Path, frames_per_s: int, longest_s: float) -> Iterator[VideoFrame]:
    """The clip's frames thinned out to `frames_per_s`, none from `longest_s` on."""
    with av.open(str(clip)) as container:
        begin_s: float | None = None
        wanted = 0
        for frame in container.decode(video=0):
            begin_s = frame.time if begin_s is None else begin_s
            at_s = frame.time - begin_s
            if at_s >= longest_s:
                return
            while at_s + 1e-6 >= wanted / frames_per_s:
                yield frame
                wanted += 1


def _write(target: Path, encoding: Encoding, pictures: Iterable[VideoFrame]) -> None:
    """Writes beside the target and renames: another process never sees half a clip."""
    handle, part = tempfile.mkstemp(suffix=".part.mp4", dir=target.parent)
    os.close(handle)
    try:
        with av.open(part, "w", format="mp4") as container:
            stream = container.add_stream("libx264", rate=encoding.frames_per_s)
            _configure(stream, encoding)
            for index, picture in enumerate(pictures):
                frame = picture.reformat(encoding.width, encoding.height, "yuv420p")
                frame.pts = index
                frame.time_base = Fraction(1, encoding.frames_per_s)
                frame.pict_type = av.video.frame.PictureType.NONE
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        Path(part).replace(target)
    finally:
        Path(part).unlink(missing_ok=True)


def _configure(stream: VideoStream, encoding: Encoding) -> None:
    key_frames = max(1, round(encoding.key_frame_s * encoding.frames_per_s))
    stream.width, stream.height, stream.pix_fmt = encoding.width, encoding.height, "yuv420p"
    stream.time_base = Fraction(1, encoding.frames_per_s)
    stream.codec_context.gop_size = key_frames
    stream.codec_context.max_b_frames = 0
    stream.options = {
        "preset": "veryfast",
        "crf": "24",
        "x264-params": f"keyint={key_frames}:min-keyint={key_frames}:scenecut=0:bframes=0:"
        f"vbv-maxrate={encoding.bitrate_kbps}:vbv-bufsize={encoding.bitrate_kbps}",
    }
