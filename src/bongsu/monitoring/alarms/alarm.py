"""One alarm (알람) as values: what a rule raised on one camera, and what people made of it. Nobody's name is in it."""

from datetime import datetime

import msgspec

from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import AlarmState, FalseReason, RuleKind, Verdict


class Occasion(msgspec.Struct, frozen=True, order=True):
    """Which of a worker's own occasions: the same from BEGAN to ENDED, and never another's."""

    job: int
    delivery: int
    number: int


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """`score`: the best of it; `boxes`: where it was last. `count`: how often it was raised. `threshold`: the least score
    that counted when it began."""

    alarm_id: str
    camera_id: str
    rule_id: str
    rule_name: str
    kind: RuleKind
    state: AlarmState
    score: float
    first_at: datetime
    last_at: datetime
    keep_until: datetime
    count: int = 1
    people: int = 1
    boxes: tuple[Box, ...] = ()
    moment_boxes: tuple[Box, ...] = ()
    """Where it was when its picture was taken: what is drawn over the moment."""
    occasion: Occasion = Occasion(0, 0, 0)
    threshold: float = 0.0
    rank: float = 0.0
    ended_at: datetime | None = None
    """When the last occasion was over; None while one goes on."""
    back_at: datetime | None = None
    """When it came back into the queue: after 보류, after a shelf's end."""
    shown_at: datetime | None = None
    shown_to: tuple[str, ...] = ()
    opened_at: datetime | None = None
    opened_by: str | None = None
    held_until: datetime | None = None
    verdict: Verdict | None = None
    reason: FalseReason | None = None
    note: str = ""
    answered_at: datetime | None = None
    answered_by: str | None = None
    is_learned: bool = False
    """What a verdict teaches was taken from it."""
    incident_id: str | None = None
    escalated: bool = False
    silenced_by: str | None = None
    """A shelf (`shl_`) or a place that verdicts have silenced (`tun_`): counted, and put before nobody."""
    has_clip: bool = False
    has_picture: bool = False

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def rule(self) -> tuple[str, str]:
        return self.camera_id, self.rule_id

    @property
    def waits(self) -> bool:
        """To be put before somebody."""
        return self.state is AlarmState.WAITING and self.silenced_by is None


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """Put aside for a while (보관), by a person, with a reason and an end. Without a rule: all of that camera."""

    shelf_id: str
    camera_id: str
    rule_id: str | None
    reason: str
    by: str
    since: datetime
    until: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    arrivals: int = 0
    """Raised while it lay there."""

    def holds(self, camera_id: str, rule_id: str, now: datetime) -> bool:
        is_of_it = self.camera_id == camera_id and self.rule_id in (None, rule_id)
        return is_of_it and self.ended_at is None and now < self.until


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """미탐: something was there and no rule spoke, found by a person later."""

    missed_id: str
    camera_id: str
    at: datetime
    kind: RuleKind
    note: str
    by: str
    entered_at: datetime
