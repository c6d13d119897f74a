"""A part of the node: answers the workers, keeps their jobs, and hears where incidents run."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar  # Any: the application's state

import msgspec
import structlog
from msgspec.structs import replace

from bongsu.kernel.bus import Bus, BusUnavailable, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.seldom import Seldom
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.kernel.waking import Repeating
from bongsu.kernel.work_queue import WorkQueue
from bongsu.monitoring.watch import store
from bongsu.monitoring.watch.desk import CHANGED, WatchDesk
from bongsu.monitoring.watch.fences import Standing
from bongsu.monitoring.watch.jobs import Jobs
from bongsu.monitoring.watch.taps import TapDesk
from bongsu.monitoring.worker.messages import (
    ASK_TAPS,
    ASK_WORKER,
    CameraWork,
    Fence,
    WhichTaps,
    WorkerHeard,
    WorkerPresent,
)
from bongsu.sharing.events import GrantEnded, GrantOpened
from bongsu.sharing.store import open_grants

log = structlog.get_logger()
RECONCILE_EVERY_S = 3.0
KEEP_EVERY_S = 1.0
_AFTER_FAULT_S = 1.0
# of a worker's word: its own part, and each camera's
_LARGEST, _LARGEST_CAMERA = 16_384, 2_048
Said = Callable[[bytes], Awaitable[bytes]]
T = TypeVar("T")


class WatchKeeper:
    """Owner of the watch list in the node's memory."""

    name = "monitoring watch"

    def __init__(self, desk: WatchDesk, taps: TapDesk, bus: Bus, queue: WorkQueue) -> None:
        self._desk = desk
        self._taps = taps
        self._bus = bus
        self.jobs = Jobs(desk, queue, bus)
        self._subscriptions: list[Subscription] = []
        self._seldom = Seldom()
        bell = desk.database.bell(CHANGED)
        self._reconciling = Repeating(
            "monitoring jobs",
            self._reconcile,
            RECONCILE_EVERY_S,
            after_fault_s=_AFTER_FAULT_S,
            wake=bell,
        )
        self._keeping = Repeating("monitoring fences", self._keep, KEEP_EVERY_S)

    async def start(self) -> None:
        await self.load()
        self._desk.catalogue.after_load.append(self._reconciling.wake)
        opened, ended = subject_on_bus(GrantOpened.subject), subject_on_bus(GrantEnded.subject)
        self._subscriptions = [
            await self._bus.subscribe(opened, self._grant_opened),
            await self._bus.subscribe(ended, self._grant_ended),
            await self._bus.serve(ASK_WORKER, self._worker),
            await self._bus.serve(ASK_TAPS, self._which_taps),
        ]
        self._reconciling.start()
        self._keeping.start()

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()
        await self._reconciling.stop()
        await self._keeping.stop()
        await self.jobs.keep()

    async def load(self) -> None:
        """What the node knew when it ended, and where incidents run now."""
        now = self._desk.clock.now()
        async with self._desk.database.read() as connection:
            self._desk.watched.rows = await store.all_watched(connection)
            known: list[Standing] = await store.standings(connection)
            grants = await open_grants(connection)
        for standing in known:
            self._desk.fences.restore(standing)
        for grant in grants:
            if grant.incident_id and grant.ends_at is not None and grant.in_force(now):
                shown = [camera.camera_id for camera in grant.lent]
                self._desk.attention.lend(grant.grant_id, grant.incident_id, shown, grant.ends_at)

    async def _reconcile(self) -> None:
        try:
            await self.jobs.reconcile()
        except BusUnavailable as problem:
            log.warning("jobs wait for the bus", problem=problem.detail)

    async def _keep(self) -> None:
        self._desk.workers.sweep()
        await self.jobs.keep()

    async def _worker(self, body: bytes) -> bytes:
        """Nothing is answered to what cannot be read: its own worker is counted no more."""
        present = self._read(body, WorkerPresent)
        if present is None or len(body) > _LARGEST + _LARGEST_CAMERA * len(present.cameras):
            return b""
        desk = self._desk
        own = [work for work in present.cameras if desk.fences.admit(_fence(present, work))]
        desk.workers.hear(replace(present, cameras=tuple(own)))
        kept = {work.job for work in own}
        heard = WorkerHeard(
            share=desk.workers.share_of(present.instance, len(desk.fences.standings())),
            attention=desk.attention.in_force(desk.clock.now()),
            over=tuple(work.job for work in present.cameras if work.job not in kept),
        )
        return msgspec.json.encode(heard)

    def _read(self, body: bytes, form: type[T]) -> T | None:
        try:
            return msgspec.json.decode(body, type=form)
        except UNREADABLE as problem:
            what, said = form.__name__, str(problem)[:200]
            self._seldom.warn(log, "a worker's word cannot be read", what, what=what, problem=said)
            return None

    async def _which_taps(self, body: bytes) -> bytes:
        asked = self._read(body, WhichTaps)
        return b"" if asked is None else msgspec.json.encode(self._taps.answer(asked))

    async def _grant_opened(self, body: bytes) -> None:
        opened = msgspec.json.decode(body, type=GrantOpened)
        if opened.incident_id:
            self._desk.attention.lend(
                opened.grant_id, opened.incident_id, opened.camera_ids, opened.ends_at
            )

    async def _grant_ended(self, body: bytes) -> None:
        self._desk.attention.end_lending(msgspec.json.decode(body, type=GrantEnded).grant_id)


def _fence(present: WorkerPresent, work: CameraWork) -> Fence:
    return Fence(
        camera_id=work.camera_id,
        job=work.job,
        delivery=work.delivery,
        worker=present.instance,
    )


def watch_keeper(state: Mapping[str, Any], bus: Bus, queue: WorkQueue) -> WatchKeeper:
    """As the node's state has it."""
    desk: WatchDesk = state["watch"]
    taps = TapDesk(desk, state["ticket_signer"], state["placement"])
    return WatchKeeper(desk, taps, bus, queue)
