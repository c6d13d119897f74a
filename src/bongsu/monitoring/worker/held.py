"""One camera in a worker's hands: its pictures that wait, its eyes, its faults, and how it stands."""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bongsu.media.sources.source import Picture
from bongsu.media.taps.wire import Frames
from bongsu.monitoring.pictures.ring import Ring
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.schedule.scheduler import Seen
from bongsu.monitoring.worker.eyes import Eyes
from bongsu.monitoring.worker.faults import Faults
from bongsu.monitoring.worker.messages import CameraJob, CameraWork, Fence, WorkState

MOST_WAITING = 120
"""Pictures of a camera looked at closely; more are given up up to the next key picture."""
SILENT_AFTER_S = 30.0


@dataclass(slots=True)
class HeldCamera:
    """Owned by the worker's loop. `is_close`: all its pictures are looked at."""

    job: CameraJob
    fence: Fence
    eyes: Eyes
    ring: Ring
    is_close: bool = False
    is_busy: bool = False
    is_open: bool = True
    """Pictures are asked for."""
    kept_until: float = 0.0
    """All its pictures are asked for until then, for a moment's clip."""
    asked: Frames = Frames.NONE
    state: str = "unknown"
    state_reason: str = ""
    heard_at: float = 0.0
    waiting: deque[Picture] = field(default_factory=deque)
    faults: Faults = field(default_factory=Faults)
    lost: int = 0
    stalls: int = 0
    going_on: dict[int, Raised] = field(default_factory=dict)
    """What was told last of each occasion that is not over."""
    cpu_s: float = 0.0
    cpu_share: float = 0.0

    def frames(self, now: float) -> Frames:
        """Which of its pictures are wanted."""
        if not self.is_open:
            return Frames.NONE
        return Frames.ALL if self.is_close or now < self.kept_until else Frames.KEY

    def take(self, picture: Picture) -> bool:
        """Whether there is something new to look at."""
        self.ring.add(picture)
        if not self.is_close:
            if picture.is_key:
                self.waiting.clear()
                self.waiting.append(picture)
            return picture.is_key
        if len(self.waiting) >= MOST_WAITING:
            if not picture.is_key:
                return False
            self.lost += len(self.waiting)
            self.waiting.clear()
        self.waiting.append(picture)
        return not picture.is_backlog

    def taken(self) -> list[Picture]:
        """All that waits, for one look."""
        pictures = list(self.waiting)
        self.waiting.clear()
        return pictures

    def told(self, raised: Raised) -> None:
        """The node knows it."""
        if raised.phase is Phase.ENDED:
            self.going_on.pop(raised.occasion, None)
        else:
            self.going_on[raised.occasion] = raised

    def finished(self) -> list[Raised]:
        """Nobody looks by that right any more: what went on until now."""
        over, self.going_on = list(self.going_on.values()), {}
        return over

    def is_waiting(self, now: float) -> bool:
        """Media shows nothing of it."""
        return now - self.heard_at > SILENT_AFTER_S

    def work(self, now: float, seen: Seen, escalated_for: str) -> CameraWork:
        """How it stands, for the node."""
        looked_at = None if seen.looked_at is None else datetime.fromtimestamp(seen.looked_at, UTC)
        return CameraWork(
            camera_id=self.job.camera_id,
            job=self.fence.job,
            delivery=self.fence.delivery,
            state=self._state(now, seen),
            looked_at=looked_at,
            interval_s=round(seen.interval_s, 2),
            problem=self.faults.problem or (self.state_reason if self.is_waiting(now) else ""),
            problems=self.faults.count,
            escalated_for=escalated_for,
            cpu_share=round(self.cpu_share, 4),
        )

    def _state(self, now: float, seen: Seen) -> WorkState:
        if self.faults.is_isolated(now):
            return "isolated"
        if self.is_waiting(now):
            return "waiting"
        if self.is_close:
            return "escalated"
        return "late" if seen.is_late else "watched"
