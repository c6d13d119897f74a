"""Reads the few fields of an H.264 sequence parameter set (ITU-T H.264 7.3.2.1.1) that a player must be told."""

from dataclasses import dataclass

from bongsu.media.failures import BadPicture

_WITH_CHROMA = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_SUB_WIDTH = (1, 2, 2, 1)
_SUB_HEIGHT = (1, 2, 1, 1)
# Far above any real one; reading time grows with the square of the length.
_LONGEST = 4096
# A.3.4.1, level 6.2: a decoder would ask for gigabytes before it refuses more.
_MOST_SAMPLES = 139_264 * 256


@dataclass(frozen=True, slots=True)
class Sps:
    """`codec` is the RFC 6381 string."""

    codec: str
    width: int
    height: int
    chroma_format: int
    bit_depth: int
    has_chroma_fields: bool


class BitReader:
    """Bits and exp-Golomb numbers out of a payload; raises `BadPicture` past the end."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data)
        self._left = len(data) * 8

    def bits(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise BadPicture("the parameter set ends too early")
        return self._number >> self._left & ((1 << count) - 1)

    def unsigned(self) -> int:
        zeros = 0
        while not self.bits(1):
            zeros += 1
            if zeros > 32:
                raise BadPicture("a number that is too long")
        return (1 << zeros) - 1 + self.bits(zeros)

    def signed(self) -> int:
        value = self.unsigned()
        return (value + 1) // 2 if value & 1 else -(value // 2)


def read_sps(nal: bytes) -> Sps:
    """Raises `BadPicture`."""
    if not 5 <= len(nal) <= _LONGEST or nal[0] & 0x1F != 7:
        raise BadPicture("not a sequence parameter set")
    reader = BitReader(nal[4:].replace(b"\x00\x00\x03", b"\x00\x00"))
    reader.unsigned()
    has_chroma = nal[1] in _WITH_CHROMA
    chroma, depth = _chroma(reader) if has_chroma else (1, 8)
    _skip_order(reader)
    width, height = _size(reader, chroma)
    return Sps(f"avc1.{nal[1:4].hex()}", width, height, chroma, depth, has_chroma)


def _chroma(reader: BitReader) -> tuple[int, int]:
    chroma = reader.unsigned()
    if chroma > 3:
        raise BadPicture("no such chroma format")
    if chroma == 3:
        reader.bits(1)
    depth = 8 + reader.unsigned()
    if depth > 14 or reader.unsigned() > 6:
        raise BadPicture("no such bit depth")
    reader.bits(1)
    if reader.bits(1):
        for number in range(12 if chroma == 3 else 8):
            if reader.bits(1):
                _skip_scaling_list(reader, 16 if number < 6 else 64)
    return chroma, depth


def _skip_scaling_list(reader: BitReader, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + reader.signed()) % 256
        last = following or last


def _skip_order(reader: BitReader) -> None:
    """Frame numbers, picture order count and reference frames."""
    reader.unsigned()
    kind = reader.unsigned()
    if kind == 0:
        reader.unsigned()
    elif kind == 1:
        reader.bits(1)
        reader.signed()
        reader.signed()
        for _ in range(min(reader.unsigned(), 255)):
            reader.signed()
    reader.unsigned()
    reader.bits(1)


def _size(reader: BitReader, chroma: int) -> tuple[int, int]:
    width = (reader.unsigned() + 1) * 16
    map_units = reader.unsigned() + 1
    frames_only = reader.bits(1)
    if not frames_only:
        reader.bits(1)
    reader.bits(1)
    height = map_units * 16 * (2 - frames_only)
    if reader.bits(1):
        across, down = _SUB_WIDTH[chroma], _SUB_HEIGHT[chroma] * (2 - frames_only)
        width -= across * (reader.unsigned() + reader.unsigned())
        height -= down * (reader.unsigned() + reader.unsigned())
    if not (0 < width <= 16_384 and 0 < height <= 16_384) or width * height > _MOST_SAMPLES:
        raise BadPicture(f"no camera makes pictures of {width} by {height}")
    return width, height
