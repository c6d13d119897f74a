"""What crosses the wire to the queue's people: an alarm as one of them sees it, shelves, changes, how much waits."""

from datetime import datetime
from typing import Any  # Any: fields by name

import msgspec

from bongsu.monitoring.alarms.alarm import Alarm, Missed, Shelf
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.rules import UNDO_WITHIN, is_shelved, quiet_since
from bongsu.monitoring.alarms.tuned import Tuning, What
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import AlarmState, FalseReason, RuleKind, Verdict


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A value for the wire."""


class WhyView(View, frozen=True):
    """One factor of its rank: `kind`, `score`, `place`, `rarity`, `incident`; above 1 it moved up, below 1 down."""

    factor: str
    value: float


class AlarmView(View, frozen=True):
    """An alarm as one of the queue's people sees it."""

    alarm_id: str
    camera_id: str
    camera_name: str
    dong: str
    lat: float
    lon: float
    kind: RuleKind
    is_candidate: bool
    rule_id: str
    rule_name: str
    state: AlarmState
    rank: float
    """Higher comes first."""
    why: list[WhyView]
    score: float
    count: int
    """How often it was raised."""
    people: int
    first_at: datetime
    last_at: datetime
    ended_at: datetime | None
    """None while it goes on."""
    shown_at: datetime | None
    shown_to_me: bool
    opened_at: datetime | None
    opened_by_me: bool
    opened_by: str
    """The colleague who has it open; empty where nobody has, or they have left."""
    lapses_at: datetime | None
    boxes: list[Box]
    """Where it is now."""
    moment_boxes: list[Box]
    """Where it was at the moment of its picture and clip."""
    clip_after_s: float
    """So long before its clip's end the moment stands."""
    has_clip: bool
    has_picture: bool
    keep_until: datetime
    verdict: Verdict | None
    reason: FalseReason | None
    note: str
    answered_at: datetime | None
    answered_by_me: bool
    undo_until: datetime | None
    """Until then whoever answered may take it back."""
    held_until: datetime | None
    incident_id: str | None
    escalated: bool
    silenced: str
    """`shelf`, `place`, or empty: counted, and put before nobody."""


def alarm_view(desk: AlarmDesk, alarm: Alarm, person_id: str) -> AlarmView | None:
    """None at a camera that is nobody's to see."""
    row = desk.camera(alarm.camera_id)
    if row is None:
        return None
    return AlarmView(
        **_of_the_alarm(alarm),
        **_of_the_reader(desk, alarm, person_id),
        camera_name=row.name,
        dong=desk.dong_of(row),
        lat=row.lat,
        lon=row.lon,
        is_candidate=alarm.kind.is_candidate,
        why=[WhyView(factor=one.factor, value=one.value) for one in desk.ranked(alarm).why],
        boxes=list(alarm.boxes),
        clip_after_s=desk.settings.clip_after_s,
        lapses_at=_lapses_at(desk, alarm),
        silenced="" if not alarm.silenced_by else "shelf" if is_shelved(alarm) else "place",
    )


_AS_IT_IS = tuple(
    name
    for name in AlarmView.__struct_fields__
    if name in Alarm.__struct_fields__ and name not in ("boxes", "opened_by")
)


def _of_the_alarm(alarm: Alarm) -> dict[str, Any]:
    return {name: getattr(alarm, name) for name in _AS_IT_IS}


def _of_the_reader(desk: AlarmDesk, alarm: Alarm, person_id: str) -> dict[str, Any]:
    """What is theirs of it, and whom they see at it."""
    by_me, by = alarm.answered_by == person_id, alarm.opened_by
    return {
        "shown_to_me": person_id in alarm.shown_to,
        "opened_by_me": by == person_id,
        "opened_by": desk.seats.names.get(by, "") if by else "",
        "answered_by_me": by_me,
        "undo_until": alarm.answered_at + UNDO_WITHIN if alarm.answered_at and by_me else None,
    }


def _lapses_at(desk: AlarmDesk, alarm: Alarm) -> datetime | None:
    is_awaited = alarm.state in (AlarmState.WAITING, AlarmState.SHOWN) and not is_shelved(alarm)
    return quiet_since(alarm) + desk.answer_within if is_awaited else None


class EventView(View, frozen=True):
    """One step: `raised`, `again`, `shown`, `opened`, `left`, `real`, `false`, `hold`, `undone`, `back`, `lapsed`."""

    at: datetime
    what: str
    by: str
    """A colleague's name; empty for the machine, and for who is not at work now."""


