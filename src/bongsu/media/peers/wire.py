"""The messages between two media processes: words as JSON text, pictures as they came from the camera.

A picture's message is its head and the coded picture; nothing is muxed on the way, and a frame is made once for all."""

import re
import struct
from enum import IntEnum, IntFlag

import msgspec

from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.failures import CameraNonsense
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.wire import data_frame, text_frame

# as the depacketiser bounds a picture of our own cameras
LARGEST_PICTURE = 8_000_000
LARGEST_WORD = 8192
STATES = frozenset({"connecting", "live", "frozen", "dead", "unsupported", "unknown"})
_MOST_UNITS = 1000
_LONGEST_SET = 4096
_WORD = re.compile(r"[a-z0-9_]{0,40}")
# kind, flags, RTP time, capture time in Unix milliseconds
_PICTURE = struct.Struct("!BBId")
_PARAMETERS = struct.Struct("!BH")


class PeerKind(IntEnum):
    """First byte of a binary message."""

    PARAMETERS = 1
    PICTURE = 2


class _Flag(IntFlag):
    KEY = 1
    BACKLOG = 2


class Shows(msgspec.Struct, frozen=True):
    """Down to up: a ticket under a number, or, with `leave`, that nobody watches on that number's ticket any more.

    The first one chooses the stream; its `onward` names the owner where the receiver is to relay."""

    ticket: str = ""
    number: int = 0
    stream: str = "main"
    onward: str = ""
    leave: bool = False


class Said(msgspec.Struct, frozen=True):
    """Up to down. `type`: accepted, refused, ended (each of one ticket's `number`), or state."""

    type: str
    number: int = 0
    ends: float = 0.0
    reason: str = ""
    detail: str = ""
    last: bool = False
    state: str = ""


def read_said(text: str) -> Said:
    """Raises `CameraNonsense`."""
    try:
        said = msgspec.json.decode(text, type=Said)
    except UNREADABLE as cause:
        raise CameraNonsense("the other centre says what cannot be read") from cause
    is_known = said.type in {"accepted", "refused", "ended"}
    if not is_known and (said.type != "state" or said.state not in STATES):
        raise CameraNonsense("the other centre says an unknown word")
    return msgspec.structs.replace(said, reason=word(said.reason))


def word(text: str) -> str:
    """A reason is a word of the protocol; anything longer is somebody else's text and goes nowhere."""
    return text if _WORD.fullmatch(text) else "other"


def said_frame(said: Said) -> bytes:
    return text_frame(msgspec.structs.asdict(said))


def parameters_frame(parameters: Parameters) -> bytes:
    head = _PARAMETERS.pack(PeerKind.PARAMETERS, len(parameters.sps))
    return data_frame(head, parameters.sps, parameters.pps)


def picture_frame(picture: Picture, *, is_backlog: bool) -> bytes:
    flags = _Flag.KEY * picture.is_key | _Flag.BACKLOG * is_backlog
    head = _PICTURE.pack(PeerKind.PICTURE, flags, picture.rtp_time, picture.captured_at_ms)
    return data_frame(head, picture.data)


class PictureReader:
    """One connection's binary messages into pictures. Every fault is `CameraNonsense`."""

    def __init__(self) -> None:
        self._parameters: Parameters | None = None
        self._has_key = False

    def read(self, data: bytes) -> Picture | None:
        """None for parameter sets."""
        if data[:1] == b"\x01":
            self._parameters = _parameters(data)
            self._has_key = False
            return None
        if data[:1] != b"\x02" or len(data) < _PICTURE.size or self._parameters is None:
            raise CameraNonsense("the other centre sends what is no picture")
        _, flags, rtp_time, captured_at_ms = _PICTURE.unpack_from(data)
        is_key = bool(flags & _Flag.KEY)
        self._has_key = self._has_key or is_key
        coded = data[_PICTURE.size :]
        # a time that is no number would break the clocks of every viewer
        if not self._has_key or not 0 <= captured_at_ms < 1e14 or not _is_whole(coded):
            raise CameraNonsense("the other centre sends a broken picture")
        is_backlog = bool(flags & _Flag.BACKLOG)
        return Picture(coded, is_key, rtp_time, captured_at_ms, self._parameters, is_backlog)


def _parameters(data: bytes) -> Parameters:
    at = _PARAMETERS.size
    if not at <= len(data) <= at + 2 * _LONGEST_SET:
        raise CameraNonsense("the other centre sends broken parameter sets")
    end = at + _PARAMETERS.unpack_from(data)[1]
    sps, pps = data[at:end], data[end:]
    if not sps or not pps:
        raise CameraNonsense("the other centre sends broken parameter sets")
    return Parameters(sps, pps)


def _is_whole(coded: bytes) -> bool:
    """NAL units with four-byte lengths that end where the picture ends."""
    at, end = 0, len(coded)
    for _ in range(_MOST_UNITS):
        if at + 4 >= end:
            break
        size = int.from_bytes(coded[at : at + 4])
        if not size:
            return False
        at += 4 + size
    return at == end and end > 0
