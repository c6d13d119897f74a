"""The worker's loop: pictures in, looks given out to threads as the scheduler says, results told. One owner of all that
it holds; every camera's fault stays with that camera."""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog

from bongsu.kernel.ending import end_tasks
from bongsu.kernel.waking import Repeating, woken
from bongsu.media.failures import BadPicture
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.taps.wire import Frames, Sizes, StreamName
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.pictures.ring import Ring
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.schedule.escalation import ALARM
from bongsu.monitoring.schedule.scheduler import BESIDE, Look, Scheduler, Spending
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.worker.eyes import Eyes, Looked
from bongsu.monitoring.worker.held import HeldCamera
from bongsu.monitoring.worker.messages import CameraJob, CameraWork, Fence
from bongsu.monitoring.worker.pool import LookFailure, LookPool, LookStalled
from bongsu.monitoring.worker.tell import Teller
from bongsu.monitoring.worker.tools import Tools

log = structlog.get_logger()
TICK_S = 0.5
_RING_MARGIN_S = 6.0
# a camera comes back with its next job: what was learned of it is still good
_PARKED_S = 10.0
_LAST_WORDS_S = 1.0


class Taps(Protocol):
    """`pictures/taps.TapClient`."""

    def watch(self, camera_id: str, frames: Frames = ..., stream: StreamName = ...) -> None: ...

    def leave(self, camera_id: str) -> None: ...


def cores_of(settings: MonitoringSettings) -> float:
    """All that this process may run on, where nothing is set."""
    return settings.cores or float(len(os.sched_getaffinity(0)))