class AlarmDetail(View, frozen=True):
    """One alarm with what was done with it."""

    alarm: AlarmView
    events: list[EventView]


class ShelfView(View, frozen=True):
    shelf_id: str
    camera_id: str
    camera_name: str
    rule_id: str | None
    reason: str
    by: str
    """A colleague's name, as far as they are at work."""
    since: datetime
    until: datetime
    arrivals: int


def shelf_view(desk: AlarmDesk, shelf: Shelf) -> ShelfView | None:
    row = desk.camera(shelf.camera_id)
    if row is None:
        return None
    return ShelfView(
        shelf_id=shelf.shelf_id,
        camera_id=shelf.camera_id,
        camera_name=row.name,
        rule_id=shelf.rule_id,
        reason=shelf.reason,
        by=desk.seats.names.get(shelf.by, ""),
        since=shelf.since,
        until=shelf.until,
        arrivals=shelf.arrivals,
    )


class TuningView(View, frozen=True):
    """`what`: `score` (before → after), `place` (box), `hours` (proposed, applied by nobody). `expected`: `cut`, the share
    of false alarms that go (of a place and of hours: their number), and `lost`, the share of confirmed ones."""

    tuning_id: str
    camera_id: str
    camera_name: str
    rule_id: str
    rule_name: str
    what: What
    before: float | None
    after: float | None
    box: Box | None
    hours: tuple[int, int] | None
    verdicts: int
    expected: dict[str, float]
    at: datetime
    silenced: int
    holds: bool
    undone_at: datetime | None
    undo_reason: str
    may_undo: bool


def tuning_view(desk: AlarmDesk, tuning: Tuning, *, may_undo: bool) -> TuningView | None:
    row = desk.camera(tuning.camera_id)
    if row is None:
        return None
    rule = desk.watch.rule(tuning.camera_id, tuning.rule_id)
    return TuningView(
        tuning_id=tuning.tuning_id,
        camera_id=tuning.camera_id,
        camera_name=row.name,
        rule_id=tuning.rule_id,
        rule_name=rule.name if rule else "",
        what=tuning.what,
        before=tuning.before,
        after=tuning.after,
        box=tuning.box,
        hours=tuning.hours,
        verdicts=len(tuning.verdicts),
        expected=tuning.expected,
        at=tuning.at,
        silenced=tuning.silenced,
        holds=tuning.holds,
        undone_at=tuning.undone_at,
        undo_reason=tuning.undo_reason,
        may_undo=may_undo and tuning.holds,
    )


class MissedView(View, frozen=True):
    missed_id: str
    camera_id: str
    at: datetime
    kind: RuleKind
    note: str
    entered_at: datetime


def missed_view(one: Missed) -> MissedView:
    return MissedView(
        missed_id=one.missed_id,
        camera_id=one.camera_id,
        at=one.at,
        kind=one.kind,
        note=one.note,
        entered_at=one.entered_at,
    )


class MonitoringCounts(View, frozen=True):
    """How the queue stands: what the banner says."""

    waiting: int
    shown: int
    held: int
    shelved: int
    """On shelves and at silenced places."""
    flood: bool
    flood_since: datetime | None
    arrivals_10min: int
    operators: int
    """Before whom alarms are put."""
    last_at: datetime | None
    watched: int
    late: int
    isolated: int
    workers: int


def counts(desk: AlarmDesk) -> MonitoringCounts:
    now = desk.clock.now()
    alarms = [one for one in desk.book.open() if desk.is_shown(one.camera_id)]
    watch = desk.watch.counts()
    latest = [one.last_at for one in desk.book.alarms.values() if desk.is_shown(one.camera_id)]
    return MonitoringCounts(
        waiting=sum(one.waits for one in alarms),
        shown=sum(one.state is AlarmState.SHOWN for one in alarms),
        held=sum(one.state is AlarmState.HELD for one in alarms),
        shelved=sum(one.silenced_by is not None for one in alarms),
        flood=desk.book.flood.is_on,
        flood_since=desk.book.flood.since,
        arrivals_10min=desk.book.within_window(now),
        operators=len(desk.seats.at_work(now)),
        last_at=max(latest, default=None),
        watched=watch.watched,
        late=watch.late,
        isolated=watch.isolated,
        workers=watch.workers,
    )
