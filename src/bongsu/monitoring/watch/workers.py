"""Which analytics workers are there, what each holds, and how many cameras each is to hold. In the node, in memory."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import structlog

from bongsu.monitoring.watch.shares import apportion, weigh
from bongsu.monitoring.worker.messages import CameraWork, WorkerPresent

log = structlog.get_logger()
LOST_AFTER_S = 2.0
_MISSED_S = 1.2
# as long as a lost worker's leases run, and the others take over what it held: whoever is started meanwhile has nothing to
# look with yet, or would take them cold
_TAKEN_OVER_S = 5.0
MOST_WORKERS = 64
_LOOK = "look"
# what a machine cannot have; a figure made up takes no other worker's cameras
_MOST_A_CORE = 1_000
_MOST_CORES = 256.0


@dataclass(frozen=True, slots=True)
class KnownWorker:
    present: WorkerPresent
    heard_s: float
    since_s: float


class WorkerBook:
    """Time is the node's monotonic clock."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._known: dict[str, KnownWorker] = {}
        self._lost_s = -_TAKEN_OVER_S
        self._weights: dict[str, float] = {}
        self._shares: tuple[int, dict[str, float], dict[str, int]] = (0, {}, {})

    def hear(self, present: WorkerPresent) -> None:
        """`present.cameras`: those that are its own. One more than there can be is not remembered."""
        self.sweep()
        before = self._known.get(present.instance)
        is_new = before is None
        if present.is_leaving:
            if self._known.pop(present.instance, None) is not None:
                log.info("analytics worker leaves", worker=present.worker)
            return
        if is_new and len(self._known) >= MOST_WORKERS:
            return
        if is_new:
            self._replaces(present.worker)
        now_s = self._now_s()
        since_s = before.since_s if before else now_s
        self._known[present.instance] = KnownWorker(present, now_s, since_s)
        if is_new:
            log.info("analytics worker is there", worker=present.worker, cores=present.cores)

    def sweep(self) -> None:
        """Whoever is silent is counted no more; its leases end by themselves."""
        self._lose_silent(LOST_AFTER_S)

    def _replaces(self, worker: str) -> None:
        """Who comes under the name of one that has missed a word was started in its stead."""
        self._lose_silent(_MISSED_S, worker)

    def _lose_silent(self, silent_s: float, worker: str | None = None) -> None:
        now_s = self._now_s()
        for instance, known in list(self._known.items()):
            is_meant = worker in (None, known.present.worker)
            if is_meant and now_s - known.heard_s >= silent_s:
                del self._known[instance]
                self._lost_s = now_s
                log.warning("analytics worker is gone", worker=known.present.worker)

    def shares(self, cameras: int) -> Mapping[str, int]:
        """By instance, how many each is to hold at most: together all. Who cannot look is given none."""
        self._weights = weigh(self._capacities(), self._weights)
        if self._shares[:2] != (cameras, self._weights):
            self._shares = (cameras, self._weights, apportion(cameras, self._weights))
        return self._shares[2]

    def share_of(self, instance: str, cameras: int) -> int:
        """Who has not loaded its detector is told of one camera, so that it does: until then others keep theirs."""
        known, shares = self._known.get(instance), self.shares(cameras)
        if known is None or instance in shares or self._waits(known):
            return shares.get(instance, 0)
        return min(1, cameras) if known.present.capacity > 0 else 0

    def share(self, cameras: int) -> int:
        """The largest."""
        return max(self.shares(cameras).values(), default=cameras)

    def _capacities(self) -> dict[str, int]:
        """Of those that can look, or of all while none can; who came when another was lost waits until its cameras are
        taken over. What nobody has looked with yet is thought to be as good, core by core, as what was looked with."""
        known = tuple(self._known.values())
        able = tuple(one for one in known if one.present.detector) or known
        settled = tuple(one for one in able if not self._waits(one)) or able
        counted = tuple(one.present for one in settled)
        measured = [one for one in counted if one.capacity > 0 and _LOOK in one.costs_ms]
        cores = sum(_cores(one) for one in measured)
        a_core = sum(_capacity(one) for one in measured) / cores if cores else 1.0
        return {
            one.instance: _capacity(one)
            if _LOOK in one.costs_ms or one.capacity <= 0
            else max(1, round(a_core * _cores(one)))
            for one in counted
        }

    def _waits(self, one: KnownWorker) -> bool:
        return one.since_s >= self._lost_s > self._now_s() - _TAKEN_OVER_S

    def _presents(self) -> Iterator[WorkerPresent]:
        return (known.present for known in self._known.values())

    def workers(self) -> tuple[WorkerPresent, ...]:
        return tuple(sorted(self._presents(), key=lambda one: (one.worker, one.instance)))

    def work(self) -> Iterator[tuple[WorkerPresent, CameraWork]]:
        """Every camera that somebody holds."""
        for present in self.workers():
            for one in present.cameras:
                yield present, one


def _cores(one: WorkerPresent) -> float:
    return min(max(one.cores, 0.1), _MOST_CORES)


def _capacity(one: WorkerPresent) -> int:
    return min(one.capacity, round(_cores(one) * _MOST_A_CORE))
