"""Line crossing (선 통과) and wrong way (역방향): a foot that was surely on one side of a line is surely on the other."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bongsu.monitoring.rules.geometry import Point, crossed, do_cross
from bongsu.monitoring.rules.kinds.sureness import sureness
from bongsu.monitoring.rules.looked import Look, Seen
from bongsu.monitoring.rules.presence import Presence, size_of
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Track
from bongsu.monitoring.words import RuleKind

_SURELY = 0.12
"""Sizes from the line within which a foot is on neither side: boxes tremble."""
_FORGOTTEN_MS = 12_000.0


@dataclass(frozen=True, slots=True)
class _Side:
    """Where something last was surely on one side; `is_right`: of the way from the line's first end to its second."""

    foot: Point
    is_right: bool
    at_ms: float


class Line:
    """WRONG_WAY speaks only when, a look later, what crossed is still beyond: who steps back has not gone the wrong way."""

    def __init__(self, rule: Rule, settings: JudgeSettings) -> None:
        self._rule = rule
        self._settings = settings
        self._must_stay = rule.kind is RuleKind.WRONG_WAY
        self._by_presence: dict[int, _Side] = {}
        self._by_track: dict[int, _Side] = {}
        self._crossed: dict[int, float] = {}

    def look(self, look: Look) -> Seen | None:
        if len(self._rule.points) != 2:
            return None
        presences = {one.track: one for one in look.presences if one.is_seen(look.at_ms)}
        self._forget(look)
        over = []
        for track in self._watched(look):
            presence = presences.get(track.number)
            now = self._side(track, look)
            if now is None:
                continue
            if self._is_over(track, self._before(track, presence, look), now, look):
                over.append(track)
            self._by_track[track.number] = now
            if presence:
                self._by_presence[presence.number] = now
        return self._seen(over, look) if over else None

    def _before(self, track: Track, presence: Presence | None, look: Look) -> _Side | None:
        """By presence, since tracks break; by track between key pictures, where who walks is no presence. A new presence
        at full rate under an old number is a number that jumped to somebody else."""
        if presence and presence.number in self._by_presence:
            return self._by_presence[presence.number]
        jumped = presence and presence.looks == 1 and look.gap_s <= self._settings.sparse_s
        return None if jumped else self._by_track.get(track.number)

    def _watched(self, look: Look) -> Iterator[Track]:
        for track in look.tracks:
            if not track.missed and track.is_sure and track.thing in self._rule.things:
                yield track

    def _forget(self, look: Look) -> None:
        for kept in (self._by_presence, self._by_track):
            for number in [
                n for n, side in kept.items() if look.at_ms - side.at_ms > _FORGOTTEN_MS
            ]:
                del kept[number]
        there = {track.number for track in look.tracks}
        self._crossed = {n: at for n, at in self._crossed.items() if n in there}

    def _side(self, track: Track, look: Look) -> _Side | None:
        (x0, y0), (x1, y1) = self._rule.points
        x, y = track.last.foot
        a, b, foot = (x0 * look.aspect, y0), (x1 * look.aspect, y1), (x * look.aspect, y)
        away = crossed(a, b, foot) / max(math.dist(a, b), 1e-9)
        if abs(away) < _SURELY * size_of(track.last, look.aspect):
            return None
        return _Side((x, y), away > 0, look.at_ms)

    def _is_over(self, track: Track, before: _Side | None, now: _Side, look: Look) -> bool:
        pending = self._crossed.get(track.number)
        if pending is not None:
            del self._crossed[track.number]
            return now.is_right
        if before is None or before.is_right == now.is_right:
            return False
        if not (now.is_right or self._rule.both_ways):
            return False
        if not do_cross(before.foot, now.foot, *self._rule.points):
            return False
        if sureness(track, look, self._settings) < self._rule.score:
            return False
        if self._must_stay:
            self._crossed[track.number] = look.at_ms
        return not self._must_stay

    def _seen(self, over: list[Track], look: Look) -> Seen:
        return Seen(
            since_ms=look.at_ms,
            score=max(sureness(track, look, self._settings) for track in over),
            boxes=tuple(track.last.box for track in over),
            count=len(over),
        )
