"""An analytics worker put together: leases, taps, looks, presence. A bench or a test gives its own tools and taps."""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Protocol

import msgspec
import structlog

from bongsu.kernel.bus import Bus
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.failures import Failure
from bongsu.kernel.ids import new_secret
from bongsu.kernel.parts import Part
from bongsu.kernel.work_queue import WorkTaker
from bongsu.monitoring.pictures.taps import Ask, Taker, TapClient
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.worker.ask_taps import TapAsker
from bongsu.monitoring.worker.leases import Leases
from bongsu.monitoring.worker.messages import Fence
from bongsu.monitoring.worker.presence import Presence
from bongsu.monitoring.worker.tell import Teller
from bongsu.monitoring.worker.tools import Tools
from bongsu.monitoring.worker.watcher import Taps, Watcher

log = structlog.get_logger()


class RunsTaps(Taps, Protocol):
    """`pictures/taps.TapClient`, or what takes its place."""

    async def run(self) -> None: ...


MakeTaps = Callable[[Ask, Taker], RunsTaps]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerKit:
    """`tools`: made in a thread when the first camera comes, since it loads networks; a failure is told in the worker's
    presence."""

    settings: MonitoringSettings
    bus: Bus
    taker: WorkTaker
    tools: Callable[[], Tools]
    taps: MakeTaps = TapClient
    host: str = "127.0.0.1"


class AnalyticsWorker:
    """A part, after the bus client."""

    name = "analytics"

    def __init__(self, kit: WorkerKit) -> None:
        """Within a running loop."""
        self._kit = kit
        self._started = AsyncExitStack()
        self._loading: asyncio.Task[None] | None = None
        self.instance = new_secret()[:16]
        self.watcher = Watcher(kit.settings, Teller(kit.bus, self.fence))
        self.leases = Leases(kit.taker, self.watcher, self.instance, kit.settings.lease_s)
        worker = kit.settings.worker or f"{socket.gethostname()}-{os.getpid()}"
        self.presence = Presence(
            kit.bus, self.watcher, self.leases, worker, self.instance, self._ready
        )

    async def start(self) -> None:
        kit = self._kit
        ask = TapAsker(kit.bus, self.instance, kit.host, self.fence)
        taps = self.watcher.taps = kit.taps(ask, self.watcher)
        try:
            running = asyncio.create_task(taps.run(), name="taps")
            self._started.push_async_callback(end_tasks, [running])
            for part in (self.watcher, self.leases, self.presence):
                await self._add(part)
        except BaseException:
            await self.stop()
            raise

    async def _add(self, part: Part) -> None:
        await part.start()
        self._started.push_async_callback(part.stop)

    async def stop(self) -> None:
        if self._loading is not None:
            await end_tasks([self._loading])
        await self._started.aclose()

    def fence(self, camera_id: str) -> Fence | None:
        """By what right something may be told of this camera now."""
        return self.leases.fence(camera_id)

    def _ready(self, share: int) -> int:
        if share and self._loading is None:
            self._loading = asyncio.create_task(self._load(), name="load detector")
        return share if self.watcher.can_look else 0

    async def _load(self) -> None:
        try:
            tools = await asyncio.to_thread(self._kit.tools)
        except Failure as cause:
            self.presence.problem = cause.detail
            log.error("this worker can look at nothing", problem=cause.detail)
            return
        except Exception as cause:
            # the supervisor of detectors: whatever goes wrong in a runtime of others is told in our presence
            self.presence.problem = f"{type(cause).__name__}: {cause}"
            log.exception("this worker can look at nothing")
            return
        self.presence.detector = msgspec.to_builtins(tools.about)
        self.watcher.equip(tools)
        self.presence.say_now()
