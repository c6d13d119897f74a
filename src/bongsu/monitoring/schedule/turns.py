"""Who waits for a look, in groups of like interval and like chance: in a group the longest unseen is always the best one,
so that a decision looks at the groups' heads alone."""

import heapq
import math
from dataclasses import dataclass, field

LEVELS = 16
_STEPS_PER_OCTAVE = 16
_LEAST_CHANCE = 1 / 256


@dataclass(frozen=True, slots=True)
class Group:
    """`step`: interval on a grid of 4 %, never longer than stated; `level`: chance, each twice the one before by two."""

    step: int
    level: int

    @property
    def interval_s(self) -> float:
        return float(2.0 ** (self.step / _STEPS_PER_OCTAVE))

    @property
    def worth(self) -> float:
        return float(_LEAST_CHANCE * 2.0 ** (self.level / 2))


def group_of(interval_s: float, worth: float) -> Group:
    step = math.floor(math.log2(interval_s) * _STEPS_PER_OCTAVE + 1e-9)
    level = math.floor(2 * math.log2(max(worth, _LEAST_CHANCE) / _LEAST_CHANCE) + 0.5)
    return Group(step, min(LEVELS + 4, level))


@dataclass(slots=True)
class _Queue:
    """Numbers that are no longer a camera's own are passed over when they come to the head."""

    interval_s: float
    worth: float
    waiting: list[tuple[float, int, str]] = field(default_factory=list)
    stale: int = 0


@dataclass(slots=True)
class _Place:
    number: int
    group: Group


class Turns:
    """Cameras with a picture that was not looked at yet. Times are seconds."""

    def __init__(self) -> None:
        self._queues: dict[Group, _Queue] = {}
        self._places: dict[str, _Place] = {}
        self._number = 0

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, camera_id: object) -> bool:
        return camera_id in self._places

    def wait(self, camera_id: str, group: Group, looked_at: float) -> None:
        """Takes its place, or another one where its chance has changed."""
        place = self._places.get(camera_id)
        if place is not None:
            if place.group == group:
                return
            self.leave(camera_id)
        self._number += 1
        self._places[camera_id] = _Place(self._number, group)
        queue = self._queues.get(group)
        if queue is None:
            queue = self._queues[group] = _Queue(group.interval_s, group.worth)
        heapq.heappush(queue.waiting, (looked_at, self._number, camera_id))

    def leave(self, camera_id: str) -> None:
        place = self._places.pop(camera_id, None)
        if place is None:
            return
        queue = self._queues[place.group]
        queue.stale += 1
        if queue.stale > 16 and queue.stale * 2 > len(queue.waiting):
            queue.waiting = [one for one in queue.waiting if self._is_current(one)]
            heapq.heapify(queue.waiting)
            queue.stale = 0

    def best(self, now: float) -> tuple[str, bool] | None:
        """The most overdue by its own interval, else where most is to be expected; and whether it is overdue."""
        found: tuple[bool, float, str] | None = None
        for group in list(self._queues):
            head = self._head(group)
            if head is None:
                continue
            queue = self._queues[group]
            since_s = now - head[0]
            is_overdue = since_s >= queue.interval_s
            urgency = since_s / queue.interval_s if is_overdue else since_s * queue.worth
            if found is None or (is_overdue, urgency) > found[:2]:
                found = (is_overdue, urgency, head[2])
        return None if found is None else (found[2], found[0])

    def _head(self, group: Group) -> tuple[float, int, str] | None:
        queue = self._queues[group]
        while queue.waiting and not self._is_current(queue.waiting[0]):
            heapq.heappop(queue.waiting)
            queue.stale = max(0, queue.stale - 1)
        if not queue.waiting:
            del self._queues[group]
            return None
        return queue.waiting[0]

    def _is_current(self, entry: tuple[float, int, str]) -> bool:
        place = self._places.get(entry[2])
        return place is not None and place.number == entry[1]
