"""H.264 NAL units: cutting a demuxed packet or an avcC record into units and saying what each one is."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

SLICE = 1
IDR = 5
SPS = 7
PPS = 8
DELIMITER = 9
FILLER = 12

_START_CODE = re.compile(rb"\x00\x00\x01")


def kind(unit: bytes) -> int:
    return unit[0] & 0x1F


def is_slice(unit: bytes) -> bool:
    return SLICE <= kind(unit) <= IDR


def starts_picture(unit: bytes) -> bool:
    """`first_mb_in_slice` is the slice header's first Exp-Golomb number; zero is one set bit."""
    return is_slice(unit) and len(unit) > 1 and bool(unit[1] & 0x80)


def split(packet: bytes, length_bytes: int) -> list[bytes]:
    """The units of one packet; `length_bytes` is 0 for Annex B, else the size of avcC's length field."""
    units = _by_length(packet, length_bytes) if length_bytes else _by_start_code(packet)
    return [unit for unit in units if unit]


def _by_length(packet: bytes, length_bytes: int) -> Iterator[bytes]:
    at = 0
    while at + length_bytes <= len(packet):
        size = int.from_bytes(packet[at : at + length_bytes])
        at += length_bytes
        yield packet[at : at + size]
        at += size


def _by_start_code(packet: bytes) -> Iterator[bytes]:
    starts = [match.end() for match in _START_CODE.finditer(packet)]
    for start, end in pairwise([*starts, len(packet) + 3]):
        yield packet[start : end - 3].rstrip(b"\x00")


def parameter_sets(extradata: bytes) -> tuple[int, list[bytes]]:
    """The length-field size and the parameter sets of a stream's extradata (avcC or Annex B)."""
    if not extradata or extradata[0] != 1:
        return 0, split(extradata, 0)
    sets: list[bytes] = []
    at = 6
    for section in range(2):
        count = extradata[5] & 0x1F if section == 0 else extradata[at - 1]
        for _ in range(count):
            size = int.from_bytes(extradata[at : at + 2])
            sets.append(extradata[at + 2 : at + 2 + size])
            at += 2 + size
        at += 1
    return (extradata[4] & 3) + 1, sets


def first_of(units: Iterable[bytes], wanted: int) -> bytes | None:
    return next((unit for unit in units if kind(unit) == wanted), None)
