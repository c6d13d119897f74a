"""The face of a camera's clock once it is known: where its digits stand and what each looks like. Reads the time shown."""

import math
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.health.clock.dates import Dates
from bongsu.monitoring.health.clock.place import Line, Luma

Floats = NDArray[np.float32]
_LEAST_LIKE = 0.62
_LEAST_AHEAD = 0.1
_CLEARLY_LIKE, _CLEARLY_AHEAD = 0.8, 0.25
_ABOVE, _BESIDE = 0.9, 2.1
"""Digit heights about the line in which its code blends."""
_BEHIND = 0.4
_FOLLOWS, _AGREE = 0.06, 2


@dataclass(frozen=True, slots=True)
class Shown:
    """`date`: (year, month, day) as far as one is shown, for each order in which it may be meant."""

    hour: int
    minute: int
    second: int
    dates: tuple[datetime, ...] = ()


@dataclass(slots=True)
class Face:
    """`cells`: left columns of all digits of the line; `time`: which of them are hours, minutes, seconds; `dates`: how the
    others make a date, if they do. `digits`: (10, pixels), each without its mean and of length 1."""

    line: Line
    cells: NDArray[np.intp]
    wide: int
    time: tuple[int, ...]
    digits: Floats
    dates: Dates | None = None
    last: NDArray[np.intp] | None = None
    """All digits as they were read last."""
    ahead_s: float = 0.0
    """By how much what it shows has been ahead of our time of day."""
    _apart: "Apart | None" = None

    def place(self, height: int, width: int) -> tuple[slice, slice]:
        """The whole line in a picture of this size, with what its code blends about it."""
        high, wide = self.line.shape
        rows, columns = self.line.rows, self.line.columns
        scale = self.line.across
        left = columns.start + self.cells[0] * scale
        right = columns.start + (self.cells[-1] + self.wide) * scale
        digit = rows.stop - rows.start
        above, beside = digit * _ABOVE, digit * _BESIDE
        return (
            _share(rows.start - above, rows.stop + above, height / high, height),
            _share(left - beside, right + beside, width / wide, width),
        )

    def trimmed(self) -> "Face":
        """Its line from the first digit to the last only, once nothing more is looked for beside them."""
        if self.dates is None:
            return self
        left = int(self.cells[0])
        line = self.line.of_columns(left, int(self.cells[-1]) + self.wide)
        return replace(self, line=line, cells=self.cells - left)

    def named(
        self, patches: Floats
    ) -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.bool_]]:
        self._apart = self._apart or apart_of(self.digits)
        return named(patches, self.digits, self._apart)

    def read_line(self, strip: Luma | Floats) -> Shown | None:
        """None: not surely legible."""
        said, sure, _ = named(self.patches(strip), self.digits)
        # the last digit may be wrong by nine seconds: no matter
        needed = [*self.time[:5], *(self.dates.places if self.dates else ())]
        if not sure[needed].all():
            return None
        return shown_by(self, said)

    def follow(self, patches: Floats, due_s: float) -> None:
        """Learns on from what must stand there now and looks like it, in whatever light and weather, unless something else
        surely stands there."""
        second = int(due_s)
        due = np.array([second // 600 % 6, second // 60 % 10, second // 10 % 6])
        shown = patches[list(self.time[2:5])]
        said, sure, _ = self.named(shown)
        agree = said == due
        if (sure & ~agree).any() or int(agree.sum()) < _AGREE:
            return
        for one, digit in zip(shown[agree], due[agree], strict=True):
            mixed = self.digits[digit] + _FOLLOWS * (one - self.digits[digit])
            self.digits[digit] = mixed / np.sqrt(mixed @ mixed)
        self._apart = None

    def patches(self, strip: Luma | Floats) -> Floats:
        """(digits of the line, pixels)."""
        all_of_it: Floats = patches_at(strip.astype(np.float32)[None], self.cells, self.wide)[0]
        return all_of_it


def shown_by(face: Face, said: NDArray[np.intp], *, with_date: bool = True) -> Shown | None:
    """None where these digits are no time, or no date."""
    value = [int(said[one]) for one in face.time]
    hour, minute, second = (10 * value[at] + value[at + 1] for at in (0, 2, 4))
    if hour > 23 or minute > 59 or second > 59:
        return None
    if face.dates is None or not with_date:
        return Shown(hour, minute, second)
    days = face.dates.read([int(one) for one in said[list(face.dates.places)]])
    return Shown(hour, minute, second, days) if days else None


def _share(begin: float, end: float, scale: float, most: int) -> slice:
    return slice(max(0, math.floor(begin * scale)), min(most, math.ceil(end * scale)))


def patches_at(strips: Floats, cells: NDArray[np.intp], wide: int) -> Floats:
    """(looks, cells, pixels): the ink of each, without its mean and of length 1."""
    taken = strips[:, :, cells[:, None] + np.arange(wide)]
    flat = np.ascontiguousarray(taken.transpose(0, 2, 1, 3)).reshape(len(strips), len(cells), -1)
    return unit(_ink(flat))


def _ink(flat: Floats) -> Floats:
    """What is brighter than the patch's mean and than what is behind the ink, which changes with the light as a dark edge
    about it does."""
    at = int(flat.shape[-1] * _BEHIND)
    behind = np.partition(flat, at, axis=-1)[..., at : at + 1]
    made: Floats = np.maximum(flat - np.maximum(behind, _mean(flat)), 0)
    return made


def unit(flat: Floats) -> Floats:
    flat = flat - _mean(flat)
    norm = np.sqrt(np.einsum("...i,...i->...", flat, flat))[..., None]
    made: Floats = flat / np.maximum(norm, 1e-3)
    return made


def _mean(flat: Floats) -> Floats:
    made: Floats = flat.sum(axis=-1, keepdims=True) / np.float32(flat.shape[-1])
    return made


Apart = tuple[Floats, Floats]


def apart_of(digits: Floats) -> Apart:
    """What all digits have in common, and each without it, so that 8 is not 0."""
    common = digits.mean(axis=0)
    return common, unit(digits - common)


def named(
    patches: Floats, digits: Floats, apart: Apart | None = None
) -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.bool_]]:
    """Each patch's digit, whether that is sure, and whether it is clear beyond doubt. `apart`: of these digits, where it is
    known already."""
    common, own = apart or apart_of(digits)
    likeness = unit(patches - common) @ own.T
    said = likeness.argmax(axis=-1)
    ranked = np.partition(likeness, -2, axis=-1)
    like, ahead = (
        np.einsum("...i,...i->...", patches, digits[said]),
        ranked[..., -1] - ranked[..., -2],
    )
    sure = (like > _LEAST_LIKE) & (ahead > _LEAST_AHEAD)
    clear = (like > _CLEARLY_LIKE) & (ahead > _CLEARLY_AHEAD)
    return said, sure, clear
