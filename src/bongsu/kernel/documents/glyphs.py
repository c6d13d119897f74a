"""Which characters a font can draw (OpenType `cmap`, formats 4 and 12). PDF/A forbids text without a glyph: one
Chinese character in one name would else leave a whole register without its document."""

import struct
import unicodedata
from collections.abc import Iterator

INSTEAD = "□"
_SPACES = frozenset("\n\t")
# Cf: letters that turn what follows would let a signed document read otherwise than it was written
_NEVER = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})


def drawable_text(text: str, drawable: frozenset[int]) -> str:
    """The text with a box for each character that cannot be drawn."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if _is_drawable(letter, drawable) else INSTEAD for letter in text)


def _is_drawable(letter: str, drawable: frozenset[int]) -> bool:
    if letter in _SPACES:
        return True
    return ord(letter) in drawable and unicodedata.category(letter) not in _NEVER


def glyphs_of(font: bytes) -> frozenset[int]:
    """Code points with a glyph."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for number in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == 4:
            found.update(_segments(font, start + offset))
        elif form == 12:
            found.update(_groups(font, start + offset))
    return frozenset(found)


def _table(font: bytes, wanted: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == wanted:
            return int(offset)
    raise ValueError("a font without a table of characters")


def _groups(font: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, start + 12)
    for number in range(count):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * number)
        yield from range(first, last + 1)


def _segments(font: bytes, start: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, start + 6)
    ends = struct.unpack_from(f">{twice // 2}H", font, start + 14)
    firsts = struct.unpack_from(f">{twice // 2}H", font, start + 16 + twice)
    for first, last in zip(firsts, ends, strict=True):
        # the last segment is the format's own end mark
        yield from (code for code in range(first, last + 1) if code != 0xFFFF)
