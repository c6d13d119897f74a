"""Where on a line its digits stand, and which of them are hours, minutes, seconds and a date."""

from collections.abc import Iterator
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.health.clock.dates import dates_among
from bongsu.monitoring.health.clock.face import Face, Floats
from bongsu.monitoring.health.clock.place import Line

Whole = NDArray[np.intp]
_A_DIGIT = 0.7
_LINE_LOOKS = 12
_APART, _NEAR = 1.3, 2
_TIME_CELLS = 6
_SQUEEZED, _MOST_SQUEEZED = 0.9, 4


def whole_line(line: Line, strips: Floats, digits: Floats, wide: int, tens: int) -> Face | None:
    """`digits`: what each looks like; `wide`, `tens`: a digit's width and the column of the tens of seconds. None: not a
    clock's line."""
    chosen = strips[np.linspace(0, len(strips) - 1, _LINE_LOOKS).astype(np.intp)]
    like = np.mean([_along(one, digits, wide) for one in chosen], axis=0)
    cells = _peaks(like, wide)
    if len(cells) < _TIME_CELLS - 1:
        return None
    gaps = np.diff(cells)
    pitch = int(np.median(gaps[gaps <= _APART * gaps.min()]))
    faces = [_face(line, digits, wide, tens, pitch, one) for one in _freed(cells, like, pitch)]
    found = [one for one in faces if one is not None and one.cells[-1] + wide <= strips.shape[2]]
    return next((one for one in found if one.dates), found[0] if found else None)


def _face(
    line: Line, digits: Floats, wide: int, tens: int, pitch: int, cells: Whole
) -> Face | None:
    near = _NEAR * line.finer
    cells = _with_units(cells, tens, pitch, near)
    at = int(np.argmin(np.abs(cells - tens)))
    if abs(cells[at] - tens) > near or at < 4:
        return None
    groups = _groups(cells, pitch * _APART)
    seconds = next(number for number, one in enumerate(groups) if at in one)
    if seconds < 2 or any(len(one) != 2 for one in groups[seconds - 2 : seconds + 1]):
        return None
    time = tuple(place for one in groups[seconds - 2 : seconds + 1] for place in one)
    dates = dates_among(groups[: seconds - 2]) or dates_among(groups[seconds + 1 :])
    return Face(line, cells, wide, time, digits, dates)


def _freed(cells: Whole, like: Floats, pitch: int) -> Iterator[Whole]:
    """Of two that stand nearer to each other than digits do one is a stroke between digits: without the less likely ones,
    then without others."""
    pairs = np.flatnonzero(np.diff(cells) < _SQUEEZED * pitch)
    ranked = [
        (at, at + 1) if like[cells[at]] < like[cells[at + 1]] else (at + 1, at) for at in pairs
    ]
    for left_out in product(*ranked[:_MOST_SQUEEZED]):
        yield np.delete(cells, list(left_out))


def _with_units(cells: Whole, tens: int, pitch: int, near: int) -> Whole:
    """Looked at every ten seconds the units stand still, and may show a digit that was hardly seen elsewhere."""
    units = tens + pitch
    if (np.abs(cells - units) <= near).any():
        return cells
    return np.sort(np.append(cells, units))


def _along(strip: Floats, digits: Floats, wide: int) -> Floats:
    """How like the likest digit each column's patch is."""
    rows = strip.shape[0]
    found = [
        cv2.matchTemplate(strip, one.reshape(rows, wide), cv2.TM_CCOEFF_NORMED)[0] for one in digits
    ]
    made: Floats = np.nan_to_num(np.max(found, axis=0), posinf=0.0, neginf=0.0)
    return made


def _peaks(like: Floats, wide: int) -> Whole:
    """Columns of digits, from left to right; none overlaps another by more than its margins."""
    left = like.copy()
    taken: list[int] = []
    apart = max(2, int(wide * 0.7))
    while True:
        at = int(left.argmax())
        if left[at] < _A_DIGIT:
            return np.array(sorted(taken), np.intp)
        taken.append(at)
        left[max(0, at - apart) : at + apart + 1] = -1.0


def _groups(cells: Whole, apart: float) -> list[list[int]]:
    groups: list[list[int]] = [[0]]
    for place in range(1, len(cells)):
        if cells[place] - cells[place - 1] > apart:
            groups.append([])
        groups[-1].append(place)
    return groups
