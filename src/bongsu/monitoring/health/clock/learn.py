"""Learns a clock's face from some minutes of its line: no font is known beforehand. The tens of seconds count 0 to 5 and
begin anew with the minute, so that they name their own digits; the minutes' units count on and are named by those; with ten
digits named, every other digit of the line can be read. It is believed when what it reads runs with our time."""

import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.health.clock.dates import dates_among
from bongsu.monitoring.health.clock.face import Face, Floats, named, patches_at, unit
from bongsu.monitoring.health.clock.phase import Phase, find_phase
from bongsu.monitoring.health.clock.place import Line, Luma

Whole = NDArray[np.intp]
Seconds = NDArray[np.float64]
_SHIFTS = 4
_SAME_DIGIT = 0.72
_CLEARLY = 0.08
_LEAST_NAMED = 4
_A_DIGIT = 0.7
_LINE_LOOKS = 12
_APART, _NEAR = 1.3, 2
_TIME_CELLS = 6
_LEGIBLE = 0.5
_RUNS_ON = 4
# seconds, and the share of what was read that must lie within them
_AT_FIRST, _AT_LAST = (3.0, 0.7), (1.2, 0.9)
_DAY_S, _HALF_S = 86_400, 43_200
_MINUTE_S = 60


def learn(line: Line, looks: list[Luma], at_s: Seconds) -> Face | None:
    """None: it is no clock, or not yet known."""
    strips = np.stack(looks).astype(np.float32)
    phase = find_phase(strips, at_s, line.runs)
    if phase is None:
        return None
    begun = _digits(strips, at_s + phase.ahead_s, phase)
    if begun is None:
        return None
    digits, wide, tens = begun
    face = _whole_line(line, strips, digits, wide, tens)
    ahead_s = _ahead_s(face, looks, at_s, *_AT_FIRST) if face else None
    if face is None or ahead_s is None:
        return None
    _sharpen(face, strips, at_s + ahead_s)
    ahead_s = _ahead_s(face, looks, at_s, *_AT_LAST)
    if ahead_s is None:
        return None
    face.ahead_s = ahead_s
    return face


def with_date(face: Face, looks: list[Luma]) -> Face | None:
    """The same clock with its date, if that can be read by now: of a digit seldom seen at first more is known later."""
    strips = np.stack(looks).astype(np.float32)
    whole = _whole_line(face.line, strips, face.digits, face.wide, int(face.cells[face.time[4]]))
    if whole is None or whole.dates is None:
        return None
    whole.ahead_s = face.ahead_s
    return whole


def _digits(strips: Floats, own_s: Seconds, phase: Phase) -> tuple[Floats, int, int] | None:
    """The ten digits, how wide they are, and the column of the tens of seconds."""
    wide = max(phase.tens[1] - phase.tens[0], phase.minutes[1] - phase.minutes[0]) + 2
    tens = (phase.tens[0] + phase.tens[1] - wide + 1) // 2
    minutes = (phase.minutes[0] + phase.minutes[1] - wide + 1) // 2
    if minutes - _SHIFTS < 0 or tens + wide > strips.shape[2]:
        return None
    label = (np.floor(own_s / 10) % 6).astype(np.intp)
    known = _means(patches_at(strips, np.array([tens]), wide)[:, 0], label, 6)
    minute = np.floor(own_s / _MINUTE_S).astype(np.intp)
    minute -= minute[0]
    best: tuple[float, int, Floats] = (-1.0, 0, known)
    second = -1.0
    for shift in range(-_SHIFTS, _SHIFTS + 1):
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


def _whole_line(line: Line, strips: Floats, digits: Floats, wide: int, tens: int) -> Face | None:
    chosen = strips[np.linspace(0, len(strips) - 1, _LINE_LOOKS).astype(np.intp)]
    like = np.mean([_along(one, digits, wide) for one in chosen], axis=0)
    cells = _peaks(like, wide)
    if len(cells) < _TIME_CELLS - 1:
        return None
    gaps = np.diff(cells)
    pitch = int(np.median(gaps[gaps <= _APART * gaps.min()]))
    cells = _with_units(cells, tens, pitch)
    at = int(np.argmin(np.abs(cells - tens)))
    if abs(cells[at] - tens) > _NEAR or at < 4 or cells[-1] + wide > strips.shape[2]:
        return None
    groups = _groups(cells, pitch * _APART)
    seconds = next(number for number, one in enumerate(groups) if at in one)
    if seconds < 2 or any(len(one) != 2 for one in groups[seconds - 2 : seconds + 1]):
        return None
    time = tuple(place for one in groups[seconds - 2 : seconds + 1] for place in one)
    dates = dates_among(groups[: seconds - 2]) or dates_among(groups[seconds + 1 :])
    return Face(line, cells, wide, time, digits, dates)


def _with_units(cells: Whole, tens: int, pitch: int) -> Whole:
    """Looked at every ten seconds the units stand still, and may show a digit that was hardly seen elsewhere."""
    units = tens + pitch
    if (np.abs(cells - units) <= _NEAR).any():
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


def _ahead_s(
    face: Face, looks: list[Luma], at_s: Seconds, within_s: float, least: float
) -> float | None:
    """By how much what it shows is ahead of our time of day, if it goes on with it, whatever it is."""
    read = [(face.read_line(one), at) for one, at in zip(looks, at_s, strict=True)]
    ahead = np.array(
        [
            one.hour * 3600 + one.minute * _MINUTE_S + one.second - at % _DAY_S
            for one, at in read
            if one is not None
        ]
    )
    if len(ahead) < _LEGIBLE * len(looks):
        return None
    middle = ahead[len(ahead) // 2]
    off = (ahead - middle + _HALF_S) % _DAY_S - _HALF_S
    near = np.abs(off - np.median(off)) <= within_s
    if near.mean() < least:
        return None
    # a second is shown until it is over: the latest is nearest to the truth
    return float(middle) + float(np.quantile(off[near], 0.95)) + 0.02


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
