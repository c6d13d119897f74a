"""A photo or a still as it is kept: decoded and drawn anew, so that no place, device or file inside a file comes along."""

import asyncio
from fractions import Fraction

import av
import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame

from bongsu.kernel.failures import Invalid

LARGEST_PICTURE = 1024 * 1024
_MOST_SIDE = 6000
# of a telephone's camera; what is kept is no larger than a screen shows
_MOST_PIXELS = 24_000_000
_KEPT_SIDE = 1600
# a progressive picture has about ten; each one more is a whole pass over it
_MOST_SCANS = 40
_SCAN = b"\xff\xda"
_BEGIN = b"\xff\xd8\xff"
# the frames that say a picture's size (ITU-T T.81 table B.1), without DHT, JPG and DAC
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


async def as_picture(data: bytes, field: str) -> bytes:
    """Raises `Invalid` with the field for what is no JPEG of at most 1 MiB."""
    if len(data) > LARGEST_PICTURE:
        raise Invalid("A picture has at most 1 MiB", field=field)
    if not data.startswith(_BEGIN):
        raise Invalid("A picture is a JPEG", field=field)
    sides = _sides(data)
    if sides is None or not 16 <= min(sides) <= max(sides) <= _MOST_SIDE:
        raise Invalid(f"A picture has 16 to {_MOST_SIDE} pixels a side", field=field)
    scans = data.count(_SCAN)
    if sides[0] * sides[1] > _MOST_PIXELS or scans > _MOST_SCANS:
        raise Invalid("A picture is not larger than a telephone's", field=field)
    if scans == 0:
        raise Invalid("There is no picture in this JPEG", field=field)
    try:
        return await asyncio.to_thread(_anew, data)
    except FFmpegError as cause:
        raise Invalid("This JPEG cannot be read", field=field) from cause


def _sides(data: bytes) -> tuple[int, int] | None:
    """Before anything is decoded: a small file may hold a huge picture."""
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker in _SIZES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        if length < 2:
            return None
        at += 2 + length
    return None


def _anew(data: bytes) -> bytes:
    decoder = av.CodecContext.create("mjpeg", "r")
    # a second size inside the file says otherwise than the first
    decoder.options = {"max_pixels": str(_MOST_PIXELS), "err_detect": "explode"}
    frames = [*decoder.decode(av.Packet(data)), *decoder.decode(None)]
    frame = frames[0] if frames else None
    if not isinstance(frame, VideoFrame):
        raise av.error.InvalidDataError(1, "no picture in these bytes")
    drawn = _upright(frame)
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = drawn.width, drawn.height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": "4", "qmax": "4"}
    drawn.pts = 0
    return b"".join(bytes(one) for one in [*encoder.encode(drawn), *encoder.encode(None)])


def _upright(frame: VideoFrame) -> VideoFrame:
    """As the camera was held (EXIF's orientation, which is not kept), and no larger than is needed."""
    scale = min(1.0, _KEPT_SIDE / max(frame.width, frame.height))
    small = frame.reformat(
        width=max(16, round(frame.width * scale)),
        height=max(16, round(frame.height * scale)),
        format="rgb24",
    )
    turned = np.rot90(small.to_ndarray(), frame.rotation // 90 % 4)
    pixels = np.ascontiguousarray(turned, dtype=np.uint8)
    upright = VideoFrame.from_ndarray(pixels, format="rgb24")
    return upright.reformat(format="yuvj420p")
