"""Tells the node every second, and when cameras were taken, that this worker is there and how each camera stands; hears its
share and whom to attend."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import structlog

from bongsu.kernel.bus import Bus, BusUnavailable, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.waking import Repeating
from bongsu.monitoring.worker.leases import Leases
from bongsu.monitoring.worker.messages import (
    ASK_WORKER,
    Attention,
    JobEnded,
    WorkerHeard,
    WorkerPresent,
)
from bongsu.monitoring.worker.watcher import Watcher

log = structlog.get_logger()
PRESENT_EVERY_S = 1.0
_SOON_S = 0.2
_WITHIN_S = 1.0
_AT_ONCE = datetime.fromtimestamp(0, UTC)


class Presence:
    """A part, after leases and watcher. `problem`: why this worker can look at nothing; then it takes no cameras. `ready`:
    how many of that share it can take now (none before it has loaded what it looks with)."""

    name = "monitoring presence"

    def __init__(
        self,
        bus: Bus,
        watcher: Watcher,
        leases: Leases,
        worker: str,
        instance: str,
        ready: Callable[[int], int],
    ) -> None:
        self._bus = bus
        self._watcher = watcher
        self._leases = leases
        self._worker = worker
        self._instance = instance
        self._ready = ready
        self._attended: set[tuple[str, str]] = set()
        self._subscriptions: list[Subscription] = []
        self._saying = Repeating(self.name, self._say, PRESENT_EVERY_S)
        self._soon: asyncio.TimerHandle | None = None
        self.detector: dict[str, object] = {}
        self.problem = ""

    async def start(self) -> None:
        ended, attention = subject_on_bus(JobEnded.subject), subject_on_bus(Attention.subject)
        self._subscriptions = [
            await self._bus.subscribe(ended, self._job_ended),
            await self._bus.subscribe(attention, self._attend),
        ]
        self._leases.after_take.append(self._say_soon)
        self._saying.start()

    async def stop(self) -> None:
        """Before the leases are given back: others' shares grow at once."""
        self._leases.after_take.remove(self._say_soon)
        if self._soon is not None:
            self._soon.cancel()
        await self._saying.stop()
        for subscription in self._subscriptions:
            await subscription.stop()
        try:
            await self._ask(is_leaving=True)
        except BusUnavailable:
            log.debug("node does not hear that this worker leaves")

    def say_now(self) -> None:
        """Without waiting for the next second."""
        self._saying.wake()

    def _say_soon(self) -> None:
        """Once for all cameras that come in the same moment."""
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(_SOON_S, self._say_what_came)

    def _say_what_came(self) -> None:
        self._soon = None
        self._saying.wake()

    async def _say(self) -> None:
        try:
            heard = await self._ask()
        except (BusUnavailable, msgspec.MsgspecError):
            log.debug("node does not hear that this worker is there")
            return
        for job in heard.over:
            self._leases.over(job)
        self._attend_all(heard.attention)
        await self._leases.hold(0 if self.problem else self._ready(heard.share))

    async def _ask(self, *, is_leaving: bool = False) -> WorkerHeard:
        watcher = self._watcher
        costs = watcher.scheduler.costs.measured()
        present = WorkerPresent(
            worker=self._worker,
            instance=self._instance,
            cores=watcher.cores,
            load=round(watcher.load, 3),
            capacity=0 if self.problem else watcher.capacity(),
            detector=self.detector,
            cameras=watcher.work(),
            costs_ms={step: round(cost_s * 1000, 3) for step, cost_s in costs.items()},
            is_leaving=is_leaving,
            problem=self.problem,
        )
        body = await self._bus.request(ASK_WORKER, msgspec.json.encode(present), _WITHIN_S)
        return msgspec.json.decode(body, type=WorkerHeard)

    async def _job_ended(self, body: bytes) -> None:
        self._leases.over(msgspec.json.decode(body, type=JobEnded).job)

    async def _attend(self, body: bytes) -> None:
        self._give(msgspec.json.decode(body, type=Attention))

    def _give(self, one: Attention) -> None:
        for camera_id in one.camera_ids:
            self._attended.add((camera_id, one.why))
            self._watcher.attend(camera_id, one.why, one.until)

    def _attend_all(self, attention: tuple[Attention, ...]) -> None:
        """All that is in force; what is no longer in it is over."""
        now_in_force = {(camera, one.why) for one in attention for camera in one.camera_ids}
        for camera_id, why in self._attended - now_in_force:
            self._watcher.attend(camera_id, why, _AT_ONCE)
        self._attended = set()
        for one in attention:
            self._give(one)
