"""One presence: a thing that stays or moves smoothly at a place, and how far and fast."""

import math
from dataclasses import dataclass

from bongsu.monitoring.detectors.found import VEHICLES, Thing
from bongsu.monitoring.tracks.track import Sighted, Track

WALKS = 0.5
"""Sizes a second from which on somebody goes somewhere."""
_EDGE = 0.012
_LEARN_S = 0.5


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

    def move(self, across: float, down: float, seconds: float) -> None:
        learnt = 1.0 - math.exp(-seconds / _LEARN_S)
        self.across += learnt * (across - self.across)
        self.down += learnt * (down - self.down)

    def see(self, track: Track, aspect: float) -> None:
        now = track.last
        self.move(*speed(self.last, now, aspect))
        self.size += 0.3 * (size_of(now, aspect) - self.size)
        self.strength += 0.3 * (now.score - self.strength)
        self.last, self.track, self.thing = now, track.number, track.thing
        self.looks += 1

    def is_leaving(self) -> bool:
        """Walking out at the edge it touches."""
        left, top, right, bottom = self.last.box
        least = WALKS * self.size
        return (
            (left < _EDGE and self.across < -least)
            or (right > 1 - _EDGE and self.across > least)
            or (top < _EDGE and self.down < -least)
            or (bottom > 1 - _EDGE and self.down > least)
        )


def size_of(sighted: Sighted, aspect: float) -> float:
    """Square root of the box's area, in picture heights."""
    left, top, right, bottom = sighted.box
    return math.sqrt(max((right - left) * (bottom - top) * aspect, 1e-9))


def way(one: Sighted, other: Sighted, aspect: float) -> float:
    """Between their feet, in picture heights."""
    (x0, y0), (x1, y1) = one.foot, other.foot
    return math.hypot((x1 - x0) * aspect, y1 - y0)


def speed(one: Sighted, other: Sighted, aspect: float) -> tuple[float, float, float]:
    """Across and down, picture heights a second, and the seconds."""
    seconds = (other.at_ms - one.at_ms) / 1_000
    (x0, y0), (x1, y1) = one.foot, other.foot
    return (x1 - x0) * aspect / seconds, (y1 - y0) / seconds, seconds
