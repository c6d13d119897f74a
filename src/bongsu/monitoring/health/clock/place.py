"""Where in the picture something runs like a clock's seconds: pixels near the upper or lower edge that change much, at every
few looks, in a box as high as a digit. Whether it is a clock is for others to prove."""

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]
_BAND = 0.2
_WIDE = 640
_FLIP = 32.0
_LEAST_LOOKS = 30
_ACTIVE = 0.22
_ROW_COUNTS, _LEAST_RATE = 0.12, 0.1
_LEAST_HIGH, _MOST_HIGH = 5, 48
_LEAST_ASPECT, _MOST_ASPECT = 0.3, 9.0
_DIGIT_ROWS, _MARGIN = 16, 0.2
_LEFT, _RIGHT = 30.0, 15.0
"""Digit heights: how far the line may go on to either side of what runs."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its place in the stream's picture. Large print is made smaller by whole numbers only, and less across
    than down, so that a digit looks the same wherever it stands."""

    rows: slice
    columns: slice
    down: int
    across: int
    """By how much its rows and its columns are made smaller."""
    runs: tuple[int, int]
    """Columns of the line that `cut` gives in which something runs."""
    shape: tuple[int, int]
    is_dark: bool = False
    """Its ink is darker than what is behind it: it is turned about."""

    @property
    def finer(self) -> int:
        """So many columns are as wide as a row is high."""
        return max(1, self.down // self.across)

    def of_rows(self, rows: slice) -> "Line":
        """Only these of the rows that `cut` gives."""
        begin = self.rows.start
        return replace(
            self, rows=slice(begin + rows.start * self.down, begin + rows.stop * self.down)
        )

    def of_columns(self, begin: int, end: int) -> "Line":
        """Only these of the columns that `cut` gives."""
        left = self.columns.start
        columns = slice(left + begin * self.across, left + end * self.across)
        return replace(self, columns=columns, runs=(self.runs[0] - begin, self.runs[1] - begin))

    def cut(self, luma: Luma) -> Luma:
        part = luma[self.rows, self.columns]
        if self.is_dark:
            part = ~part
        if self.down == 1:
            return part
        size = (part.shape[1] // self.across, part.shape[0] // self.down)
        # of two rows each the mean, in a tenth of the time
        how = cv2.INTER_LINEAR if self.down == 2 else cv2.INTER_AREA
        return np.asarray(cv2.resize(part, size, interpolation=how), np.uint8)


@dataclass(slots=True)
class Searching:
    """Counts for each pixel of the two bands, at a coarse grid, how often it changed much from one look to the next."""

    looks: int = 0
    _shape: tuple[int, int] = (0, 0)
    _last: Luma | None = None
    _flips: NDArray[np.uint16] = field(default_factory=lambda: np.empty((0, 0), np.uint16))

    def look(self, luma: Luma) -> None:
        shape = (luma.shape[0], luma.shape[1])
        if shape != self._shape:
            self._shape, self._last, self.looks = shape, None, 0
        step, band = _step(shape), _band(shape)
        now = np.concatenate([luma[:band:step, ::step], luma[-band::step, ::step]])
        if self._last is None:
            self._flips = np.zeros(now.shape, np.uint16)
        else:
            self._flips += cv2.absdiff(now, self._last) > _FLIP
            self.looks += 1
        self._last = now

    def lines(self) -> list[Line]:
        """The likeliest first."""
        if self.looks < _LEAST_LOOKS:
            return []
        step, band = _step(self._shape), _band(self._shape)
        rate = (self._flips / self.looks).astype(np.float32)
        high = len(range(0, band, step))
        tops = ((rate[:high], 0), (rate[high:], self._shape[0] - band))
        found = [one for part, top in tops for one in _boxes(part, top, step, self._shape)]
        return [line for _, line in sorted(found, key=lambda one: -one[0])]


def _step(shape: tuple[int, int]) -> int:
    return max(1, round(shape[1] / _WIDE))


def _band(shape: tuple[int, int]) -> int:
    return max(1, int(shape[0] * _BAND))


def _boxes(
    rate: NDArray[np.float32], top: int, step: int, shape: tuple[int, int]
) -> list[tuple[float, Line]]:
    active = (rate >= _ACTIVE).astype(np.uint8)
    joined = cv2.morphologyEx(active, cv2.MORPH_CLOSE, np.ones((5, 7), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for number in range(1, count):
        left, above, wide, high, _area = (int(one) for one in stats[number])
        if not _LEAST_HIGH <= high <= _MOST_HIGH:
            continue
        if not _LEAST_ASPECT <= wide / high <= _MOST_ASPECT:
            continue
        weight = float(rate[labels == number].sum())
        above, high = _whole_height(rate[:, left : left + wide].mean(axis=1), above, high)
        box = (top + above * step, left * step, high * step, wide * step)
        found.append((weight, _line(box, shape)))
    return found


def _whole_height(by_row: NDArray[np.float32], above: int, high: int) -> tuple[int, int]:
    """The uppermost and lowest strokes of digits change seldom."""
    usual = float(by_row[above : above + high].mean())
    least = max(usual * _ROW_COUNTS, _LEAST_RATE * usual / max(usual, _ACTIVE))
    first, last = above, above + high - 1
    while first > max(0, above - high // 2) and by_row[first - 1] > least:
        first -= 1
    while last < min(len(by_row), above + high + high // 2) - 1 and by_row[last + 1] > least:
        last += 1
    return first, last - first + 1


def _line(box: tuple[int, int, int, int], shape: tuple[int, int]) -> Line:
    above, left, high, wide = box
    down = max(1, round(high / _DIGIT_ROWS))
    across = max(1, down // 2)
    margin = round(high * _MARGIN)
    rows = _whole(above - margin, above + high + margin, down, shape[0])
    columns = _whole(
        left - round(high * _LEFT), left + wide + round(high * _RIGHT), across, shape[1]
    )
    runs = (
        (left - columns.start) // across,
        (left + wide - columns.start) // across,
    )
    return Line(rows, columns, down, across, runs, shape)


def _whole(begin: int, end: int, divided_by: int, most: int) -> slice:
    begin, end = max(0, begin), min(most, end)
    return slice(begin, end - (end - begin) % divided_by)
