"""The face of a camera's clock once it is known: where its digits stand and what each looks like. Reads the time shown."""

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.health.clock.dates import Dates
from bongsu.monitoring.health.clock.place import Line, Luma

Floats = NDArray[np.float32]
_LEAST_LIKE = 0.62
_LEAST_AHEAD = 0.1
_CLEARLY_LIKE, _CLEARLY_AHEAD = 0.8, 0.25
_DAY_S = 86_400
_AROUND = 0.5
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

    def place(self, height: int, width: int) -> tuple[slice, slice]:
        """The whole line in a picture of this size, with what its code blends about it."""
        high, wide = self.line.shape
        rows, columns = self.line.rows, self.line.columns
        scale = self.line.divided_by
        left = columns.start + self.cells[0] * scale
        right = columns.start + (self.cells[-1] + self.wide) * scale
        around = (rows.stop - rows.start) * _AROUND
        return (
            _share(rows.start - around, rows.stop + around, height / high, height),
            _share(left - 3 * around, right + 3 * around, width / wide, width),
        )

    def read_line(self, strip: Luma) -> Shown | None:
        return self.read_patches(self.patches(strip))

    def read_patches(self, patches: Floats, due_s: float | None = None) -> Shown | None:
        """`due_s`: the time of day that it should show if it goes on as before: what says neither that nor what it said last
        must be quite clear.
        None: not surely legible."""
        said, sure, clear = named(patches, self.digits)
        if due_s is not None:
            sure &= clear | self._as_due(said, int(due_s))
        # the last digit may be wrong by nine seconds: no matter
        if not sure[list(self.time[:5])].all():
            return None
        value = [int(said[one]) for one in self.time]
        hour, minute, second = (10 * value[at] + value[at + 1] for at in (0, 2, 4))
        if hour > 23 or minute > 59 or second > 59:
            return None
        if self.dates is None:
            self.last = said
            return Shown(hour, minute, second)
        places = list(self.dates.places)
        if not sure[places].all():
            return None
        self.last = said
        days = self.dates.read([int(one) for one in said[places]])
        return Shown(hour, minute, second, days) if days else None

    def _as_due(self, said: NDArray[np.intp], second: int) -> NDArray[np.bool_]:
        """A clock may count to twelve, and a look come just before a digit changes or after."""
        made = np.zeros(len(said), np.bool_) if self.last is None else said == self.last
        for beside in (-1, 0, 1):
            hour, rest = divmod((second + beside) % _DAY_S, 3600)
            parts = (rest // 600, rest // 60 % 10, rest // 10 % 6, rest % 10)
            for shown in (hour, (hour - 1) % 12 + 1):
                made[list(self.time)] |= said[list(self.time)] == (shown // 10, shown % 10, *parts)
        return made

    def follow(self, patches: Floats, due_s: float) -> None:
        """Learns on from what must stand there now, in whatever light and weather, unless something else surely does."""
        said, sure, _ = named(patches, self.digits)
        second = int(due_s)
        due = np.array([second // 600 % 6, second // 60 % 10, second // 10 % 6])
        places = list(self.time[2:5])
        agree = said[places] == due
        if (sure[places] & ~agree).any() or int(agree.sum()) < _AGREE:
            return
        for place, digit in zip(places, due, strict=True):
            self.digits[digit] = unit(
                self.digits[digit] + _FOLLOWS * (patches[place] - self.digits[digit])
            )

    def patches(self, strip: Luma) -> Floats:
        """(digits of the line, pixels)."""
        all_of_it: Floats = patches_at(strip.astype(np.float32)[None], self.cells, self.wide)[0]
        return all_of_it


def _share(begin: float, end: float, scale: float, most: int) -> slice:
    return slice(max(0, math.floor(begin * scale)), min(most, math.ceil(end * scale)))


def patches_at(strips: Floats, cells: NDArray[np.intp], wide: int) -> Floats:
    """(looks, cells, pixels), each without its mean and of length 1."""
    taken = strips[:, :, cells[:, None] + np.arange(wide)]
    flat = np.ascontiguousarray(taken.transpose(0, 2, 1, 3)).reshape(len(strips), len(cells), -1)
    return unit(flat)


def unit(flat: Floats) -> Floats:
    flat = flat - flat.mean(axis=-1, keepdims=True)
    norm = np.sqrt(np.square(flat).sum(axis=-1, keepdims=True))
    made: Floats = flat / np.maximum(norm, 1e-3)
    return made


def named(
    patches: Floats, digits: Floats
) -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.bool_]]:
    """Each patch's digit, whether that is sure, and whether it is clear beyond doubt: what all digits have in common is
    left out, so that 8 is not 0."""
    common = digits.mean(axis=0)
    own = unit(digits - common)
    apart = unit(patches - common) @ own.T
    said = apart.argmax(axis=-1)
    ranked = np.partition(apart, -2, axis=-1)
    like, ahead = (patches * digits[said]).sum(axis=-1), ranked[..., -1] - ranked[..., -2]
    sure = (like > _LEAST_LIKE) & (ahead > _LEAST_AHEAD)
    clear = (like > _CLEARLY_LIKE) & (ahead > _CLEARLY_AHEAD)
    return said, sure, clear
