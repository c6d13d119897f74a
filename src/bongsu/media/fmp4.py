"""Fragmented MP4 (ISO/IEC 14496-12, -15) around H.264 as it came: no decoding, no encoding.

One fragment holds one picture; the fragment that a joining viewer gets holds a whole group."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from bongsu.media.failures import BadPicture
from bongsu.media.sources.source import Parameters
from bongsu.media.sps import Sps, read_sps

TIMESCALE = 90_000
_MATRIX = struct.pack("!9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_KEY_FLAGS, _OTHER_FLAGS = 0x02000000, 0x01010000
# tfhd default-base-is-moof; trun data-offset, and per sample duration, size, flags, time offset
_TRUN_FLAGS = 0x000001 | 0x000100 | 0x000200 | 0x000400 | 0x000800
_SAMPLE = struct.Struct("!IIIi")


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture in a fragment, times in `TIMESCALE`."""

    data: bytes
    is_key: bool
    duration: int
    shown_after: int = 0


@dataclass(frozen=True, slots=True)
class Init:
    """The init segment and what a player must know to open a source buffer for it."""

    segment: bytes
    codec: str
    width: int
    height: int


def make_init(parameters: Parameters) -> Init:
    """Raises `BadPicture` when the parameter sets cannot be read."""
    sps = read_sps(parameters.sps)
    brands = b"iso5" + struct.pack("!I", 512) + b"iso5iso6avc1mp41"
    segment = _box(b"ftyp", brands) + _moov(parameters, sps)
    return Init(segment, sps.codec, sps.width, sps.height)


def make_fragment(sequence: int, decode_time: int, samples: Sequence[Sample]) -> bytes:
    """`moof` and `mdat`."""
    # moof 8, mfhd 16, traf 8, tfhd 16, tfdt 20, trun 20 and 16 a sample
    size = 88 + 16 * len(samples)
    track = [
        struct.pack("!I4sI4sII", size - 24, b"traf", 16, b"tfhd", 0x020000, 1),
        struct.pack("!I4sIQ", 20, b"tfdt", 0x01000000, decode_time),
        struct.pack("!I4sI", size - 68, b"trun", 0x01000000 | _TRUN_FLAGS),
        struct.pack("!II", len(samples), size + 8),
    ]
    for one in samples:
        flags = _KEY_FLAGS if one.is_key else _OTHER_FLAGS
        track.append(_SAMPLE.pack(one.duration, len(one.data), flags, one.shown_after))
    head = struct.pack("!I4sI4sII", size, b"moof", 16, b"mfhd", 0, sequence & 0xFFFFFFFF)
    media = sum(len(one.data) for one in samples)
    return b"".join(
        [head, *track, struct.pack("!I4s", media + 8, b"mdat"), *(one.data for one in samples)]
    )


def decoder_configuration(parameters: Parameters) -> bytes:
    """What a decoder outside a container is opened with. Raises `BadPicture`."""
    return _configuration(parameters, read_sps(parameters.sps))


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack("!I4s", len(body) + 8, name) + body


def _full(name: bytes, flags: int, *parts: bytes) -> bytes:
    return _box(name, struct.pack("!I", flags), *parts)


def _moov(parameters: Parameters, sps: Sps) -> bytes:
    movie = struct.pack("!IIIIIH10x", 0, 0, TIMESCALE, 0, 0x10000, 0x0100)
    return _box(
        b"moov",
        _full(b"mvhd", 0, movie, _MATRIX, bytes(24), struct.pack("!I", 2)),
        _box(b"trak", _tkhd(sps), _box(b"mdia", _mdhd(), _hdlr(), _minf(parameters, sps))),
        _box(b"mvex", _full(b"trex", 0, struct.pack("!5I", 1, 1, 0, 0, 0))),
    )


def _tkhd(sps: Sps) -> bytes:
    size = struct.pack("!II", sps.width << 16, sps.height << 16)
    return _full(b"tkhd", 3, struct.pack("!5I", 0, 0, 1, 0, 0), bytes(16), _MATRIX, size)


def _mdhd() -> bytes:
    return _full(b"mdhd", 0, struct.pack("!4IHH", 0, 0, TIMESCALE, 0, 0x55C4, 0))


def _hdlr() -> bytes:
    return _full(b"hdlr", 0, bytes(4), b"vide", bytes(12), b"video\x00")


def _minf(parameters: Parameters, sps: Sps) -> bytes:
    empty = bytes(4)
    tables = _box(
        b"stbl",
        _full(b"stsd", 0, struct.pack("!I", 1), _avc1(parameters, sps)),
        _full(b"stts", 0, empty),
        _full(b"stsc", 0, empty),
        _full(b"stsz", 0, bytes(8)),
        _full(b"stco", 0, empty),
    )
    place = _box(b"dinf", _full(b"dref", 0, struct.pack("!I", 1), _full(b"url ", 1)))
    return _box(b"minf", _full(b"vmhd", 1, bytes(8)), place, tables)


def _avc1(parameters: Parameters, sps: Sps) -> bytes:
    entry = struct.pack(
        "!6xH16xHHIIIH32xHH", 1, sps.width, sps.height, 0x480000, 0x480000, 0, 1, 24, 0xFFFF
    )
    return _box(b"avc1", entry, _box(b"avcC", _configuration(parameters, sps)))


def _configuration(parameters: Parameters, sps: Sps) -> bytes:
    """ISO/IEC 14496-15 5.3.3.1; lengths of four bytes."""
    if not 0 < len(parameters.pps) < 65_536:
        raise BadPicture("a picture parameter set of an impossible length")
    body = bytes([1]) + parameters.sps[1:4] + bytes([0xFF, 0xE1])
    body += struct.pack("!H", len(parameters.sps)) + parameters.sps
    body += bytes([1]) + struct.pack("!H", len(parameters.pps)) + parameters.pps
    if sps.has_chroma_fields:
        depth = 0xF8 | (sps.bit_depth - 8)
        body += bytes([0xFC | sps.chroma_format, depth, depth, 0])
    return body
