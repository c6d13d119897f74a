"""Keeps the work queue as the watch list says: one job a camera, new when anything about it changed, gone when it is
switched off, retired, reserved or no longer ours."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

import msgspec
import structlog

from bongsu.kernel.bus import Bus
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.work_queue import WorkQueue
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.watch import store
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.watch.fences import Standing
from bongsu.monitoring.watch.rules_in_force import rules_in_force
from bongsu.monitoring.watch.watched import Watched, blank
from bongsu.monitoring.worker.messages import CameraJob, JobEnded, SearchOrder
from bongsu.registry.camera import CameraKind, CameraRow

log = structlog.get_logger()
T = TypeVar("T")
_AT_ONCE = 64
_MadeOf = tuple[Mapping[str, Watched], Mapping[str, CameraRow], dict[str, SearchOrder]]


def job_of(
    row: Watched, camera: CameraRow, search: SearchOrder | None, settings: MonitoringSettings
) -> CameraJob:
    """All that a worker needs to know of it; no address. Looked at for a search alone: without rules."""
    return CameraJob(
        camera_id=row.camera_id,
        version=row.rules_version,
        stream=row.stream,
        rules=rules_in_force(row, camera) if row.is_on else (),
        weight=row.weight,
        interval_s=row.interval_s or settings.longest_interval_s,
        shows_clock=row.shows_clock,
        is_ptz=camera.kind is CameraKind.PTZ,
        search=search,
    )


def wanted_jobs(desk: WatchDesk) -> dict[str, CameraJob]:
    """Camera → its job, for all that may be watched now."""
    rows, searches = desk.catalogue.rows, desk.searches_now()
    found = {}
    on = {key for key, row in desk.watched.rows.items() if row.is_on}
    for camera_id in sorted(on | set(searches)):
        if (camera := rows.get(camera_id)) is not None:
            row = desk.watched.rows.get(camera_id) or blank(camera_id, desk.clock.now())
            found[camera_id] = job_of(row, camera, searches.get(camera_id), desk.settings)
    return found


class Jobs:
    """`reconcile` again and again: the queue forgets all when the bus falls."""

    def __init__(self, desk: WatchDesk, queue: WorkQueue, bus: Bus) -> None:
        self._desk = desk
        self._queue = queue
        self._bus = bus
        self._turn = asyncio.Lock()
        self._made_of: _MadeOf | None = None
        self._wanted: dict[str, CameraJob] = {}
        self._encoded: dict[str, tuple[CameraJob, bytes, str]] = {}

    async def reconcile(self) -> None:
        """Raises `BusUnavailable`: it is tried again."""
        async with self._turn:
            await self._reconcile()

    async def _reconcile(self) -> None:
        fences = self._desk.fences
        if await self._queue.open(fences.highest_job):
            await self._end(fences.standings())
        wanted = self._wanted_now()
        over = [one for one in fences.standings() if one.camera_id not in wanted]
        await _each(over, self._drop)
        await self._end(over)
        known = len(fences.standings())
        is_whole = await self._queue.size() == known
        held: Collection[str] = wanted if is_whole else await self._queue.keys()
        await _each([key for key in wanted if self._is_due(key, wanted[key], held)], self._put)
        if len(self._encoded) > len(wanted):
            self._encoded = {key: one for key, one in self._encoded.items() if key in wanted}

    def _wanted_now(self) -> dict[str, CameraJob]:
        """Made again when anything it is made of has changed: thousands of jobs, every few seconds."""
        desk = self._desk
        made_of = (desk.watched.rows, desk.catalogue.rows, desk.searches_now())
        if (
            self._made_of is None
            or any(
                now is not then for now, then in zip(made_of[:2], self._made_of[:2], strict=True)
            )
            or made_of[2] != self._made_of[2]
        ):
            self._made_of, self._wanted = made_of, wanted_jobs(desk)
        return self._wanted

    def _is_due(self, camera_id: str, job: CameraJob, held: Collection[str]) -> bool:
        standing = self._desk.fences.standing(camera_id)
        digest = self._body(camera_id, job)[1]
        return standing is None or standing.digest != digest or camera_id not in held

    def _body(self, camera_id: str, job: CameraJob) -> tuple[bytes, str]:
        known = self._encoded.get(camera_id)
        if known is None or known[0] != job:
            body = msgspec.json.encode(job, order="sorted")
            known = self._encoded[camera_id] = (job, body, sha256(body).hexdigest())
        return known[1], known[2]

    async def _put(self, camera_id: str) -> None:
        _, body, digest = self._encoded[camera_id]
        before = self._desk.fences.standing(camera_id)
        number = await self._queue.put(camera_id, body)
        self._desk.fences.begin(camera_id, number, digest)
        if before is not None:
            await self._tell(before)

    async def _drop(self, standing: Standing) -> None:
        await self._queue.drop(standing.job)

    async def _end(self, over: Sequence[Standing]) -> None:
        for standing in over:
            self._desk.fences.end(standing.camera_id)
            await self._tell(standing)

    async def _tell(self, standing: Standing) -> None:
        ended = JobEnded(camera_id=standing.camera_id, job=standing.job)
        await self._bus.publish(subject_on_bus(JobEnded.subject), msgspec.json.encode(ended))

    async def keep(self) -> None:
        """What changed of the fences, so that a node that was started again knows them."""
        fences = self._desk.fences
        if not fences.changed:
            return
        changed, fences.changed = fences.changed, set()
        rows = [one for key in changed if (one := fences.standing(key)) is not None]
        is_kept = False
        try:
            async with self._desk.database.work() as work:
                await store.keep_standings(work.connection, changed, rows)
            is_kept = True
        finally:
            if not is_kept:
                fences.changed |= changed


async def _each(values: Sequence[T], do: Callable[[T], Awaitable[None]]) -> None:
    for start in range(0, len(values), _AT_ONCE):
        await asyncio.gather(*(do(value) for value in values[start : start + _AT_ONCE]))
