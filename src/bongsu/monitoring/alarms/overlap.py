"""How far boxes of one picture lie over each other. Pure."""

from collections.abc import Sequence

from bongsu.monitoring.tracks.track import Box

SAME_PLACE = 0.5


def overlap(one: Box, other: Box) -> float:
    """Shared area by joint area, 0 to 1."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0.0 or high <= 0.0:
        return 0.0
    shared = wide * high
    joint = area(one) + area(other) - shared
    return shared / joint if joint > 0.0 else 0.0


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def is_same_place(boxes: Sequence[Box], known: Sequence[Box]) -> bool:
    """Each box lies where a known one does; without boxes nobody can say."""
    return bool(boxes) and all(
        any(overlap(box, one) > SAME_PLACE for one in known) for box in boxes
    )
