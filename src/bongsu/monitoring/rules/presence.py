"""Who has been at a place, however often the track broke: one presence is one thing staying or moving smoothly.

Dwell is counted on presences, never on a track's age. A presence is prolonged by place: whoever turns up close to where it
was (or was going) and is of like size. It is not prolonged by somebody who comes the other way, nor past the picture's edge
after it walked out there: a stream of walkers is not one who stays. No appearance is compared.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from scipy.optimize import linear_sum_assignment

from bongsu.monitoring.detectors.found import VEHICLES, Thing
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Sighted, Track

_NEVER = 1e6
_SAME_TRACK = 0.3
"""So much nearer counts who has the same track number."""
_COAST_S = 0.8
_WALKS = 0.5
"""Sizes a second from which on somebody goes somewhere."""
_JUMPS = 4.0
"""Sizes a second from which on it was no walk: the number went to somebody else."""
_LIKE = 1.8
"""Most by which the sizes of one thing differ from look to look."""
_EDGE = 0.012
_GONE_S = 0.6
"""Who walked out of the picture is waited for so long."""


def group_of(thing: Thing) -> Thing:
    """Cars, lorries and the like are one another's likeness."""
    return Thing.CAR if thing in VEHICLES else thing


@dataclass(slots=True)
class Presence:
    """`strength`: its score, evened out over some sightings; `looks`: in how many it was seen; `seen_s`: for how long in
    all, each look standing for the time since the one before."""

    number: int
    thing: Thing
    first: Sighted
    last: Sighted
    track: int
    strength: float
    size: float
    looks: int = 1
    seen_s: float = 0.0
    across: float = 0.0
    down: float = 0.0
    """Speed: picture heights a second."""

    def is_seen(self, at_ms: float) -> bool:
        return self.last.at_ms == at_ms

    def is_leaving(self) -> bool:
        """Walking out at the edge it touches."""
        left, top, right, bottom = self.last.box
        least = _WALKS * self.size
        return (
            (left < _EDGE and self.across < -least)
            or (right > 1 - _EDGE and self.across > least)
            or (top < _EDGE and self.down < -least)
            or (bottom > 1 - _EDGE and self.down > least)
        )


class Presences:
    """One a camera, shared by its rules."""

    def __init__(self, settings: JudgeSettings) -> None:
        self._settings = settings
        self._all: list[Presence] = []
        self._known: set[int] = set()
        self._numbers = count(1)

    def clear(self) -> None:
        self._all.clear()
        self._known.clear()

    def look(
        self, at_ms: float, gap_s: float, tracks: Iterable[Track], aspect: float
    ) -> tuple[Presence, ...]:
        """All that were seen a short while ago; who is seen now has `last.at_ms == at_ms`."""
        sparse = gap_s > self._settings.sparse_s
        seen = [track for track in tracks if (track.is_sure or sparse) and not track.missed]
        self._all = [one for one in self._all if self._may_come_back(one, at_ms, gap_s)]
        left = self._prolong(at_ms, seen, aspect)
        for one in self._all:
            if one.is_seen(at_ms):
                one.seen_s += gap_s
        for track in left:
            if not track.is_sure:
                continue
            first = track.last if track.number in self._known else track.path[0]
            one = Presence(
                number=next(self._numbers),
                thing=track.thing,
                first=first,
                last=track.last,
                track=track.number,
                strength=max(sighted.score for sighted in track.path[-3:]),
                size=size_of(track.last, aspect),
            )
            if first is not track.last:
                _move(one, *_speed(first, track.last, aspect))
            self._all.append(one)
        there = {track.number for track in tracks}
        self._known = {one.track for one in self._all} & there | (self._known & there)
        return tuple(self._all)

    def _may_come_back(self, one: Presence, at_ms: float, gap_s: float) -> bool:
        waited_s = (at_ms - one.last.at_ms) / 1_000
        if waited_s > max(_GONE_S, 1.5 * gap_s) and one.is_leaving():
            return False
        person = group_of(one.thing) is Thing.PERSON
        bridge_s = self._settings.bridge_s if person else self._settings.still_bridge_s
        return waited_s <= max(bridge_s, 2.6 * gap_s)

    def _prolong(self, at_ms: float, seen: Sequence[Track], aspect: float) -> list[Track]:
        """Says who is left over."""
        if not self._all or not seen:
            return list(seen)
        cost = np.array([[_cost(one, track, at_ms, aspect) for track in seen] for one in self._all])
        rows, columns = linear_sum_assignment(cost)
        taken = set()
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            if cost[i, j] < _NEVER:
                _saw(self._all[i], seen[j], aspect)
                taken.add(j)
        return [track for j, track in enumerate(seen) if j not in taken]


