"""Reads a published CSV as it is: finds its encoding strictly, numbers its rows, changes no cell."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bongsu.registry.import_cameras.failures import (
    FieldTooLong,
    FileCutShort,
    FileEmpty,
    FileEncodingUnknown,
    FileNotText,
    FileUnreadable,
    RowBroken,
)

LONGEST_FIELD = 131_072
_GZIP = b"\x1f\x8b"
# control characters that no CSV holds; tab, line feed and carriage return are left out
_NOT_TEXT = bytes(range(9)) + bytes((11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25))


@dataclass(frozen=True, slots=True)
class RawRow:
    """`number` counts from 1 below the header, as the publisher's own list does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawFile:
    name: str
    sha256: str
    encoding: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]


def read_file(path: Path) -> RawFile:
    """Raises one of the named failures of `failures.py`, never another."""
    try:
        content = path.read_bytes()
    except OSError as cause:
        raise FileUnreadable(path.name, cause.strerror or "cannot be read") from cause
    return read_bytes(path.name, content)


def read_bytes(name: str, content: bytes) -> RawFile:
    """The same for bytes at hand."""
    sha256 = hashlib.sha256(content).hexdigest()
    plain = _unpacked(name, content)
    if not plain.strip():
        raise FileEmpty(name, "the file is empty")
    text, encoding = _decoded(name, plain)
    lines = list(_rows(name, text))
    if not lines:
        raise FileEmpty(name, "the file holds no header")
    header, *rest = lines
    rows = tuple(RawRow(number, cells) for number, cells in enumerate(rest, start=1))
    _refuse_cut_short(name, text, header, rows)
    return RawFile(name, sha256, encoding, header, rows)


def _unpacked(name: str, content: bytes) -> bytes:
    if not content.startswith(_GZIP):
        return content
    try:
        return gzip.decompress(content)
    except EOFError as cause:
        raise FileCutShort(name, "the compressed file ends early") from cause
    except (gzip.BadGzipFile, zlib.error) as cause:
        raise FileNotText(name, "the compressed file is damaged") from cause


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    if b"\x00" in content or _mostly_controls(content):
        raise FileNotText(name, "this is not a text file")
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as cause:
        # a Korean UTF-8 file cut inside its last letter would pass as nonsense in CP949
        if (
            cause.start > 0
            and len(content) - cause.start < 4
            and cause.reason == "unexpected end of data"
        ):
            _refuse_unless_cp949(name, content, cause)
    try:
        return content.decode("cp949"), "cp949"
    except UnicodeDecodeError as cause:
        row = content[: cause.start].count(b"\n")
        if cause.reason == "incomplete multibyte sequence" and cause.end >= len(content):
            raise FileCutShort(name, "the file ends inside a letter", row) from cause
        raise FileEncodingUnknown(name, "neither UTF-8 nor CP949", row) from cause


def _refuse_unless_cp949(name: str, content: bytes, cause: UnicodeDecodeError) -> None:
    if any(byte >= 0x80 for byte in content[: cause.start]):
        row = content[: cause.start].count(b"\n")
        raise FileCutShort(name, "the file ends inside a letter", row) from cause


def _mostly_controls(content: bytes) -> bool:
    start = content[:4096]
    return len(start) - len(start.translate(None, _NOT_TEXT)) > len(start) // 100


def _rows(name: str, text: str) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = -1
    try:
        for number, cells in enumerate(reader):
            if any(len(cell) > LONGEST_FIELD for cell in cells):
                raise FieldTooLong(name, f"a field longer than {LONGEST_FIELD} characters", number)
            yield tuple(cells)
    except csv.Error as cause:
        raise _named(name, str(cause), number + 1) from cause


def _named(name: str, reason: str, row: int) -> FieldTooLong | FileCutShort | RowBroken:
    if "field limit" in reason:
        return FieldTooLong(name, f"a field longer than {LONGEST_FIELD} characters", row)
    if "unexpected end" in reason:
        return FileCutShort(name, "a quotation is never closed", row)
    return RowBroken(name, reason, row)


def _refuse_cut_short(
    name: str, text: str, header: tuple[str, ...], rows: tuple[RawRow, ...]
) -> None:
    if text.endswith(("\n", "\r")) or not rows:
        return
    if len(rows[-1].cells) < len(header):
        raise FileCutShort(name, "the last row is not whole", rows[-1].number)
