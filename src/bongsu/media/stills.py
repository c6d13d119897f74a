"""The last key picture of each camera, turned into a JPEG only when a viewer must be shown one.

Keeping the coded picture costs no CPU while a camera is pulled, and it is always the newest."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import av
import structlog
from av.error import FFmpegError

from bongsu.media.sources.source import Picture

log = structlog.get_logger()
_START = b"\x00\x00\x00\x01"


@dataclass(frozen=True, slots=True)
class Still:
    jpeg: bytes
    captured_at_ms: float


class Stills:
    """Least recently taken first out. Owned by the hub; JPEGs are made in threads of their own."""

    def __init__(
        self,
        most: int,
        most_bytes: int,
        draw: Callable[[Picture], bytes] | None = None,
    ) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._draw = draw or make_jpeg
        self._bytes = 0
        self._pictures: OrderedDict[str, Picture] = OrderedDict()
        self._made: dict[str, tuple[Picture, asyncio.Future[bytes]]] = {}
        self._thread = ThreadPoolExecutor(2, "stills")

    def remember(self, camera_id: str, picture: Picture) -> None:
        old = self._pictures.pop(camera_id, None)
        self._bytes += len(picture.data) - (len(old.data) if old else 0)
        self._pictures[camera_id] = picture
        while len(self._pictures) > self._most or self._bytes > self._most_bytes:
            gone, dropped = self._pictures.popitem(last=False)
            self._bytes -= len(dropped.data)
            self._made.pop(gone, None)

    async def still(self, camera_id: str) -> Still | None:
        """None when none is known, or it cannot be drawn."""
        picture = self._pictures.get(camera_id)
        if picture is None:
            return None
        made = self._made.get(camera_id)
        if made is None or made[0] is not picture:
            loop = asyncio.get_running_loop()
            made = (picture, loop.run_in_executor(self._thread, self._draw, picture))
            self._made[camera_id] = made
        try:
            return Still(await asyncio.shield(made[1]), picture.captured_at_ms)
        except FFmpegError:
            log.warning("no still from this picture", camera=camera_id)
            return None

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


def make_jpeg(picture: Picture) -> bytes:
    """Decodes one key picture and encodes it as JPEG. Raises `FFmpegError`."""
    decoder = av.CodecContext.create("h264", "r")
    sets = picture.parameters
    frames = decoder.decode(
        av.Packet(_START + sets.sps + _START + sets.pps + _annexb(picture.data))
    )
    frames += decoder.decode(None)
    if not frames:
        raise av.error.InvalidDataError(1, "no picture in these bytes")
    frame = frames[0].reformat(format="yuvj420p")
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": "5", "qmax": "5"}
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])


def _annexb(data: bytes) -> bytes:
    out, at = bytearray(), 0
    while at + 4 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        out += _START + data[at + 4 : at + 4 + size]
        at += 4 + size
    return bytes(out)
