"""Which analytics workers are there, what each holds, and how many cameras each is to hold. In the node, in memory."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog

from bongsu.monitoring.worker.messages import CameraWork, WorkerPresent

log = structlog.get_logger()
LOST_AFTER_S = 2.0


@dataclass(frozen=True, slots=True)
class KnownWorker:
    present: WorkerPresent
    heard_s: float


class WorkerBook:
    """Time is the node's monotonic clock."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._known: dict[str, KnownWorker] = {}

    def hear(self, present: WorkerPresent) -> None:
        is_new = present.instance not in self._known
        if present.is_leaving:
            self._known.pop(present.instance, None)
            log.info("analytics worker leaves", worker=present.worker)
            return
        self._known[present.instance] = KnownWorker(present, self._now_s())
        if is_new:
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
