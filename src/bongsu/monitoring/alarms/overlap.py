"""Whether boxes of one picture lie at one place. Pure."""

from collections.abc import Sequence

from bongsu.monitoring.tracks.overlap import overlap
from bongsu.monitoring.tracks.track import Box

SAME_PLACE = 0.5


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def is_same_place(boxes: Sequence[Box], known: Sequence[Box]) -> bool:
    """Each box lies where a known one does; without boxes nobody can say."""
    return bool(boxes) and all(
        any(overlap(box, one) > SAME_PLACE for one in known) for box in boxes
    )
