"""시각 표시 오류: what a camera's overlay says against the node's own time. Found and learned by itself in some ten minutes;
of a camera without an overlay nothing is ever said."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.clock.due import Due, read_against
from bongsu.monitoring.health.clock.face import Face, Shown
from bongsu.monitoring.health.clock.learn import learn, with_date
from bongsu.monitoring.health.clock.place import Line, Luma, Searching

LIMIT_S = 30.0
_STANDS_MS = 11_000.0
_DAY_S = 86_400
_NONE, _DAY, _HALF_DAY = timedelta(0), timedelta(days=1), timedelta(hours=12)
_NEWS_MS = 5_500.0
_MOST_LOOKS = 110
_FIRST_TRY_MS, _TRY_EVERY_MS, _GIVE_UP_MS = 360_000.0, 60_000.0, 1_500_000.0
_SEARCH_LOOKS = 40
_MOST_STREAMS = 3
# at first a digit of the date may be one that was hardly seen: tried again, each time by so many pictures
_DATE_LOOKS, _DATE_EVERY_MS, _DATE_TRIES = 4, 5_000.0, 48
_UNREAD_MS, _UNUSUAL_MS = 3_600_000.0, 1_200_000.0
_AS_USUAL_S, _DRIFTS = 3.0, 0.1

ToLocal = Callable[[float], datetime]


@dataclass(slots=True)
class _Lesson:
    """Looks at one line, until it is known or given up."""

    line: Line
    began_ms: float
    try_at_ms: float
    looks: deque[Luma] = field(default_factory=lambda: deque(maxlen=_MOST_LOOKS))
    at_ms: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_LOOKS))

    def take(self, luma: Luma, at_ms: float) -> None:
        if not self.at_ms or at_ms - self.at_ms[-1] >= _NEWS_MS:
            self.looks.append(self.line.cut(luma).copy())
            self.at_ms.append(at_ms)


@dataclass(slots=True)
class ClockWatch:
    """Of one camera, whose tap may change between its streams: of each the clock is learned by itself. `to_local`: the time
    that ought to be shown."""

    to_local: ToLocal
    _streams: dict[tuple[int, ...], "_StreamClock"] = field(default_factory=dict)
    _now: "_StreamClock | None" = None

    @property
    def face(self) -> Face | None:
        return self._now.face if self._now else None

    def look(self, luma: Luma | None, at_ms: float) -> Sign | None:
        """One picture, in the order of time. Figure: seconds by which it is wrong."""
        if luma is None:
            self._now = None
            return None
        if luma.shape not in self._streams:
            if len(self._streams) >= _MOST_STREAMS:
                del self._streams[next(iter(self._streams))]
            self._streams[luma.shape] = _StreamClock(self.to_local)
        self._now = self._streams[luma.shape]
        return self._now.look(luma, at_ms)

    def place(self, height: int, width: int) -> tuple[slice, slice] | None:
        """Where it stands in a picture of this size; what codes blend about it is included."""
        return self.face.place(height, width) if self.face else None


@dataclass(slots=True)
class _StreamClock:
    to_local: ToLocal
    face: Face | None = None
    _searching: Searching = field(default_factory=Searching)
    _lines: list[Line] = field(default_factory=list)
    _lesson: _Lesson | None = None
    _last: tuple[float, Shown] | None = None
    _read_at_ms: float = 0.0
    _counts_to_24: bool = False
    _unusual_at_ms: float | None = None
    _date_looks: list[Luma] = field(default_factory=list)
    _date_at_ms: float = 0.0
    _date_tries: int = 0

    def look(self, luma: Luma, at_ms: float) -> Sign | None:
        if self.face is None:
            self._learn(luma, at_ms)
            return None
        shown = self._read(self.face, luma, at_ms)
        if shown is None:
            if at_ms - self._read_at_ms > _UNREAD_MS:
                self._forget()
            return None
        return self._judge(shown, at_ms)

    def _read(self, face: Face, luma: Luma, at_ms: float) -> Shown | None:
        """Only while it goes on as before its digits are learned on; what is new and lasts becomes the usual."""
        patches = face.patches(face.line.cut(luma))
        at_s = at_ms / 1000
        due_s = (at_s + face.ahead_s) % _DAY_S
        shown = read_against(face, patches, Due(int(due_s), self._days(at_ms)))
        if shown is None:
            face.follow(patches, due_s)
            return None
        off_s = _around(_time_of_day_s(shown) - due_s)
        if abs(off_s) <= _AS_USUAL_S:
            self._look_for_date(face, luma, at_ms)
            face.ahead_s += off_s * _DRIFTS
            face.follow(patches, due_s)
            self._unusual_at_ms = None
        elif self._unusual_at_ms is None:
            self._unusual_at_ms = at_ms
        elif at_ms - self._unusual_at_ms > _UNUSUAL_MS:
            face.ahead_s, self._unusual_at_ms = face.ahead_s + off_s, None
        return shown

    def _days(self, at_ms: float) -> tuple[date, ...]:
        beside_ms = LIMIT_S * 1000
        days = {self.to_local(at).date() for at in (at_ms - beside_ms, at_ms + beside_ms)}
        return tuple(days)

    def _look_for_date(self, face: Face, luma: Luma, at_ms: float) -> None:
        if face.dates is not None or self._date_tries >= _DATE_TRIES or at_ms < self._date_at_ms:
            return
        self._date_at_ms = at_ms + _DATE_EVERY_MS
        self._date_looks.append(face.line.cut(luma).copy())
        if len(self._date_looks) == _DATE_LOOKS:
            self._date_tries += 1
            self.face = with_date(face, self._date_looks) or face
            self._date_looks = []

    def _judge(self, shown: Shown, at_ms: float) -> Sign:
        # its last digit may be misread
        tens = replace(shown, second=shown.second // 10)
        if self._last is None or self._last[1] != tens:
            self._last = (at_ms, tens)
        self._read_at_ms = at_ms
        self._counts_to_24 = self._counts_to_24 or shown.hour > 12 or shown.hour == 0
        stands = at_ms - self._last[0] > _STANDS_MS
        off_s = self._off_s(shown, self.to_local(at_ms).replace(tzinfo=None))
        return Sign(stands or off_s > LIMIT_S, off_s, LIMIT_S)

    def _off_s(self, shown: Shown, local: datetime) -> float:
        """Of several ways to read a date, and of both halves of a day where it counts to twelve, the kindest counts."""
        time = timedelta(hours=shown.hour, minutes=shown.minute, seconds=shown.second)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        days = shown.dates or tuple(midnight + beside for beside in (-_DAY, _NONE, _DAY))
        ahead = [day + time - local for day in days]
        off_s = min(abs(one) for one in ahead).total_seconds()
        if off_s <= LIMIT_S or self._counts_to_24:
            return off_s
        by_half_s = min(abs(abs(one) - _HALF_DAY) for one in ahead).total_seconds()
        return by_half_s if by_half_s <= LIMIT_S else off_s

    def _learn(self, luma: Luma, at_ms: float) -> None:
        lesson = self._lesson
        if lesson is None:
            self._search(luma, at_ms)
            return
        lesson.take(luma, at_ms)
        if at_ms < lesson.try_at_ms:
            return
        lesson.try_at_ms = at_ms + _TRY_EVERY_MS
        self.face = learn(lesson.line, list(lesson.looks), np.array(lesson.at_ms) / 1000)
        if self.face is not None:
            self._lesson, self._read_at_ms = None, at_ms
            self._searching = Searching()
        elif at_ms - lesson.began_ms > _GIVE_UP_MS:
            self._lesson = None

    def _search(self, luma: Luma, at_ms: float) -> None:
        if not self._lines:
            self._searching.look(luma)
            if self._searching.looks < _SEARCH_LOOKS:
                return
            self._lines, self._searching = self._searching.lines(), Searching()
        if self._lines:
            line = self._lines.pop(0)
            self._lesson = _Lesson(line, at_ms, at_ms + _FIRST_TRY_MS)

    def _forget(self) -> None:
        self.face = self._lesson = self._last = self._unusual_at_ms = None
        self._searching, self._lines = Searching(), []
        self._date_looks, self._date_tries = [], 0


def _around(seconds: float) -> float:
    """Half days aside, for clocks that count to twelve."""
    half_s = _DAY_S / 2
    return (seconds + half_s / 2) % half_s - half_s / 2


def _time_of_day_s(shown: Shown) -> int:
    return shown.hour * 3600 + shown.minute * 60 + shown.second
