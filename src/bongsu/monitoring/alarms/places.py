"""Places of a picture that are taken for somebody again and again (a flag, a sign, a bush): silenced one by one, instead
of making the whole camera less sure. Pure.

A place lets everything through that is larger, elsewhere, or surer than what was waved away there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bongsu.monitoring.alarms.overlap import SAME_PLACE, overlap
from bongsu.monitoring.tracks.track import Box

FEWEST = 3
# surer than all that was waved away there by so much: it is something else
_SURER = 0.05
# a confirmed one that touches the place by so much ends it
_TOUCHES = 0.3
# at least so much of a person may not vanish behind a place
LARGEST = 0.1


@dataclass(frozen=True, slots=True)
class Waved:
    """One alarm that was answered 오탐 (or 정탐): where it was, and how sure."""

    alarm_id: str
    boxes: tuple[Box, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """`most`: the surest that was waved away there; `taught_by`: the alarms."""

    box: Box
    most: float
    taught_by: tuple[str, ...]


def places_of(false: Sequence[Waved], real: Iterable[Waved], known: Iterable[Place]) -> list[Place]:
    """Those that are new: at least three different alarms were waved away there, and none was ever confirmed."""
    confirmed = [box for one in real for box in one.boxes]
    old = [one.box for one in known]
    found: list[Place] = []
    for heap in _heaps(false):
        box = _middle([one[1] for one in heap])
        alarms = tuple(dict.fromkeys(one[0].alarm_id for one in heap))
        is_known = any(overlap(box, one) > SAME_PLACE for one in old)
        if len(alarms) < FEWEST or is_known or _is_large(box):
            continue
        if any(_touches(box, one) for one in confirmed):
            continue
        found.append(Place(box, max(one[0].score for one in heap), alarms))
    return found


def silenced(boxes: Sequence[Box], score: float, places: Sequence[Place]) -> Place | None:
    """The place that answers for all of it; None as soon as one box lies elsewhere."""
    answering = [_place_of(box, score, places) for box in boxes]
    if not answering or any(one is None for one in answering):
        return None
    return answering[0]


def contradicted(place: Place, real: Iterable[Waved]) -> bool:
    """Somebody was really there."""
    return any(_touches(place.box, box) for one in real for box in one.boxes)


def _place_of(box: Box, score: float, places: Sequence[Place]) -> Place | None:
    fitting = [
        one for one in places if overlap(box, one.box) > SAME_PLACE and score <= one.most + _SURER
    ]
    return max(fitting, key=lambda one: overlap(box, one.box), default=None)


def _touches(box: Box, other: Box) -> bool:
    return overlap(box, other) > _TOUCHES


def _is_large(box: Box) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) > LARGEST


def _heaps(false: Sequence[Waved]) -> list[list[tuple[Waved, Box]]]:
    """Boxes that lie over the first of their heap."""
    heaps: list[list[tuple[Waved, Box]]] = []
    for one in false:
        for box in one.boxes:
            heap = next((heap for heap in heaps if overlap(heap[0][1], box) > SAME_PLACE), None)
            if heap is None:
                heaps.append([(one, box)])
            else:
                heap.append((one, box))
    return heaps


def _middle(boxes: Sequence[Box]) -> Box:
    count = len(boxes)
    left, top, right, bottom = (sum(box[side] for box in boxes) / count for side in range(4))
    return left, top, right, bottom
