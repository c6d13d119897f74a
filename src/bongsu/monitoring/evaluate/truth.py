"""Ground truth in the form of MOTChallenge (motchallenge.net/instructions): one row for each person in each picture."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bongsu.kernel.failures import Failure, Kind
from bongsu.monitoring.evaluate.mot import EMPTY, FrameBoxes

_COLUMNS = (
    "frame",
    "id",
    "left",
    "top",
    "width",
    "height",
    "considered",
    "class",
    "visibility",
    "z",
)
_FEWEST = 6
# 2015: ten columns, the last three a place in the world; since 2016 nine, with a class
_WITH_CLASS = 9
_PEDESTRIAN = 1
_MOST_ROWS = 2_000_000


class BadTruth(Failure):
    """A row that is no truth; `field` names row and column."""

    kind = Kind.INVALID
    code = "bad_truth"


@dataclass(frozen=True, slots=True)
class Row:
    """`frame` counts from one; box in pixels, the picture's first pixel is 1."""

    frame: int
    number: int
    left: float
    top: float
    width: float
    height: float
    counts: bool
    """False: need not be found, and finding it is no mistake."""


def read_truth(file: Path) -> tuple[Row, ...]:
    """Raises `BadTruth`."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        raise BadTruth(f"{file.name} cannot be read as text", field="truth") from cause
    return parse_truth(text)


def parse_truth(text: str) -> tuple[Row, ...]:
    """Raises `BadTruth`."""
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise BadTruth("the file of truth holds no row", field="truth")
    if len(lines) > _MOST_ROWS:
        raise BadTruth("the file of truth holds too many rows", field="truth")
    rows = tuple(_row(at, line) for at, line in lines)
    _none_twice(rows, [at for at, _ in lines])
    return rows


def _row(at: int, line: str) -> Row:
    cells = line.strip().split(",")
    if not _FEWEST <= len(cells) <= len(_COLUMNS):
        raise BadTruth(f"row {at} has {len(cells)} columns, not 6 to 10", field=f"row {at}")
    frame, number = (_whole(at, place, cells[place]) for place in (0, 1))
    if frame < 1:
        raise _bad(at, 0, "pictures count from 1")
    left, top, width, height = (_number(at, place, cells[place]) for place in range(2, 6))
    for place, size in ((4, width), (5, height)):
        if size <= 0:
            raise _bad(at, place, "a box has a size above 0")
    counts = len(cells) < 7 or _number(at, 6, cells[6]) != 0
    if len(cells) == _WITH_CLASS and _number(at, 7, cells[7]) != _PEDESTRIAN:
        # riders, reflections, statues and what hides others
        counts = False
    return Row(frame, number, left, top, width, height, counts)


def _none_twice(rows: tuple[Row, ...], places: list[int]) -> None:
    seen: set[tuple[int, int]] = set()
    for row, at in zip(rows, places, strict=True):
        if (row.frame, row.number) in seen:
            raise _bad(at, 1, f"{row.number} is in picture {row.frame} twice")
        seen.add((row.frame, row.number))


def _number(at: int, place: int, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError as cause:
        raise _bad(at, place, f"{cell.strip()[:20]!r} is no number") from cause
    if not math.isfinite(value):
        raise _bad(at, place, "not a finite number")
    return value


def _whole(at: int, place: int, cell: str) -> int:
    value = _number(at, place, cell)
    if value != int(value) or abs(value) > 2**53:
        raise _bad(at, place, f"{cell.strip()[:20]} is no whole number")
    return int(value)


def _bad(at: int, place: int, why: str) -> BadTruth:
    column = _COLUMNS[place]
    return BadTruth(f"row {at}, column {column}: {why}", field=f"row {at}, {column}")


def by_picture(
    rows: tuple[Row, ...], pictures: int, width: int, height: int
) -> tuple[FrameBoxes, ...]:
    """As shares of a picture of that size, one for each of `pictures`; what reaches outside is cut off, what lies outside
    left out. Raises `BadTruth` when a row is of a picture that the clip does not have."""
    last = max(rows, key=lambda row: row.frame)
    if last.frame > pictures:
        raise BadTruth(
            f"the truth goes to picture {last.frame}, the clip has {pictures}", field="truth"
        )
    of: dict[int, list[Row]] = {}
    for row in rows:
        of.setdefault(row.frame, []).append(row)
    return tuple(_boxes(of.get(at + 1, []), width, height) for at in range(pictures))


def _boxes(rows: list[Row], width: int, height: int) -> FrameBoxes:
    if not rows:
        return EMPTY
    sides = np.array([(row.left, row.top, row.width, row.height) for row in rows])
    boxes = np.concatenate([sides[:, :2] - 1, sides[:, :2] - 1 + sides[:, 2:]], 1)
    boxes = np.clip(boxes / [width, height, width, height], 0.0, 1.0)
    inside = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    return FrameBoxes(
        np.array([row.number for row in rows])[inside],
        boxes[inside],
        np.array([row.counts for row in rows])[inside],
    )
