"""From what the parts of the street saw to figures: recall against load, what verdicts change, and where it is hard."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.monitoring.seen import AlarmSeen, EventSeen, PartSeen
from bongsu.bench.monitoring.sizes import DEPLOYED
from bongsu.monitoring.alarms.replay import Learner, Shown
from bongsu.monitoring.evaluate.curve import (
    Happened,
    Point,
    Screen,
    curve,
    events_shown,
    point,
    wilson,
)

VERDICTS = 200
_FEWEST_FALSE = 40
"""Fewer false alarms than this in the later half say nothing about a cut."""


@dataclass(frozen=True, slots=True)
class StreetSeen:
    """All parts together."""

    parts: Sequence[PartSeen]

    @property
    def events(self) -> list[EventSeen]:
        return [event for part in self.parts for event in part.events]

    @property
    def camera_s(self) -> float:
        return sum(part.cameras * part.lasts_s for part in self.parts)

    @property
    def answered_until_s(self) -> float:
        return max(part.lasts_s for part in self.parts) * 2 / 3

    @property
    def thresholds(self) -> list[float]:
        return sorted(float(name) for name in self.parts[0].alarms)

    def alarms(self, threshold: float) -> list[AlarmSeen]:
        return [alarm for part in self.parts for alarm in part.alarms[f"{threshold:g}"]]

    def points(self) -> tuple[Point, ...]:
        by = {one: [it.alarmed for it in self.alarms(one)] for one in self.thresholds}
        return curve(by, [event.happened for event in self.events], self.camera_s)


def curve_readings(seen: StreetSeen) -> Readings:
    events = seen.events
    alarms = seen.alarms(DEPLOYED)
    plain = [one.alarmed for one in alarms]
    happened = [event.happened for event in events]
    here = point(DEPLOYED, plain, happened, seen.camera_s)
    whole = point(DEPLOYED, plain, happened, seen.camera_s, Screen(looks_s=None))
    hours = seen.camera_s / 3600
    filled = sum(event.ends_s - event.begins_s for event in events) / seen.camera_s
    shown: Beside = {
        "low": _percent(here.low),
        "high": _percent(here.high),
        "events": len(events),
        "threshold": DEPLOYED,
        "camera_hours": round(hours, 1),
        "cameras": sum(part.cameras for part in seen.parts),
        "events_fill": _percent(filled),
        **_by(events, alarms, lambda event: event.weather),
        **_by(events, alarms, lambda event: event.place),
        **_by(events, alarms, lambda event: event.kind),
    }
    return {
        "events_shown": Reading(_percent(here.recall), shown),
        "camera_time_shown": Reading(_percent(here.share_shown), _load(seen, alarms, whole)),
    }


def _load(seen: StreetSeen, alarms: Sequence[AlarmSeen], whole: Point) -> Beside:
    false = [alarm for alarm in alarms if not alarm.is_true]
    around = Counter(kind for alarm in false for kind in alarm.during or ("nothing",))
    hours = seen.camera_s / 3600
    looks = sum(part.looks for part in seen.parts)
    return {
        "without_verdicts": _percent(whole.share_shown),
        "false_alarms": len(false),
        "false_per_camera_hour": round(len(false) / hours, 2),
        "looks": looks,
        "looks_per_camera_s": round(looks / seen.camera_s, 3),
        "close_share": _percent(sum(part.close_s for part in seen.parts) / seen.camera_s),
        "longest_unseen_s": round(max(part.longest_unseen_s for part in seen.parts), 1),
        **{f"false_near_{kind}": count for kind, count in sorted(around.items())},
    }


def _by(
    events: Sequence[EventSeen], alarms: Sequence[AlarmSeen], key: Callable[[EventSeen], str]
) -> Beside:
    plain = [alarm.alarmed for alarm in alarms]
    found: Beside = {}
    for name in sorted({key(event) for event in events}):
        those = [event.happened for event in events if key(event) == name]
        found[name] = _percent(len(events_shown(plain, those, Screen())) / len(those))
    return found


@dataclass(frozen=True, slots=True)
class _Taught:
    """`later`: all alarms after the last answer; `kept`: those of them that what was learned still lets through."""

    starts_at: float
    verdicts: int
    answered_s: float
    later: Sequence[AlarmSeen]
    kept: Sequence[AlarmSeen]

    @property
    def is_enough(self) -> bool:
        false = sum(not alarm.is_true for alarm in self.later)
        return self.verdicts >= VERDICTS and false >= _FEWEST_FALSE


def verdict_readings(seen: StreetSeen) -> Readings:
    """Alarms are answered with the truth, up to 200 of the first two thirds; those after the last answer are counted as they
    then are. The rules begin at the deployed score, or as much lower as it takes until there are so many to answer."""
    starts = sorted((one for one in seen.thresholds if one <= DEPLOYED), reverse=True)
    runs = [_taught(seen, start) for start in starts]
    run = next((one for one in runs if one.is_enough), runs[-1])
    events = [one.happened for one in seen.events if one.begins_s > run.answered_s]
    told: Beside = {"starts_at": run.starts_at, "verdicts": run.verdicts}
    return _compared(run.later, run.kept, events, told)


def _taught(seen: StreetSeen, start: float) -> _Taught:
    learner, answered_s = Learner(start), 0.0
    alarms = sorted(seen.alarms(start), key=lambda alarm: alarm.shown_s)
    for alarm in alarms:
        if learner.verdicts >= VERDICTS or alarm.shown_s > seen.answered_until_s:
            break
        if learner.lets(_shown(alarm)):
            learner.answer(_shown(alarm))
            answered_s = alarm.shown_s
    later = [alarm for alarm in alarms if alarm.shown_s > answered_s]
    kept = [alarm for alarm in later if learner.lets(_shown(alarm))]
    return _Taught(start, learner.verdicts, answered_s, later, kept)


def _compared(
    later: Sequence[AlarmSeen],
    kept: Sequence[AlarmSeen],
    events: Sequence[Happened],
    told: Beside,
) -> Readings:
    false, left = (sum(not alarm.is_true for alarm in some) for some in (later, kept))
    before, after = (
        len(events_shown([alarm.alarmed for alarm in some], events, Screen()))
        for some in (later, kept)
    )
    low, high = wilson(false - left, false)
    lost = (before - after) / len(events) if events else 0.0
    more: Beside = {**told, "false_before": false, "false_after": left}
    cut: Beside = {**more, "low": _percent(low), "high": _percent(high)}
    recall: Beside = {**told, "shown_before": before, "shown_after": after, "events": len(events)}
    if not false:
        return {
            "false_alarm_cut": Reading(None, more, why="no false alarm came after the verdicts"),
            "recall_lost": Reading(_percent(lost), recall),
        }
    return {
        "false_alarm_cut": Reading(_percent((false - left) / false), cut),
        "recall_lost": Reading(_percent(lost), recall),
    }


def _shown(alarm: AlarmSeen) -> Shown:
    return Shown(alarm.camera_id, "zone", alarm.score, alarm.is_true, alarm.boxes)


def _percent(share: float) -> float:
    return round(share * 100, 2)
