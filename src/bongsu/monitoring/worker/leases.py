"""The cameras that this worker holds: taken up to its share, kept by saying so, given back when there are too many, and
dropped unheard when it was away for too long to know whether they are still its own."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import msgspec
import structlog

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.waking import woken
from bongsu.kernel.work_queue import Delivered, WorkTaker
from bongsu.monitoring.worker.messages import CameraJob, Fence

log = structlog.get_logger()
_TAKE_WITHIN_S = 2.0
_AGAIN_AFTER_S = 0.5
_LOOK_EVERY_S = 1.0
KEPT_FOR_S = 5.0
"""What is too much is kept for so long: who has just taken a dead worker's cameras looks at them first, and does not hand
them on to the one that is started in its stead."""


class Holder(Protocol):
    """Who does the work. Called in the loop; returns at once."""

    def took(self, job: CameraJob, fence: Fence) -> None:
        """A camera, or a camera's new job in place of the one held."""
        ...

    def gone(self, camera_id: str, *, is_over: bool = False) -> None:
        """`is_over`: its job is; nothing more told of it counts."""
        ...


@dataclass(frozen=True, slots=True)
class _Held:
    delivered: Delivered
    fence: Fence


class Leases:
    """A part. `now_s` goes on while the process stands still."""

    name = "monitoring leases"

    def __init__(
        self,
        taker: WorkTaker,
        holder: Holder,
        instance: str,
        lease_s: float,
        now_s: Callable[[], float] = time.monotonic,
        kept_for_s: float = KEPT_FOR_S,
    ) -> None:
        self._taker = taker
        self._holder = holder
        self._instance = instance
        self._lease_s = lease_s
        self._now_s = now_s
        self._kept_for_s = kept_for_s
        self._held: dict[str, _Held] = {}
        self._share = 0
        self._too_many_since_s: float | None = None
        self._kept_s = now_s()
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.after_take: list[Callable[[], None]] = []
        """Called after each camera that was taken."""
        self.dropped = 0
        """How often everything was dropped because this process had stood still."""

    async def start(self) -> None:
        self._kept_s = self._now_s()
        self._tasks = [
            asyncio.create_task(self._take(), name="take cameras"),
            asyncio.create_task(self._keep(), name="keep cameras"),
        ]

    async def stop(self) -> None:
        """Others have them at once."""
        await end_tasks(self._tasks)
        if not self.is_late():
            await self._give_back(list(self._held))

    def fence(self, camera_id: str) -> Fence | None:
        """By what right something may be told of it now; None: by none."""
        if self.is_late():
            self._drop_all()
        held = self._held.get(camera_id)
        return held.fence if held is not None else None

    def is_late(self) -> bool:
        """Leases may have run out without this process knowing."""
        return self._now_s() - self._kept_s >= self._lease_s

    def over(self, job: int) -> None:
        """The node says that it is not, or no longer, this worker's."""
        for camera_id, held in list(self._held.items()):
            if held.fence.job == job:
                self._lose(camera_id, is_over=True)
        self._changed.set()

    async def hold(self, share: int) -> None:
        """So many at most; those taken last are given back first, after a while. Who can look at nothing gives all back at
        once."""
        if share != self._share:
            self._share = share
            self._changed.set()
        if len(self._held) <= share:
            self._too_many_since_s = None
            return
        now_s = self._now_s()
        if self._too_many_since_s is None:
            self._too_many_since_s = now_s
        if share == 0 or now_s - self._too_many_since_s >= self._kept_for_s:
            await self._give_back(list(self._held)[share:])
            self._too_many_since_s = None

    async def _take(self) -> None:
        while True:
            wanted = self._share - len(self._held)
            if wanted <= 0:
                self._changed.clear()
                await woken(self._changed, _LOOK_EVERY_S)
                continue
            try:
                await self._taker.take(wanted, _TAKE_WITHIN_S, self._took)
            except BusUnavailable:
                await asyncio.sleep(_AGAIN_AFTER_S)

    def _took(self, delivered: Delivered) -> None:
        try:
            job = msgspec.json.decode(delivered.body, type=CameraJob)
        except msgspec.MsgspecError:
            log.error("job cannot be read: is this worker older than its node?")
            return
        fence = Fence(
            camera_id=job.camera_id,
            job=delivered.number,
            delivery=delivered.delivery,
            worker=self._instance,
        )
        self._held[job.camera_id] = _Held(delivered, fence)
        self._holder.took(job, fence)
        for call in self.after_take:
            call()

    async def _keep(self) -> None:
        while True:
            if self.is_late():
                self._drop_all()
            self._kept_s = self._now_s()
            try:
                for held in list(self._held.values()):
                    await self._taker.keep(held.delivered)
            except BusUnavailable:
                log.debug("leases cannot be kept: cut off from the bus")
            await asyncio.sleep(self._lease_s / 3)

    def _drop_all(self) -> None:
        if self._held:
            self.dropped += 1
            log.warning("stood still for too long, cameras dropped", cameras=len(self._held))
        for camera_id in list(self._held):
            self._lose(camera_id)

    def _lose(self, camera_id: str, *, is_over: bool = False) -> None:
        if self._held.pop(camera_id, None) is not None:
            self._holder.gone(camera_id, is_over=is_over)

    async def _give_back(self, camera_ids: list[str]) -> None:
        for camera_id in camera_ids:
            held = self._held.get(camera_id)
            if held is None:
                continue
            self._lose(camera_id)
            try:
                await self._taker.give_back(held.delivered)
            except BusUnavailable:
                log.debug("not given back: its lease will end")
