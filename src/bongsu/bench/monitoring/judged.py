"""The alarms that recorded looks lead to at a threshold: the deployed tracker and rules, over the very same looks, and the
truth about each alarm."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bongsu.bench.monitoring.faked import BEGAN_AT, Looked, Watched
from bongsu.monitoring.evaluate.curve import Alarmed
from bongsu.monitoring.rules.judge import Judge
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.tracks.overlap import overlap
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.tracks.tracker import tracker_for
from bongsu.monitoring.words import RuleKind
from bongsu.monitoring.worker.eyes import to_seoul
from bongsu.simulate.street.camera import StreetCamera
from bongsu.simulate.street.script import LOITERS_FROM_S, CameraScript, EventKind

# a box that shares so much with somebody's true one is on them
_ON_SOMEBODY = 0.3
_TO_SCREEN_S = 0.3
"""From a worker's word to a queue that is open: bus, node, feed; measured apart as `event_to_screen`."""


@dataclass(slots=True)
class Alarm:
    """One occasion of a rule. `boxes` and `score`: at its surest."""

    camera_id: str
    shown_s: float
    last_s: float
    score: float
    boxes: tuple[Box, ...]
    is_true: bool = False

    @property
    def alarmed(self) -> Alarmed:
        return Alarmed(self.camera_id, self.shown_s, self.last_s, self.score, self.is_true)


@dataclass(slots=True)
class _Told:
    """What a camera's rules have said so far."""

    camera: StreetCamera
    open: dict[int, Alarm] = field(default_factory=dict)
    all: list[Alarm] = field(default_factory=list)

    def hear(self, raised: Raised, looked: Looked) -> None:
        if raised.phase is Phase.BEGAN:
            alarm = Alarm(
                self.camera.script.camera_id,
                looked.told_s + _TO_SCREEN_S,
                looked.at_s,
                raised.score,
                raised.boxes,
            )
            self.open[raised.occasion] = alarm
            self.all.append(alarm)
        alarm = self.open[raised.occasion]
        if raised.boxes:
            alarm.last_s = looked.at_s
            alarm.is_true = alarm.is_true or self._is_on_somebody(raised.boxes, looked.at_s)
        if raised.score > alarm.score:
            alarm.score, alarm.boxes = raised.score, raised.boxes or alarm.boxes
        if raised.phase is Phase.ENDED:
            del self.open[raised.occasion]

    def _is_on_somebody(self, boxes: Sequence[Box], at_s: float) -> bool:
        truth = self.camera.boxes(at_s)
        return any(overlap(box, true) >= _ON_SOMEBODY for box in boxes for true in truth)


def rule_of(script: CameraScript, score: float) -> Rule:
    left, top, right, bottom = (round(side, 4) for side in script.zone)
    loiters = script.asks is EventKind.LOITERS
    return Rule(
        rule_id="zone",
        kind=RuleKind.LOITERING if loiters else RuleKind.INTRUSION,
        points=((left, top), (right, top), (right, bottom), (left, bottom)),
        seconds=LOITERS_FROM_S if loiters else 0.0,
        score=score,
    )


def alarms_of(watched: Watched, score: float) -> list[Alarm]:
    """Of one camera, had its rule asked for this score."""
    camera = watched.eyes.coded.camera
    tracker, told = tracker_for(score), _Told(camera)
    judge = Judge((rule_of(camera.script, score),), to_seoul)
    for looked in watched.looks:
        at_ms = (BEGAN_AT + looked.at_s) * 1000
        tracks = tracker.update(at_ms, looked.found)
        for raised in judge.look(at_ms, tracks, None):
            told.hear(raised, looked)
    return told.all
