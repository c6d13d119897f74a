"""Whether a track seen now is a presence known before: by place, time, size and way, never by looks. Vectorised; pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import THINGS, VEHICLES, Thing
from bongsu.monitoring.rules.presence import WALKS, Presence, group_of, size_of, speed
from bongsu.monitoring.tracks.track import Track

NEVER = 1e6
_SAME_TRACK = 0.3
"""So many sizes nearer counts who has the same track number."""
_COAST_S = 0.8
_JUMPS = 4.0
"""Sizes a second from which on it was no walk: the number went to somebody else."""
_LIKE = 1.8
"""Most by which the sizes of one thing differ from look to look."""
_GROUPS = {thing: float(THINGS.index(group_of(thing))) for thing in Thing}

Floats = NDArray[np.float64]


def likeness(
    presences: Sequence[Presence], tracks: Sequence[Track], at_ms: float, aspect: float
) -> Floats:
    """(n, m) sizes between where a presence should be and where a track is; `NEVER` when they cannot be one."""
    x, y, across, down, size, waited, group, number, reach, reach_same = (
        column[:, None] for column in np.array([_known(one, at_ms, aspect) for one in presences]).T
    )
    x1, y1, across1, down1, size1, group1, number1 = np.array(
        [_seen(track, aspect) for track in tracks]
    ).T
    far = np.hypot(x1 - x, y1 - y) * 2 / (size + size1)
    same = number == number1
    may = (group == group1) & (waited > 0) & (far <= np.where(same, reach_same, reach))
    may &= (size1 <= _LIKE * size) & (size <= _LIKE * size1)
    walks = np.hypot(across1, down1)
    against = (walks >= WALKS * size) & (walks <= _JUMPS * size) & ~same
    against &= (np.hypot(across, down) >= WALKS * size) & (across * across1 + down * down1 < 0)
    return np.where(may & ~against, far - _SAME_TRACK * same, NEVER)


def _known(one: Presence, at_ms: float, aspect: float) -> tuple[float, ...]:
    """Where it should be by now, its way, and how far from there it may turn up."""
    waited_s = (at_ms - one.last.at_ms) / 1_000
    coasted = min(waited_s, _COAST_S)
    x, y = one.last.foot
    return (
        x * aspect + one.across * coasted,
        y + one.down * coasted,
        one.across,
        one.down,
        one.size,
        waited_s,
        _GROUPS[one.thing],
        one.track,
        _reach(one.thing, waited_s, same=False),
        _reach(one.thing, waited_s, same=True),
    )


def _seen(track: Track, aspect: float) -> tuple[float, ...]:
    """Where it is, and its way over the last three sightings."""
    x, y = track.last.foot
    across = down = 0.0
    if len(track.path) > 1:
        across, down, _ = speed(track.path[-min(len(track.path), 3)], track.last, aspect)
    size = size_of(track.last, aspect)
    return x * aspect, y, across, down, size, _GROUPS[track.thing], track.number


def _reach(thing: Thing, waited_s: float, *, same: bool) -> float:
    """Within a second a thing moves; after longer only who hardly moved is surely the same: at key pictures the next walker
    stands where the last one was about to be."""
    if waited_s > 1.0:
        return 1.2 if waited_s <= 3.0 else 0.8 if waited_s <= 12.0 else 0.4
    if same:
        return 0.8 + (5.0 if thing in VEHICLES else 1.6) * waited_s
    return 0.6 + 0.6 * waited_s
