"""Learns a clock's face from some minutes of its line: no font is known beforehand. The tens of seconds count 0 to 5 and
begin anew with the minute, so that they name their own digits; the minutes' units count on and are named by those; with ten
digits named, every other digit of the line can be read. It is believed when what it reads runs with our time."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.health.clock.cells import whole_line
from bongsu.monitoring.health.clock.face import Face, Floats, named, patches_at, unit
from bongsu.monitoring.health.clock.phase import Phase, find_phase
from bongsu.monitoring.health.clock.place import Line, Luma

Whole = NDArray[np.intp]
Seconds = NDArray[np.float64]
_SHIFTS = 4
_SAME_DIGIT = 0.72
_CLEARLY = 0.08
_LEAST_NAMED = 4
_ROW_DIFFERS = 0.25
_LEGIBLE = 0.5
_RUNS_ON = 4
# seconds, and the share of what was read that must lie within them
_AT_FIRST, _AT_LAST = (3.0, 0.7), (1.2, 0.9)
_DAY_S, _HALF_S = 86_400, 43_200
_MINUTE_S = 60
_EACH_TEN = 0.3
_WHITE = np.float32(255)


def learn(line: Line, looks: list[Luma], at_s: Seconds) -> Face | None:
    """`looks`: as `line` cuts them. None: it is no clock, or not yet known."""
    strips = np.stack(looks).astype(np.float32)
    phase = _phase(strips, at_s, line)
    if phase is None:
        return None
    return _in_ink(line, strips, at_s, phase) or _in_ink(
        replace(line, is_dark=True), _WHITE - strips, at_s, phase
    )


def _in_ink(line: Line, strips: Floats, at_s: Seconds, phase: Phase) -> Face | None:
    begun = _digits(strips, at_s + phase.ahead_s, phase, line.finer)
    if begun is None:
        return None
    digits, wide, tens = begun
    rows = _rows(digits, wide)
    line, strips = line.of_rows(rows), strips[:, rows]
    digits = unit(digits.reshape(10, -1, wide)[:, rows].reshape(10, -1))
    face = whole_line(line, strips, digits, wide, tens)
    ahead_s = ahead_s_of(face, strips, at_s, *_AT_FIRST) if face else None
    if face is None or ahead_s is None:
        return None
    _sharpen(face, strips, at_s + ahead_s)
    ahead_s = ahead_s_of(face, strips, at_s, *_AT_LAST)
    if ahead_s is None:
        return None
    face.ahead_s = ahead_s
    return face.trimmed() if face.dates else _with_date(face, strips) or face


def with_date(face: Face, looks: list[Luma]) -> Face | None:
    """The same clock with its date, if that can be read by now: of a digit seldom seen at first more is known later."""
    return _with_date(face, np.stack(looks).astype(np.float32))


def _with_date(face: Face, strips: Floats) -> Face | None:
    whole = whole_line(face.line, strips, face.digits, face.wide, int(face.cells[face.time[4]]))
    if whole is None or whole.dates is None:
        return None
    whole.ahead_s = face.ahead_s
    read = [whole.read_line(one) for one in strips]
    is_read = sum(one is not None for one in read) > _LEGIBLE * len(read)
    return whole.trimmed() if is_read else None


def _phase(strips: Floats, at_s: Seconds, line: Line) -> Phase | None:
    """Found with columns as coarse as the rows."""
    looks, rows, columns = strips.shape
    finer, runs = line.finer, line.runs
    wide = columns // finer
    coarse = strips[:, :, : wide * finer].reshape(looks, rows, wide, finer).mean(axis=-1)
    found = find_phase(coarse, at_s, (runs[0] // finer, runs[1] // finer))
    if found is None or finer == 1:
        return found
    (tens, units), (minutes, ends) = found.tens, found.minutes
    return Phase(found.ahead_s, (tens * finer, units * finer), (minutes * finer, ends * finer))


def _digits(
    strips: Floats, own_s: Seconds, phase: Phase, finer: int
) -> tuple[Floats, int, int] | None:
    """The ten digits, how wide they are, and the column of the tens of seconds."""
    wide = max(phase.tens[1] - phase.tens[0], phase.minutes[1] - phase.minutes[0]) + 2 * finer
    tens = (phase.tens[0] + phase.tens[1] - wide + 1) // 2
    minutes = (phase.minutes[0] + phase.minutes[1] - wide + 1) // 2
    shifts = _SHIFTS * finer
    if minutes - shifts < 0 or tens + wide > strips.shape[2]:
        return None
    label = (np.floor(own_s / 10) % 6).astype(np.intp)
    known = _means(patches_at(strips, np.array([tens]), wide)[:, 0], label, 6)
    minute = np.floor(own_s / _MINUTE_S).astype(np.intp)
    minute -= minute[0]
    best: tuple[float, int, Floats] = (-1.0, 0, known)
    second = -1.0
    for shift in range(-shifts, shifts + 1):
        cell = patches_at(strips, np.array([minutes + shift]), wide)[:, 0]
        shown = _means(cell, minute % 10, 10)
        for begins in range(10):
            like = _likeness(shown, known, begins)
            if like > best[0]:
                second = second if begins == best[1] else best[0]
                best = (like, begins, shown)
            elif begins != best[1]:
                second = max(second, like)
    like, begins, shown = best
    if like < _SAME_DIGIT or like - second < _CLEARLY:
        return None
    named_by = np.roll(shown, begins, axis=0)
    digits = named_by.copy()
    digits[:6] = np.where(np.abs(named_by[:6]).sum(axis=1, keepdims=True) > 0, named_by[:6], known)
    if (np.abs(digits).sum(axis=1) == 0).any():
        return None
    return unit(digits), wide, tens


def _rows(digits: Floats, wide: int) -> slice:
    """Those in which digits differ: above and below lies what is behind the clock."""
    differ = digits.reshape(10, -1, wide).std(axis=0).mean(axis=1)
    held = np.flatnonzero(differ > _ROW_DIFFERS * differ.max())
    return slice(int(held[0]), int(held[-1]) + 1)


def _means(patches: Floats, label: Whole, count: int) -> Floats:
    """Rows of a label never seen are zero."""
    made = np.zeros((count, patches.shape[1]), np.float32)
    for one in range(count):
        if (label == one).any():
            made[one] = np.median(patches[label == one], axis=0)
    seen = np.abs(made).sum(axis=1) > 0
    made[seen] = unit(made[seen])
    return made


def _likeness(shown: Floats, known: Floats, begins: int) -> float:
    """How well the minutes' digits agree with the tens' if the first is `begins`."""
    rolled = np.roll(shown, begins, axis=0)[:6]
    both = (np.abs(rolled).sum(axis=1) > 0) & (np.abs(known).sum(axis=1) > 0)
    if int(both.sum()) < _LEAST_NAMED:
        return -1.0
    common = known[both].mean(axis=0)
    left, right = unit(rolled[both] - common), unit(known[both] - common)
    return float((left * right).sum(axis=1).mean())


def ahead_s_of(
    face: Face, strips: Floats, at_s: Seconds, within_s: float, least: float
) -> float | None:
    """By how much what it shows is ahead of our time of day, if it goes on with it, whatever it is."""
    shown = [face.read_line(one) for one in strips]
    read = np.array([one is not None for one in shown])
    ahead = np.array(
        [
            one.hour * 3600 + one.minute * _MINUTE_S + one.second - at % _DAY_S
            for one, at in zip(shown, at_s, strict=True)
            if one is not None
        ]
    )
    if len(ahead) < _LEGIBLE * len(strips):
        return None
    middle = ahead[len(ahead) // 2]
    off = (ahead - middle + _HALF_S) % _DAY_S - _HALF_S
    near = np.abs(off - np.median(off)) <= within_s
    if near.mean() < least or not _every_ten_seconds(read, near, at_s + middle):
        return None
    # a second is shown until it is over: the latest is nearest to the truth
    return float(middle) + float(np.quantile(off[near], 0.95)) + 0.02


def _every_ten_seconds(read: NDArray[np.bool_], near: NDArray[np.bool_], own_s: Seconds) -> bool:
    """Digits that all bear the name of the next run with our time too, but for the last ten seconds of each minute."""
    good = read.copy()
    good[read] = near
    tens = np.floor(own_s / 10) % 6
    return all(good[tens == one].mean() >= _EACH_TEN for one in np.unique(tens))


def _sharpen(face: Face, strips: Floats, own_s: Seconds) -> None:
    """Each digit from all places where it must have stood, or was surely read. The units of seconds may be a digit off, and
    where they stand still from look to look they are as likely misread as read: they count where both agree."""
    patches = patches_at(strips, face.cells, face.wide)
    said, sure, _ = named(patches, face.digits)
    due = said.copy()
    for place, digit in zip(
        face.time[2:],
        (own_s // 600 % 6, own_s // 60 % 10, own_s // 10 % 6, own_s % 10),
        strict=True,
    ):
        due[:, place] = digit
    sure[:, face.time[2:5]] = True
    units = face.time[5]
    runs_on = len(np.unique(due[:, units])) >= _RUNS_ON
    sure[:, units] &= runs_on & (due[:, units] == said[:, units])
    better = _means(patches[sure], due[sure], 10)
    seen = np.abs(better).sum(axis=1) > 0
    face.digits[seen] = better[seen]
