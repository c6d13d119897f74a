"""What the node and its analytics workers say to each other: jobs over JetStream, the rest over the bus."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from bongsu.kernel.events import Event, subject_on_bus
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import Ailment, Phase, RuleKind

JOBS = "MONITORING"
"""Work-queue stream; subject `bongsu.monitoring.job.<camera_id>`; durable pull consumer `workers`, made by the node."""
JOB_TAKERS = "workers"
JOB_SUBJECT = "bongsu.monitoring.job."
ASK_WORKER = subject_on_bus("monitoring.worker")
ASK_TAPS = subject_on_bus("monitoring.taps")
ASK_CLIP = subject_on_bus("monitoring.clip")


class SearchOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Attribute search of one 실종아동등 incident: coarse clothing colours are told for its tracks until `ends_at`."""

    search_id: str
    ends_at: datetime


class CameraJob(msgspec.Struct, frozen=True, kw_only=True):
    """One camera to watch. A change makes a new job; the old one is over."""

    camera_id: str
    version: int
    stream: str = "sub"
    """`main` or `sub`: the cheaper one that the detector needs no more than."""
    rules: tuple[Rule, ...] = ()
    weight: float = 1.0
    """How much a chance seen here counts beside other cameras'."""
    interval_s: float = 10.0
    """Stated longest time between two looks."""
    shows_clock: bool = False
    """A time is drawn into the picture. `WRONG_CLOCK` does not need it said: the health check finds and learns it."""
    is_ptz: bool = False
    """Moves rightfully: `MOVED` is told only when it stays away from every view known."""
    search: SearchOrder | None = None


class Fence(msgspec.Struct, frozen=True, kw_only=True):
    """By what right a result is told: the job's number in the stream and how often it had been delivered. The node takes
    nothing of an older job or an earlier delivery. `worker`: its instance, another at each start."""

    camera_id: str
    job: int
    delivery: int
    worker: str


class JobEnded(Event, frozen=True):
    """Node → workers: this job (number in the stream) is over; whoever holds it lets it go."""

    subject: ClassVar[str] = "monitoring.job_ended"
    camera_id: str
    job: int


class Attention(Event, frozen=True):
    """Node → workers: look closely at these until then (`why`: operator, incident, alarm); an earlier end ends it."""

    subject: ClassVar[str] = "monitoring.attention"
    camera_ids: tuple[str, ...]
    why: str
    until: datetime


class RaisedAt(Event, frozen=True, kw_only=True):
    """Worker → node: what a rule said (`rules/raised.py`). `picture`: a small JPEG of the moment, at BEGAN."""

    subject: ClassVar[str] = "monitoring.raised"
    fence: Fence
    occasion: int
    rule_id: str
    kind: RuleKind
    phase: Phase
    at: datetime
    since: datetime
    score: float
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    count: int = 1
    escalated: bool = False
    picture: bytes = b""
    """Base64 in JSON; at most 60 kB."""


class ClipPart(msgspec.Struct, frozen=True, kw_only=True):
    """Question `monitoring.clip` (msgpack): one part of an occasion's clip (fragmented MP4), in order; at most 500 kB."""

    fence: Fence
    occasion: int
    number: int
    of: int
    data: bytes


class HealthSeen(Event, frozen=True, kw_only=True):
    """Worker → node, heard by `maintenance` as well: an ailment was found (`ailing`) or has gone."""

    subject: ClassVar[str] = "monitoring.health"
    fence: Fence
    ailment: Ailment
    ailing: bool
    at: datetime
    since: datetime
    figure: float
    """What was measured, in the check's own unit."""
    limit: float


class ClothingSeen(Event, frozen=True, kw_only=True):
    """Worker → node, while a `SearchOrder` runs: one track of this camera and the colours of its clothes (shares of
    `clothing/colour.COLOURS`; None: not seen). Told again while it stays; `picture`: JPEG of at most 20 kB, or unchanged."""

    subject: ClassVar[str] = "monitoring.clothing"
    fence: Fence
    search_id: str
    track: int
    first_at: datetime
    last_at: datetime
    upper: tuple[float, ...] | None
    lower: tuple[float, ...] | None
    is_infrared: bool
    picture: bytes = b""


WorkState = Literal["watched", "escalated", "waiting", "isolated", "late"]


class CameraWork(msgspec.Struct, frozen=True, kw_only=True):
    """How one camera is being watched. `state`: `watched`, `escalated`, `waiting` (no picture yet), `isolated` (its own
    fault: `problem`), `late` (looked at less often than stated)."""

    camera_id: str
    job: int
    delivery: int
    state: WorkState
    looked_at: datetime | None = None
    interval_s: float = 0.0
    problem: str = ""
    problems: int = 0
    escalated_for: str = ""
    cpu_share: float = 0.0


class WorkerPresent(msgspec.Struct, frozen=True, kw_only=True):
    """Question `monitoring.worker`, every second: who is there and what it does. `detector`: its `About` as JSON."""

    worker: str
    instance: str
    cores: float
    load: float
    capacity: int
    """Cameras it could watch at the measured costs."""
    detector: dict[str, object] = {}
    cameras: tuple[CameraWork, ...] = ()
    costs_ms: dict[str, float] = {}
    """Processor milliseconds of each step of a look: take, decode, detect, track, health.
    `rest`: beside all looks, each second."""
    is_leaving: bool = False
    problem: str = ""
    """Why it can look at nothing (no OpenVINO, no weights): then it holds no camera."""


class WorkerHeard(msgspec.Struct, frozen=True, kw_only=True):
    """The node's answer. `share`: most cameras it is to hold now, so that workers hold like shares."""

    share: int
    attention: tuple[Attention, ...] = ()
    """All that is in force: mends a lost message."""
    over: tuple[int, ...] = ()
    """Of the jobs that this worker says it holds those that are not its own: mends a lost `JobEnded`."""


class WhichTaps(msgspec.Struct, frozen=True, kw_only=True):
    """Question `monitoring.taps`: tickets for cameras whose jobs this worker holds. `host`: by which name it reaches
    the machine of the bus, for media processes there."""

    worker: str
    fences: tuple[Fence, ...]
    host: str = "127.0.0.1"


class Tap(msgspec.Struct, frozen=True, kw_only=True):
    """`ticket`: a JWS for the media process `process` at `url` (`ws://…/tap`); `problem` stands alone."""

    camera_id: str
    url: str = ""
    process: str = ""
    ticket: str = ""
    problem: str = ""


class Taps(msgspec.Struct, frozen=True):
    taps: tuple[Tap, ...]
