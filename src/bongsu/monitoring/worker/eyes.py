"""One camera's senses: decoder, tracker, rules, health. Used by one look thread at a time; its faults stay here."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bongsu.kernel.clock import SEOUL
from bongsu.media.sources.source import Picture
from bongsu.monitoring.clothing.watch import Dressed
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.rules.unrest import unrest_for
from bongsu.monitoring.worker.interest import Interest, Interests, somebody_in
from bongsu.monitoring.worker.messages import CameraJob
from bongsu.monitoring.worker.tell import moment
from bongsu.monitoring.worker.tools import Ail, Tools

MOST_FOUND_AT_ONCE = 4
"""Pictures of a backlog that go to the detector in one look: what follows is seen in the next."""
BACKLOG_S = 1.0
"""Whoever was last seen longer ago is caught up with; else the newest picture is enough: one that is behind by a little
would be behind by more if it looked at more."""
_OCCASIONS = 1_000_000


@dataclass(slots=True)
class Looked:
    """What one look gave. `costs`: processor seconds by step."""

    camera_id: str
    at_ms: float
    interest: Interest
    raised: list[tuple[Raised, bytes]] = field(default_factory=list)
    """With a picture of the moment, at BEGAN."""
    ails: list[Ail] = field(default_factory=list)
    dressed: list[Dressed] = field(default_factory=list)
    costs: dict[str, float] = field(default_factory=dict)
    pictures: int = 0


def to_seoul(at_ms: float) -> datetime:
    return moment(at_ms).astimezone(SEOUL)


class Eyes:
    """`look` runs in a thread; a new job's rules come with new eyes."""

    def __init__(self, job: CameraJob, tools: Tools, number: int = 0) -> None:
        """`number`: of eyes under one lease; the occasions of each are its own."""
        self._first_occasion = number * _OCCASIONS
        self._job = job
        self._tools = tools
        self._interests = Interests(job.rules)
        self._unrest = unrest_for(job.rules)
        self._decoder = tools.decoder(job.camera_id, tools.fit)
        self._tracker = tools.tracker(min((rule.score for rule in job.rules), default=1.0))
        self._judge = tools.judge(job.rules, to_seoul)
        self._health = tools.health(job)
        self._clothes = tools.clothes() if job.search else None
        self._found_at_ms = 0.0
        self._costs: dict[str, float] = {}
        self._since_s = 0.0

    def follow(self, job: CameraJob) -> "Eyes":
        """The same camera under a new job: what was learned of its views and its unrest is kept."""
        other = Eyes(job, self._tools)
        if other._unrest and self._unrest:
            other._unrest = self._unrest
        if (job.shows_clock, job.is_ptz) == (self._job.shows_clock, self._job.is_ptz):
            other._health = self._health
        return other

    def look(
        self, detector: Detector, pictures: Sequence[Picture], step_s: float, *, is_close: bool
    ) -> Looked:
        """The newest key picture alone, or closely: all that waits, the detector each `step_s`. Raises what decoder and
        detector raise."""
        self._costs, self._since_s = {}, time.thread_time()
        looked = Looked(self._job.camera_id, pictures[-1].captured_at_ms, Interest())
        frames = self._run(pictures, step_s) if is_close else self._key(pictures)
        for frame in frames:
            self._see(detector, frame, looked)
        looked.pictures = len(frames)
        looked.costs = self._costs
        return looked

    def _key(self, pictures: Sequence[Picture]) -> list[Frame]:
        newest = next(one for one in reversed(pictures) if one.is_key)
        frame = self._decoder.decode_key(newest)
        self._spent("decode")
        return [frame]

    def _run(self, pictures: Sequence[Picture], step_s: float) -> list[Frame]:
        """Decoded one after the other; of a long backlog the newest are seen."""
        wanted = _spaced(pictures, self._found_at_ms, step_s * 1000)
        frames = []
        for picture in pictures:
            frame = self._decoder.decode_all(picture, want=picture.captured_at_ms in wanted)
            if frame is not None:
                frames.append(frame)
        self._spent("decode")
        return frames

    def _see(self, detector: Detector, frame: Frame, looked: Looked) -> None:
        found = detector.find(frame.pixels)
        self._spent("detect")
        at_ms = self._found_at_ms = frame.taken_at_ms
        # who is looked for may stand anywhere
        counted = found if self._clothes or not self._unrest else self._unrest.sifted(at_ms, found)
        tracks = self._tracker.update(at_ms, counted)
        for said in self._judge.look(at_ms, tracks, frame):
            is_new = said.phase is Phase.BEGAN
            raised = replace(said, occasion=self._first_occasion + said.occasion)
            looked.raised.append((raised, self._tools.still(frame) if is_new else b""))
        self._spent("track")
        if frame.is_key:
            looked.ails.extend(self._health.look(frame, found))
            self._spent("health")
        interest = self._interests.of(counted, to_seoul(at_ms))
        if self._clothes and self._searches(at_ms):
            looked.dressed.extend(self._clothes.look(at_ms, tracks, frame))
            self._spent("clothes")
            interest = somebody_in(found, interest)
        looked.interest = Interest(
            max(interest.chance, looked.interest.chance),
            interest.deserves or looked.interest.deserves,
        )
        looked.at_ms = at_ms

    def _searches(self, at_ms: float) -> bool:
        """Also where the node's word that it is over has not come."""
        search = self._job.search
        return search is not None and at_ms < search.ends_at.timestamp() * 1000

    def rest(self) -> None:
        """No longer looked at closely."""
        self._decoder.rest()

    def _spent(self, step: str) -> None:
        now_s = time.thread_time()
        self._costs[step] = self._costs.get(step, 0.0) + now_s - self._since_s
        self._since_s = now_s


def _spaced(pictures: Sequence[Picture], after_ms: float, step_ms: float) -> set[float]:
    """Capture times at least a step apart, the newest among them, and not too many."""
    most = most_found(pictures[-1].captured_at_ms - after_ms)
    chosen: list[float] = []
    for picture in reversed(pictures):
        at_ms = picture.captured_at_ms
        is_apart = not chosen or chosen[-1] - at_ms >= step_ms - 1
        if is_apart and at_ms > after_ms and len(chosen) < most:
            chosen.append(at_ms)
    return set(chosen)


def most_found(behind_ms: float) -> int:
    """Of all pictures that wait, so many go to the detector."""
    return MOST_FOUND_AT_ONCE if behind_ms > BACKLOG_S * 1000 else 1
