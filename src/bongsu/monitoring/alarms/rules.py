"""What becomes of an alarm: into which one an arrival is merged, when one lapses, comes back, or can be undone. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from bongsu.monitoring.alarms.alarm import Alarm, Occasion
from bongsu.monitoring.alarms.overlap import is_same_place
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import AlarmState, FalseReason, Verdict

SHELF, PLACE = "shl", "tun"
MERGED_WITHIN = timedelta(minutes=5)
HELD_FOR = timedelta(minutes=10)
UNDO_WITHIN = timedelta(seconds=10)
# longer than a rule holds on to what it does not see, also at a camera that is looked at late
SILENT = timedelta(minutes=2)
# of what was answered: as long as an arrival may still be merged into it, and a late word of its end may come
REMEMBERED = timedelta(minutes=15)


def joins(alarm: Alarm, occasion: Occasion, boxes: tuple[Box, ...], at: datetime) -> bool:
    """Whether what is raised now belongs to this alarm of the same camera and rule.

    An answered one takes in the same thing going on, and what begins again within five minutes of its end: after 오탐 only
    at the same place of the picture, since somebody may walk past the flag that was waved away."""
    if alarm.is_open or alarm.occasion == occasion:
        return True
    if alarm.state is AlarmState.LAPSED or alarm.answered_at is None:
        return False
    if at - (alarm.ended_at or alarm.last_at) > MERGED_WITHIN:
        return False
    if alarm.state is AlarmState.FALSE and alarm.reason is not FalseReason.ALLOWED:
        return is_same_place(boxes, alarm.boxes)
    return True


def joined(
    alarms: Iterable[Alarm], occasion: Occasion, boxes: tuple[Box, ...], at: datetime
) -> Alarm | None:
    """The one into which it goes, of one camera's rule: an open one first, then the newest."""
    fitting = [one for one in alarms if joins(one, occasion, boxes, at)]
    return max(fitting, key=lambda one: (one.is_open, one.first_at, one.alarm_id), default=None)


def merged(
    alarm: Alarm,
    phase: Phase,
    occasion: Occasion,
    at: datetime,
    score: float,
    boxes: tuple[Box, ...],
    people: int,
) -> Alarm:
    """With what was said now. A word that came late moves no time back."""
    is_another = occasion != alarm.occasion
    is_over = phase is Phase.ENDED
    last_at = max(alarm.last_at, at)
    return replace(
        alarm,
        occasion=occasion,
        count=alarm.count + (1 if is_another else 0),
        score=max(alarm.score, score),
        boxes=boxes or alarm.boxes,
        people=max(alarm.people, people),
        last_at=last_at,
        ended_at=last_at if is_over else None,
    )


def quiet_since(alarm: Alarm) -> datetime:
    """From when on nobody's answer is awaited: not before it was last seen, came back, or was opened."""
    known = (alarm.last_at, alarm.back_at, alarm.opened_at)
    return max(one for one in known if one is not None)


def lapses(alarm: Alarm, now: datetime, answer_within: timedelta) -> bool:
    """Nobody answered in time; while it goes on, and while it lies on a shelf, it waits."""
    if alarm.state not in (AlarmState.WAITING, AlarmState.SHOWN) or is_shelved(alarm):
        return False
    return now - quiet_since(alarm) >= answer_within


def is_shelved(alarm: Alarm) -> bool:
    return (alarm.silenced_by or "").startswith(SHELF)


def comes_back(alarm: Alarm, now: datetime) -> bool:
    """보류 is over."""
    is_held = alarm.state is AlarmState.HELD
    return is_held and alarm.held_until is not None and now >= alarm.held_until


def back(alarm: Alarm, now: datetime) -> Alarm:
    """In the queue again, before whomever has room for it."""
    return replace(
        alarm,
        state=AlarmState.WAITING,
        back_at=now,
        held_until=None,
        shown_at=None,
        shown_to=(),
        opened_at=None,
        opened_by=None,
        verdict=None,
        answered_at=None,
        answered_by=None,
        silenced_by=None,
    )


def answered(
    alarm: Alarm,
    verdict: Verdict,
    reason: FalseReason | None,
    note: str,
    by: str,
    now: datetime,
    keep_real: timedelta,
) -> Alarm:
    """With somebody's word. What is real is kept as long as the centre's recordings are."""
    state = {
        Verdict.REAL: AlarmState.REAL,
        Verdict.FALSE: AlarmState.FALSE,
        Verdict.HOLD: AlarmState.HELD,
    }[verdict]
    is_real = verdict is Verdict.REAL
    return replace(
        alarm,
        state=state,
        verdict=verdict,
        reason=reason if verdict is Verdict.FALSE else None,
        note=note,
        answered_at=now,
        answered_by=by,
        opened_at=alarm.opened_at or now,
        opened_by=by,
        shown_at=alarm.shown_at or now,
        held_until=now + HELD_FOR if verdict is Verdict.HOLD else None,
        keep_until=max(alarm.keep_until, now + keep_real) if is_real else alarm.keep_until,
    )


def may_undo(alarm: Alarm, by: str, now: datetime) -> bool:
    """Within ten seconds, by who said it, before anything was built upon it."""
    if alarm.answered_at is None or alarm.answered_by != by or alarm.incident_id is not None:
        return False
    return not alarm.is_learned and now - alarm.answered_at < UNDO_WITHIN


def undone(alarm: Alarm, keep_until: datetime) -> Alarm:
    """As it was before the word, still open on that operator's screen."""
    return replace(
        alarm,
        state=AlarmState.SHOWN,
        verdict=None,
        reason=None,
        note="",
        answered_at=None,
        answered_by=None,
        held_until=None,
        keep_until=keep_until,
    )


def is_forgotten(alarm: Alarm, now: datetime) -> bool:
    """No arrival can join it any more: the queue need not hold it in memory."""
    last = max(one for one in (alarm.last_at, alarm.answered_at) if one is not None)
    return not alarm.is_open and now - last > REMEMBERED
