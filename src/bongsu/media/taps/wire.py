"""What passes over a tap: words of the worker as JSON text, pictures and their sizes as msgpack arrays.

A tap shows a camera's pictures to a machine: as they came from the camera, nothing muxed, and copied once."""

import struct
from enum import StrEnum
from typing import Literal

import msgspec

from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.wire import data_frame

StreamName = Literal["main", "sub"]
LARGEST_WORD = 262_144
"""A worker's message: some two hundred tickets."""


class Frames(StrEnum):
    """Which pictures of a camera a worker takes. Sizes come of all of them, always."""

    KEY = "key"
    ALL = "all"
    NONE = "none"


class TapWants(msgspec.Struct, frozen=True, omit_defaults=True):
    """Worker → media, JSON text; any of them at any time. A later ticket of the same camera prolongs. Cameras that are
    not tapped on this connection are passed over: their end may be on its way."""

    tickets: tuple[str, ...] = ()
    frames: dict[str, Frames] = {}
    streams: dict[str, StreamName] = {}
    """`main` or `sub`; `sub` when nothing is said."""
    leave: tuple[str, ...] = ()


class TapParameters(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """Before the first picture of a camera, and when its form changes. `index` stands for the camera on this line."""

    index: int
    sps: bytes
    pps: bytes
    width: int
    height: int


class TapPicture(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """One coded picture (AVCC, without parameter sets). `is_backlog`: from the cached group; more follow at once."""

    index: int
    is_key: bool
    captured_at_ms: float
    rtp_time: int
    is_backlog: bool
    data: bytes


class Sizes(msgspec.Struct, frozen=True, array_like=True):
    """What one camera sent in a second, taken or not. Bytes of coded pictures; `biggest` of those that are no key."""

    index: int
    pictures: int
    bytes: int
    key_bytes: int
    biggest: int


class TapSizes(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """Each second, of all cameras that sent something: silence is told as a state."""

    at_ms: float
    cameras: tuple[Sizes, ...]


class TapSaid(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """`what`: `accepted` (for `lasts_s`), `refused` (`reason`; `index` is -1), `state` (`reason`: why), `ended`
    (`reason`: expired, moved, shutdown, left …) or `lost` (`count` pictures that this worker was too slow for)."""

    index: int
    camera_id: str
    what: str
    state: str = ""
    reason: str = ""
    count: int = 0
    lasts_s: float = 0.0


TapMessage = TapParameters | TapPicture | TapSizes | TapSaid
_DECODER: msgspec.msgpack.Decoder[TapMessage] = msgspec.msgpack.Decoder(TapMessage)
_WANTS = msgspec.json.Decoder(TapWants)
# an array of seven as msgpack: tag 2, uint32, bool, float64, uint32, bool, and the head of up to 4 GB of bytes
_PICTURE = struct.Struct("!BBBIBBdBIBBI")
_FALSE, _TRUE = 0xC2, 0xC3


def read_wants(text: str) -> TapWants:
    """Raises `msgspec.MsgspecError` or `RecursionError`."""
    return _WANTS.decode(text)


def read_message(data: bytes) -> TapMessage:
    """Raises `msgspec.MsgspecError`."""
    return _DECODER.decode(data)


def picture_frame(index: int, picture: Picture, *, is_backlog: bool) -> bytes:
    """A WebSocket frame of a `TapPicture`, put together in one copy."""
    head = _PICTURE.pack(
        *(0x97, 2),
        *(0xCE, index),
        _TRUE if picture.is_key else _FALSE,
        *(0xCB, picture.captured_at_ms),
        *(0xCE, picture.rtp_time),
        _TRUE if is_backlog else _FALSE,
        *(0xC6, len(picture.data)),
    )
    return data_frame(head, picture.data)


def frame(message: TapParameters | TapSizes | TapSaid) -> bytes:
    return data_frame(msgspec.msgpack.encode(message))


def parameters_of(told: TapParameters) -> Parameters:
    return Parameters(told.sps, told.pps)