def size_of(sighted: Sighted, aspect: float) -> float:
    """Square root of the box's area, in picture heights."""
    left, top, right, bottom = sighted.box
    return math.sqrt(max((right - left) * (bottom - top) * aspect, 1e-9))


def way(one: Sighted, other: Sighted, aspect: float) -> float:
    """Between their feet, in picture heights."""
    (x0, y0), (x1, y1) = one.foot, other.foot
    return math.hypot((x1 - x0) * aspect, y1 - y0)


def _speed(one: Sighted, other: Sighted, aspect: float) -> tuple[float, float, float]:
    seconds = (other.at_ms - one.at_ms) / 1_000
    (x0, y0), (x1, y1) = one.foot, other.foot
    return (x1 - x0) * aspect / seconds, (y1 - y0) / seconds, seconds


def _move(one: Presence, across: float, down: float, seconds: float) -> None:
    learnt = 1.0 - math.exp(-seconds / 0.5)
    one.across += learnt * (across - one.across)
    one.down += learnt * (down - one.down)


def _saw(one: Presence, track: Track, aspect: float) -> None:
    now = track.last
    across, down, seconds = _speed(one.last, now, aspect)
    _move(one, across, down, seconds)
    one.size += 0.3 * (size_of(now, aspect) - one.size)
    one.strength += 0.3 * (now.score - one.strength)
    one.last, one.track, one.thing = now, track.number, track.thing
    one.looks += 1


def _cost(one: Presence, track: Track, at_ms: float, aspect: float) -> float:
    """Sizes between where it should be and where this one is; `_NEVER` when they cannot be the same."""
    now = track.last
    waited_s = (at_ms - one.last.at_ms) / 1_000
    size = size_of(now, aspect)
    if group_of(one.thing) is not group_of(track.thing) or waited_s <= 0:
        return _NEVER
    if not 1 / _LIKE <= size / one.size <= _LIKE:
        return _NEVER
    coasted = min(waited_s, _COAST_S)
    (x0, y0), (x1, y1) = one.last.foot, now.foot
    far = math.hypot((x1 - x0) * aspect - one.across * coasted, y1 - y0 - one.down * coasted) / (
        (size + one.size) / 2
    )
    same = track.number == one.track
    if far > _reach(one.thing, waited_s, same) or (not same and _comes_against(one, track, aspect)):
        return _NEVER
    return far - _SAME_TRACK * same


def _reach(thing: Thing, waited_s: float, same: bool) -> float:
    """Within a second a thing moves; after longer only who hardly moved is surely the same: at key pictures the next walker
    stands where the last one was about to be."""
    if waited_s > 1.0:
        return 1.2 if waited_s <= 3.0 else 0.8 if waited_s <= 12.0 else 0.4
    if same:
        return 0.8 + (5.0 if thing in VEHICLES else 1.6) * waited_s
    return 0.6 + 0.6 * waited_s


def _comes_against(one: Presence, track: Track, aspect: float) -> bool:
    if len(track.path) < 2:
        return False
    across, down, _ = _speed(track.path[-min(len(track.path), 3)], track.last, aspect)
    walk = _WALKS * one.size
    if not walk <= math.hypot(across, down) <= _JUMPS * one.size:
        return False
    if math.hypot(one.across, one.down) < walk:
        return False
    return across * one.across + down * one.down < 0
