"""Reads a known clock against what it ought to show. One digit that is clearly neither that nor what stood there before
makes it wrong, though others stand before a lamp and cannot be read; and of a date that is legible in part it is enough that
nothing speaks against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.health.clock.face import Face, Floats, Shown, shown_by

Whole = NDArray[np.intp]
Bools = NDArray[np.bool_]
_DAY_S = 86_400
_LEGIBLE = 0.6


@dataclass(frozen=True, slots=True)
class Due:
    """What ought to be shown. `second`: of the day, if the clock goes on as before; `days`: by our own time, two about
    midnight."""

    second: int
    days: tuple[date, ...]

    def times(self) -> Iterator[tuple[int, ...]]:
        """A clock may count to twelve, and a look come just before a digit changes or after."""
        for beside in (-1, 0, 1):
            hour, rest = divmod((self.second + beside) % _DAY_S, 3600)
            parts = (rest // 600, rest // 60 % 10, rest // 10 % 6, rest % 10)
            for shown in (hour, (hour - 1) % 12 + 1):
                yield (shown // 10, shown % 10, *parts)


def read_against(face: Face, patches: Floats, due: Due) -> Shown | None:
    """None: not surely legible."""
    said, sure, clear = face.named(patches)
    days = [one for day in due.days for one in face.dates.digits(day)] if face.dates else []
    usual = _usual(face, said, due, days)
    fine = sure & (clear | usual)
    needed = [*face.time[:5], *(face.dates.places if face.dates else ())]
    if fine[needed].all():
        face.last = said
        return shown_by(face, said)
    if (clear & ~usual)[needed].any():
        is_legible = sure[needed].mean() >= _LEGIBLE
        stood = _stood(face, said, due, days)
        return _wrong(face, said, sure, fine, stood) if is_legible else None
    if face.dates is None or not fine[list(face.time[:5])].all():
        return None
    return _with_part_of_date(face, said, fine, days)


def _usual(face: Face, said: Whole, due: Due, days: Sequence[Sequence[int]]) -> Bools:
    """Which digits are due, or were read last. Of the time all together: one digit as it was a minute ago beside others that
    have gone on is misread."""
    made = np.zeros(len(said), np.bool_) if face.last is None else said == face.last
    time = list(face.time)
    if not made[time[:5]].all():
        agree = said[time] == np.array(list(due.times()))
        made[time] = agree[agree.sum(axis=1).argmax()]
    if face.dates is not None:
        places = list(face.dates.places)
        for day in days:
            made[places] |= said[places] == day
    return made


def _stood(face: Face, said: Whole, due: Due, days: Sequence[Sequence[int]]) -> Whole:
    """What must stand where a digit is not legible: of minutes and seconds what is due, else what stood there before."""
    made = said.copy() if face.last is None else face.last.copy()
    time, now = list(face.time), list(due.times())[2]
    made[time[2:]] = now[2:]
    if face.last is None:
        made[time[:2]] = now[:2]
        if face.dates is not None:
            made[list(face.dates.places)] = days[0]
    return made


def _wrong(face: Face, said: Whole, sure: Bools, fine: Bools, stood: Whole) -> Shown | None:
    for trusted in (sure, fine):
        shown = shown_by(face, np.where(trusted, said, stood))
        if shown is not None:
            return shown
    return None


def _with_part_of_date(
    face: Face, said: Whole, fine: Bools, days: Sequence[Sequence[int]]
) -> Shown | None:
    """The date that was read last, or is due, if what is legible agrees."""
    assert face.dates is not None
    places = list(face.dates.places)
    known = [*days] if face.last is None else [*days, face.last[places].tolist()]
    agree = [one for one in known if (~fine[places] | (said[places] == one)).all()]
    can_be: tuple[datetime, ...] = sum((face.dates.read(one) for one in agree), ())
    time = shown_by(face, said, with_date=False)
    if time is None or not can_be:
        return None
    if face.last is None:
        face.last = said.copy()
        # what is not surely legible would else count as what stood there before
        face.last[places] = agree[0]
    face.last = np.where(fine, said, face.last)
    return Shown(time.hour, time.minute, time.second, can_be)