class Watcher:
    """A part, and whom taps and leases call. `now_s`: Unix seconds, as pictures carry them."""

    name = "monitoring watcher"

    def __init__(
        self,
        settings: MonitoringSettings,
        teller: Teller,
        now_s: Callable[[], float] = time.time,
        stalled_after_s: float = 10.0,
        tick_s: float = TICK_S,
    ) -> None:
        """Within a running loop. Before it is equipped nobody gives it a camera."""
        self._settings = settings
        self._tools: Tools | None = None
        self._teller = teller
        self._now_s = now_s
        self._stalled_after_s = stalled_after_s
        self._tick_s = tick_s
        self.cores = cores_of(settings)
        self.scheduler = Scheduler(
            Spending(
                self.cores * settings.load,
                settings.escalated_share,
                settings.escalated_rate,
                settings.escalated_for_s,
            )
        )
        self.cameras: dict[str, HeldCamera] = {}
        self.taps: Taps | None = None
        self._pool: LookPool[Detector, Looked] | None = None
        self._parked: dict[str, tuple[HeldCamera, float]] = {}
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_words: set[asyncio.Task[None]] = set()
        self._ticking = Repeating("monitoring tick", self._tick, tick_s)
        self._cpu_s = self._counted_at = 0.0
        self._looks_cpu_s = 0.0
        self._key_every_s = 2.0
        self.looks = 0
        self.load = 0.0

    async def start(self) -> None:
        self._cpu_s, self._counted_at = time.process_time(), self._now_s()
        self._ticking.start()

    async def stop(self) -> None:
        await self._ticking.stop()
        await end_tasks(list(self._tasks))
        if self._last_words:
            await asyncio.wait(self._last_words, timeout=_LAST_WORDS_S)
            await end_tasks(list(self._last_words))
        if self._pool is not None:
            await self._pool.stop()

    def equip(self, tools: Tools) -> None:
        """It can look from now on."""
        self._tools = tools
        threads = max(1, round(self.cores))
        self._pool = LookPool(threads, tools.detector, self._stalled_after_s)
        self._own(self._dispatch(self._pool), "monitoring dispatch")

    @property
    def can_look(self) -> bool:
        return self._pool is not None

    def _own(self, doing: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(doing, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # whom the leases call

    def took(self, job: CameraJob, fence: Fence) -> None:
        now, camera_id = self._now_s(), job.camera_id
        held = self.cameras.get(camera_id) or self._parked.pop(camera_id, (None,))[0]
        if held is None:
            held = HeldCamera(job, fence, self._eyes(job), self._ring(), heard_at=now)
        elif (held.fence, held.job) != (fence, job):
            self._finish(held, is_over=held.fence.job != fence.job)
            held.fence = fence
            held.eyes, held.job, held.stalls = held.eyes.follow(job), job, 0
        self.cameras[camera_id] = held
        self.scheduler.add(camera_id, now, interval_s=job.interval_s, weight=job.weight)
        self._ask_for(held)

    def gone(self, camera_id: str, *, is_over: bool = False) -> None:
        held = self.cameras.pop(camera_id, None)
        if held is not None:
            self._finish(held, is_over=is_over)
            self.scheduler.withdrawn(camera_id)
            self._parked[camera_id] = held, self._now_s() + _PARKED_S
            if self.taps is not None:
                self.taps.leave(camera_id)

    def _finish(self, held: HeldCamera, *, is_over: bool = False) -> None:
        """Its eyes look no more: what went on has ended. Told by the right by which it was seen, unless that is over (then
        the node ends it by itself); the judge cannot be asked, a thread may be at it."""
        finished = held.finished()
        if finished and not is_over:
            task = asyncio.create_task(self._tell_end(held.fence, finished), name="last words")
            self._last_words.add(task)
            task.add_done_callback(self._last_words.discard)

    async def _tell_end(self, fence: Fence, finished: Sequence[Raised]) -> None:
        for one in finished:
            await self._teller.ended(fence, one)

    def _eyes(self, job: CameraJob, number: int = 0) -> Eyes:
        assert self._tools is not None
        return Eyes(job, self._tools, number)

    def _ring(self) -> Ring:
        settings = self._settings
        return Ring(settings.clip_before_s + settings.clip_after_s + _RING_MARGIN_S)

    def _ask_for(self, held: HeldCamera) -> None:
        if self.taps is None:
            return
        held.asked = held.frames(self._now_s())
        stream: StreamName = "main" if held.job.stream == "main" else "sub"
        self.taps.watch(held.job.camera_id, held.asked, stream)

    def _ask_anew(self, held: HeldCamera) -> None:
        if held.asked is not held.frames(self._now_s()):
            self._ask_for(held)

    # whom the taps call

    def parameters(self, camera_id: str, parameters: Parameters, width: int, height: int) -> None:
        """Each picture carries its own."""

    def picture(self, camera_id: str, picture: Picture) -> None:
        held = self.cameras.get(camera_id)
        if held is None or not held.is_open:
            return
        now = self._now_s()
        if held.asked is Frames.KEY:
            gap_s = min(30.0, now - held.heard_at)
            self._key_every_s += 0.02 * (gap_s - self._key_every_s)
        held.heard_at = now
        if held.take(picture) and not held.is_busy:
            self._offer(held)
            self._wake.set()

    def sizes(self, camera_id: str, sizes: Sizes) -> None:
        self.scheduler.sizes(camera_id, float(sizes.bytes - sizes.key_bytes))

    def state(self, camera_id: str, state: str, reason: str) -> None:
        held = self.cameras.get(camera_id)
        if held is not None:
            held.state, held.state_reason = state, reason or state

    def lost(self, camera_id: str, count: int) -> None:
        held = self.cameras.get(camera_id)
        if held is not None:
            held.lost += count

    # looks

    def _offer(self, held: HeldCamera) -> None:
        at = min(held.waiting[-1].captured_at_ms / 1000, self._now_s())
        self.scheduler.offered(held.job.camera_id, at)

    async def _dispatch(self, pool: LookPool[Detector, Looked]) -> None:
        while True:
            self._wake.clear()
            while pool.idle and (look := self.scheduler.next(self._now_s())):
                held = self.cameras[look.camera_id]
                held.is_busy = True
                self._own(self._look(pool, look, held), f"look {look.camera_id}")
                # the task takes its thread before the next one is given out
                await asyncio.sleep(0)
            due_s = self.scheduler.due_in(self._now_s()) if pool.idle else 1.0
            await woken(self._wake, due_s)

    async def _look(self, pool: LookPool[Detector, Looked], look: Look, held: HeldCamera) -> None:
        step_s = 1.0 / self._settings.escalated_rate
        pictures, cpu_s, eyes, seen = held.taken(), 0.0, held.eyes, 0
        try:
            if pictures:
                do = partial(_seen_by, eyes, pictures, step_s, held.is_close)
                looked, cpu_s = await pool.do(do)
                seen = looked.pictures
                await self._saw(held, eyes, looked)
        except LookFailure as problem:
            cpu_s = problem.cpu_s
            self._fault(held, problem)
        finally:
            self._after(look, held, cpu_s, seen)

    def _after(self, look: Look, held: HeldCamera, cpu_s: float, seen: int) -> None:
        """`seen`: pictures; 0: it did not succeed, or none of them could be decoded."""
        now = self._now_s()
        self.looks += 1
        self._looks_cpu_s += cpu_s
        held.cpu_s += cpu_s
        held.is_busy = False
        self.scheduler.spent(look, cpu_s, now, is_whole=seen > 0, pictures=seen)
        if held.waiting and held.is_open and self.cameras.get(look.camera_id) is held:
            self._offer(held)
        self._wake.set()

    async def _saw(self, held: HeldCamera, eyes: Eyes, looked: Looked) -> None:
        camera_id, now = held.job.camera_id, self._now_s()
        held.faults.went_well(now)
        for step, cpu_s in looked.costs.items():
            self.scheduler.costs.see(step, cpu_s)
        interest = looked.interest
        self.scheduler.saw(camera_id, now, interest.chance, deserves=interest.deserves)
        was_close = held.is_close
        for raised, picture in looked.raised:
            if held.eyes is not eyes:
                # seen by a job that is over meanwhile: its occasions are not the new one's
                break
            is_told = await self._teller.raised(camera_id, raised, picture, close=was_close)
            if is_told and held.eyes is eyes:
                held.told(raised)
            if raised.phase is not Phase.ENDED:
                self.scheduler.attend(camera_id, ALARM, self._clip_ends(now))
            if raised.phase is Phase.BEGAN:
                self._keep_moment(held, raised)
        for ail in looked.ails:
            await self._teller.health(camera_id, ail, looked.at_ms)
        for dressed in looked.dressed:
            await self._teller.clothes(held.job, dressed)
        if interest.deserves and not was_close:
            self._choose_close()

    def _fault(self, held: HeldCamera, problem: LookFailure) -> None:
        now, is_stall = self._now_s(), isinstance(problem, LookStalled)
        camera_id = held.job.camera_id
        if held.faults.add(now, problem.detail, is_stall=is_stall):
            log.warning("camera isolated", camera=camera_id, problem=problem.detail)
            held.is_open = False
            held.waiting.clear()
            self.scheduler.withdrawn(camera_id)
            self._ask_for(held)
        if is_stall:
            # the thread that was left behind may still be using the old ones
            self._finish(held)
            held.stalls += 1
            held.eyes = self._eyes(held.job, held.stalls)

    # moments

    def _keep_moment(self, held: HeldCamera, raised: Raised) -> None:
        """All pictures from now on, and the clip once there are enough. A closer look is for who was not told yet."""
        until = held.kept_until = self._clip_ends(raised.at_ms / 1000)
        self._choose_close()
        self._ask_anew(held)
        self._own(self._send_clip(held, raised, until), f"clip {held.job.camera_id}")

    def _clip_ends(self, at: float) -> float:
        return at + self._settings.clip_after_s + 2 * self._tick_s

    async def _send_clip(self, held: HeldCamera, raised: Raised, until: float) -> None:
        job = held.fence.job
        await asyncio.sleep(max(0.0, until - self._now_s()))
        from_ms = raised.at_ms - self._settings.clip_before_s * 1000
        try:
            clip = held.ring.clip(from_ms, raised.at_ms + self._settings.clip_after_s * 1000)
        except BadPicture as problem:
            held.faults.mention(problem.detail)
            log.warning("no clip", camera=held.job.camera_id, problem=problem.detail)
            return
        if clip:
            await self._teller.clip(held.job.camera_id, job, raised.occasion, clip)

    # who is looked at closely

    def _choose_close(self) -> None:
        chosen = set(self.scheduler.escalated(self._now_s()))
        for camera_id, held in self.cameras.items():
            is_close = camera_id in chosen
            if held.is_close != is_close:
                held.is_close = is_close
                held.waiting.clear()
                self.scheduler.withdrawn(camera_id)
                if is_close and held.asked is Frames.ALL:
                    # kept for a clip: media sends nothing twice
                    held.waiting.extend(held.ring.newest())
                self._ask_anew(held)

    async def _tick(self) -> None:
        now = self._now_s()
        if self._pool is not None:
            self._pool.sweep()
        self._count_cpu(now)
        for camera_id, (_, until) in list(self._parked.items()):
            if until <= now:
                del self._parked[camera_id]
                self.scheduler.remove(camera_id)
        for held in self.cameras.values():
            held.is_open = held.is_open or not held.faults.is_isolated(now)
            self._ask_anew(held)
        self._choose_close()

    def _count_cpu(self, now: float) -> None:
        """What was spent beside the looks is spent all the same."""
        passed_s = max(1e-3, now - self._counted_at)
        self._counted_at = now
        spent_s = time.process_time()
        whole_s, self._cpu_s = spent_s - self._cpu_s, spent_s
        # a look that is under way now is told in the next turn: what it has spent until now is not spent twice
        rest_s = whole_s - self._looks_cpu_s
        beside_s, self._looks_cpu_s = max(0.0, rest_s), max(0.0, -rest_s)
        self.scheduler.charge(beside_s, now)
        self.scheduler.costs.see(BESIDE, beside_s / passed_s)
        self.load += 0.2 * (whole_s / passed_s / self.cores - self.load)
        for held in self.cameras.values():
            held.cpu_share += 0.1 * (held.cpu_s / passed_s - held.cpu_share)
            held.cpu_s = 0.0

    def attend(self, camera_id: str, why: str, until: datetime) -> None:
        """Somebody asks for a closer look until then."""
        self.scheduler.attend(camera_id, why, until.timestamp())
        self._choose_close()

    def capacity(self) -> int:
        """Cameras it could watch by every key picture at what looks have cost."""
        return max(1, self.scheduler.capacity(self._key_every_s))

    def work(self) -> tuple[CameraWork, ...]:
        """How each camera stands."""
        now, scheduler = self._now_s(), self.scheduler
        return tuple(
            held.work(now, scheduler.seen(key, now), scheduler.escalated_for(key, now))
            for key, held in self.cameras.items()
        )


def _seen_by(
    eyes: Eyes, pictures: list[Picture], step_s: float, is_close: bool, detector: Detector
) -> Looked:
    return eyes.look(detector, pictures, step_s, is_close=is_close)
