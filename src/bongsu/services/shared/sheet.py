"""A list that an office keeps, as CSV: rows with their numbers, and cells read with a reason for each that cannot be."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from bongsu.kernel.failures import Invalid

LARGEST_BYTES = 20 * 1024 * 1024


class BadCell(Exception):
    """Why a row is put aside: the column and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """One row that was not taken; `row` counts from the file's first line."""

    row: int
    reason: str


def read_sheet(file: Path, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Rows by column name, UTF-8 or the CP949 of Korean offices. Raises `Invalid` for another kind of file."""
    if file.stat().st_size > LARGEST_BYTES:
        raise Invalid(f"{file.name} is larger than {LARGEST_BYTES} bytes", field="file")
    reader = csv.reader(StringIO(_text(file.read_bytes(), file.name), newline=""))
    head = [name.strip() for name in next(reader, [])]
    missing = [name for name in needed if name not in head]
    if missing:
        raise Invalid(f"{file.name} has no column {', '.join(missing)}", field=missing[0])
    return list(_rows(reader, head))


def _rows(reader: Iterator[list[str]], head: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in enumerate(reader, 2):
        if any(cell.strip() for cell in cells):
            yield (
                number,
                {name: cell.strip() for name, cell in zip(head, cells, strict=False)},
            )


def _text(body: bytes, name: str) -> str:
    for codec in ("utf-8-sig", "cp949"):
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    raise Invalid(f"{name} is neither UTF-8 nor CP949", field="file")


def text_in(row: Mapping[str, str], name: str, longest: int, *, needed: bool = True) -> str:
    """Raises `BadCell`."""
    said = row.get(name, "")
    if needed and not said:
        raise BadCell(f"{name}: empty")
    if len(said) > longest:
        raise BadCell(f"{name}: longer than {longest}")
    return said


def number_in(row: Mapping[str, str], name: str, least: float, most: float) -> float:
    """Raises `BadCell`."""
    said = row.get(name, "")
    try:
        read = float(said)
    except ValueError as problem:
        raise BadCell(f"{name}: {said[:20]!r} is no number") from problem
    # not a number compares with nothing
    if not least <= read <= most:
        raise BadCell(f"{name}: {said[:20]} is not from {least:g} to {most:g}")
    return read
