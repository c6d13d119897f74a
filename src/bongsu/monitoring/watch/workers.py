"""Which analytics workers are there, what each holds, and how many cameras each is to hold. In the node, in memory."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog

from bongsu.monitoring.worker.messages import CameraWork, WorkerPresent

log = structlog.get_logger()
LOST_AFTER_S = 2.0
_MUCH = 1.5


@dataclass(frozen=True, slots=True)
class KnownWorker:
    """`weight`: its capacity as it was when it last changed by much, so that shares do not change with each look's cost."""

    present: WorkerPresent
    heard_s: float
    weight: float


class WorkerBook:
    """Time is the node's monotonic clock."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._known: dict[str, KnownWorker] = {}

    def hear(self, present: WorkerPresent) -> None:
        before = self._known.get(present.instance)
        if present.is_leaving:
            self._known.pop(present.instance, None)
            log.info("analytics worker leaves", worker=present.worker)
            return
        weight = _weight(present.capacity, before.weight if before else 0.0)
        self._known[present.instance] = KnownWorker(present, self._now_s(), weight)
        if before is None:
            log.info("analytics worker is there", worker=present.worker, cores=present.cores)

    def sweep(self) -> None:
        """Whoever is silent is counted no more; its leases end by themselves."""
        now_s = self._now_s()
        for instance, known in list(self._known.items()):
            if now_s - known.heard_s >= LOST_AFTER_S:
                del self._known[instance]
                log.warning("analytics worker is gone", worker=known.present.worker)

    def share(self, cameras: int) -> int:
        """How many each is to hold at most, so that all are held and each holds like many. Who cannot look counts not."""
        able = sum(1 for known in self._known.values() if known.present.capacity > 0)
        return math.ceil(cameras / max(1, able))

    def share_of(self, instance: str, cameras: int) -> int:
        """How many this one is to hold at most: in proportion to what each can do, so that all are held."""
        all_of_it = sum(known.weight for known in self._known.values())
        known = self._known.get(instance)
        if known is None or not all_of_it:
            return self.share(cameras)
        # what floating point adds to a whole number is no camera
        return math.ceil(cameras * known.weight / all_of_it - 1e-9)

    def workers(self) -> tuple[WorkerPresent, ...]:
        return tuple(
            sorted(
                (known.present for known in self._known.values()),
                key=lambda one: (one.worker, one.instance),
            )
        )

    def work(self) -> Iterator[tuple[WorkerPresent, CameraWork]]:
        """Every camera that somebody holds."""
        for present in self.workers():
            for one in present.cameras:
                yield present, one


def _weight(capacity: int, before: float) -> float:
    """Unchanged until the capacity is half as much again, or as much less. Who cannot look counts not."""
    if capacity > 0 and before / _MUCH <= capacity <= before * _MUCH:
        return before
    return float(max(0, capacity))
