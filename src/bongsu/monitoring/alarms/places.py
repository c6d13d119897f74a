"""Places of a picture that are taken for somebody again and again (a flag, a sign, a bush): silenced one by one, instead
of making the whole camera less sure. Pure.

A place lets everything through that is larger, elsewhere, or surer than what was waved away there; and whatever is as
sure as somebody who was confirmed there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bongsu.monitoring.alarms.overlap import SAME_PLACE, area, is_same_place
from bongsu.monitoring.tracks.overlap import overlap
from bongsu.monitoring.tracks.track import Box

FEWEST = 3
# what hangs there is found in nearly the same box each time, whoever walks past is not
_IT_LIES = 0.6
# surer than all that was waved away there by so much: it is something else
SURER = 0.05
# a confirmed one that lies over the place by so much was there
_TOUCHES = 0.3
_MARGIN = 0.005
# nobody vanishes behind a place as large as a tenth of the picture
LARGEST = 0.1


@dataclass(frozen=True, slots=True)
class Waved:
    """One alarm that was answered 오탐 (or 정탐): where it was, and how sure."""

    alarm_id: str
    boxes: tuple[Box, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """`least`: what is so sure passes all the same; `taught_by`: the alarms that were waved away there."""

    box: Box
    least: float
    taught_by: tuple[str, ...]


def places_of(false: Sequence[Waved], real: Iterable[Waved]) -> list[Place]:
    """At least three different alarms were waved away there that are less sure than anybody who was confirmed there."""
    confirmed = list(real)
    found: list[Place] = []
    for heap in _heaps(false):
        box = _middle([one[1] for one in heap])
        least = min(max(one[0].score for one in heap) + SURER, least_at(box, confirmed))
        alarms = tuple(dict.fromkeys(one[0].alarm_id for one in heap if one[0].score < least))
        if len(alarms) >= FEWEST and area(box) <= LARGEST:
            found.append(Place(box, least, alarms))
    return found


def least_at(box: Box, real: Iterable[Waved]) -> float:
    """Below the least sure of those who were really there; 1.0 where nobody was."""
    there = [one.score for one in real if any(overlap(box, each) > _TOUCHES for each in one.boxes)]
    return min(there, default=1.0 + _MARGIN) - _MARGIN


def same_as(place: Place, known: Iterable[Place]) -> Place | None:
    """The known one that lies there already."""
    return next((one for one in known if overlap(place.box, one.box) > SAME_PLACE), None)


def lie_apart(false: Sequence[tuple[Box, ...]]) -> bool:
    """Whether they were in different places of the picture; not where one has none."""
    return all(false) and any(not is_same_place(boxes, false[0]) for boxes in false[1:])


def silenced(boxes: Sequence[Box], score: float, places: Sequence[Place]) -> Place | None:
    """The place that answers for all of it; None as soon as one box lies elsewhere."""
    answering = [_place_of(box, score, places) for box in boxes]
    if not answering or any(one is None for one in answering):
        return None
    return answering[0]


def _place_of(box: Box, score: float, places: Sequence[Place]) -> Place | None:
    fitting = [one for one in places if overlap(box, one.box) > _IT_LIES and score < one.least]
    return max(fitting, key=lambda one: overlap(box, one.box), default=None)


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
