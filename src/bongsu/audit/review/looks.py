"""Own look-ups without an incident: at night, at one camera again and again, through many cameras, or very long."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import Finding, FindingKind, Tally
from bongsu.audit.review.row import (
    NOT_PEOPLE,
    ReviewRow,
    Sessions,
    ended_with_its_process,
    night_of,
    said,
    seoul_day,
    watched,
)
from bongsu.audit.review.settings import ReviewSettings


class _Lent(msgspec.Struct, frozen=True):
    cameras: list[str] = msgspec.field(default_factory=list)


@dataclass(slots=True)
class _Look:
    """One look of one person at one camera, from the first to the last row of it."""

    began: float
    last: float
    first_row: int
    last_row: int


@dataclass(slots=True)
class _OneCamera:
    """All looks of one person at one camera in the month."""

    month: Tally = field(default_factory=Tally)
    day: int = -1
    today: Tally = field(default_factory=Tally)
    fullest: Tally = field(default_factory=Tally)

    def add(self, at: float, sequence: int) -> None:
        day = seoul_day(at)
        if day != self.day:
            self.day, self.today = day, Tally()
        self.today.add(at, sequence)
        self.month.add(at, sequence)
        if self.today.count > self.fullest.count:
            self.fullest = self.today


class Looks:
    """Counts looks as their rows go by. A picture asked for again within minutes is still the same look."""

    kinds = frozenset({TrailKind.LEND, TrailKind.WATCH_STARTED, TrailKind.WATCH_ENDED})

    def __init__(self, settings: ReviewSettings, sessions: Sessions) -> None:
        self._settings = settings
        self._sessions = sessions
        self._whose: dict[str, str] = {}
        self._running: dict[tuple[str, str], _Look] = {}
        self._cameras: dict[tuple[str, str], _OneCamera] = {}
        self._nights: dict[tuple[str, int], Tally] = {}
        self._long: dict[tuple[str, str], Tally] = {}
        self._longest_s: dict[tuple[str, str], float] = {}
        self._sweeps: dict[str, _Sweep] = {}

    def take(self, row: ReviewRow) -> None:
        if row.incident_id or not row.counts:
            return
        if row.kind == TrailKind.LEND:
            self._whose[row.grant_id or ""] = row.actor
            for camera_id in said(row, _Lent).cameras:
                self._touch(row.actor, camera_id, row.at, row.sequence)
        elif row.camera_id and not ended_with_its_process(row):
            at, session = watched(row)
            # own monitoring is one person's: the grant tells whose when the sign-in lies too far back
            whose = self._whose.get(row.grant_id or "", row.actor)
            who = self._sessions.person_of.get(session, whose)
            self._touch(who, row.camera_id, at, row.sequence)

    def _touch(self, who: str, camera_id: str, at: float, sequence: int) -> None:
        if who in NOT_PEOPLE:
            return
        key = (who, camera_id)
        look = self._running.get(key)
        if look is not None and at - look.last <= self._settings.look_gap_min * 60:
            look.last = max(look.last, at)
            look.last_row = sequence
            return
        if look is not None:
            self._end(key, look)
        self._running[key] = _Look(at, at, sequence, sequence)
        self._begin(who, camera_id, at, sequence)

    def _begin(self, who: str, camera_id: str, at: float, sequence: int) -> None:
        self._cameras.setdefault((who, camera_id), _OneCamera()).add(at, sequence)
        night = night_of(at, self._settings.night)
        if night is not None:
            self._nights.setdefault((who, night), Tally()).add(at, sequence)
        self._sweeps.setdefault(who, _Sweep(self._settings)).add(camera_id, at, sequence)

    def _end(self, key: tuple[str, str], look: _Look) -> None:
        lasted = look.last - look.began
        if lasted < self._settings.long_look_min * 60:
            return
        tally = self._long.setdefault(key, Tally())
        tally.add(look.began, look.first_row)
        tally.add(look.last, look.last_row, times=0)
        self._longest_s[key] = max(lasted, self._longest_s.get(key, 0.0))

    def findings(self) -> Iterator[Finding]:
        for key, look in self._running.items():
            self._end(key, look)
        yield from self._of_nights()
        yield from self._of_cameras()
        yield from (
            sweep.total.finding(FindingKind.SWEEP, who=who, cameras=sweep.most, times=sweep.times)
            for who, sweep in self._sweeps.items()
            if sweep.times
        )
        for (who, camera_id), tally in self._long.items():
            minutes = round(self._longest_s[who, camera_id] / 60)
            yield tally.finding(
                FindingKind.LONG_LOOK, who=who, camera_id=camera_id, longest_min=minutes
            )

    def _of_nights(self) -> Iterator[Finding]:
        """One for each person, over all nights that were too full."""
        people: dict[str, tuple[Tally, int]] = {}
        for (who, _), night in self._nights.items():
            if night.count < self._settings.night_looks:
                continue
            tally, nights = people.get(who, (Tally(), 0))
            tally.add(night.first_at, *night.rows, times=night.count)
            tally.add(night.last_at, times=0)
            people[who] = (tally, nights + 1)
        for who, (tally, nights) in people.items():
            yield tally.finding(FindingKind.NIGHT_LOOKS, who=who, nights=nights)

    def _of_cameras(self) -> Iterator[Finding]:
        for (who, camera_id), one in self._cameras.items():
            in_a_day = one.fullest.count
            if one.month.count >= self._settings.same_camera_in_a_month:
                tally = one.month
            elif in_a_day >= self._settings.same_camera_in_a_day:
                tally = one.fullest
            else:
                continue
            yield tally.finding(
                FindingKind.SAME_CAMERA,
                who=who,
                camera_id=camera_id,
                in_a_day=in_a_day,
                in_the_month=one.month.count,
            )


class _Sweep:
    """One person's looks of the last minutes; rows of every time that too many cameras lay among them."""

    def __init__(self, settings: ReviewSettings) -> None:
        self._settings = settings
        self._recent: deque[tuple[float, str, int]] = deque()
        self._is_on = False
        self.total = Tally()
        self.times = 0
        self.most = 0

    def add(self, camera_id: str, at: float, sequence: int) -> None:
        self._recent.append((at, camera_id, sequence))
        while self._recent[0][0] < at - self._settings.sweep_within_min * 60:
            self._recent.popleft()
        if len(self._recent) < self._settings.sweep_cameras:
            self._is_on = False
            return
        cameras = len({camera for _, camera, _ in self._recent})
        if cameras < self._settings.sweep_cameras:
            self._is_on = False
            return
        self.most = max(self.most, cameras)
        if self._is_on:
            self.total.add(at, sequence)
            return
        self._is_on = True
        self.times += 1
        for then, _, row in self._recent:
            self.total.add(then, row)
