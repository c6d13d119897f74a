"""Recall against operator load: what share of events was put before an operator, for what share of all camera-time.

An alarm is on the screen from when it is put there until `lingers_s` after its last sighting or until the operator's
verdict, `looks_s` after it was put there, whichever comes first. An event counts as shown when an alarm that truly saw
somebody on its camera was put there while the event ran, or at most `late_s` (one interval of key pictures) after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that was known beforehand."""

    camera_id: str
    begins_s: float
    ends_s: float


@dataclass(frozen=True, slots=True)
class Alarmed:
    """One alarm. `is_true`: a box of it lay on somebody who was truly there."""

    camera_id: str
    shown_s: float
    last_s: float
    score: float
    is_true: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """How long an alarm stays before an operator. `looks_s` None: no verdict, it stays until it is over."""

    looks_s: float | None = 8.0
    lingers_s: float = 10.0
    late_s: float = 2.0

    def until(self, alarm: Alarmed) -> float:
        over = alarm.last_s + self.lingers_s
        return over if self.looks_s is None else min(over, alarm.shown_s + self.looks_s)


@dataclass(frozen=True, slots=True)
class Point:
    """`low`, `high`: 95 % interval of `recall`. `share_shown` of the camera-time; `false_alarms`: alarms on nobody."""

    threshold: float
    share_shown: float
    recall: float
    low: float
    high: float
    shown: int
    events: int
    false_alarms: int


def wilson(hits: int, of: int, z: float = _Z95) -> tuple[float, float]:
    """Wilson's score interval (1927): unlike the usual one it holds near 0 and 1, and for few."""
    if of == 0:
        return 0.0, 1.0
    share = hits / of
    middle = share + z * z / (2 * of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def shown_s(alarms: Sequence[Alarmed], screen: Screen) -> float:
    """Camera-seconds on a screen: two alarms of one camera at a time show it once."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for alarm in alarms:
        spans.setdefault(alarm.camera_id, []).append((alarm.shown_s, screen.until(alarm)))
    return sum(_covered(sorted(one)) for one in spans.values())


def _covered(spans: Sequence[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for begin, end in spans:
        total += max(0.0, end - max(begin, reached))
        reached = max(reached, end)
    return total


def events_shown(
    alarms: Sequence[Alarmed], events: Sequence[Happened], screen: Screen
) -> list[Happened]:
    by_camera: dict[str, list[Alarmed]] = {}
    for alarm in alarms:
        if alarm.is_true:
            by_camera.setdefault(alarm.camera_id, []).append(alarm)
    return [
        event
        for event in events
        if any(_shows(one, event, screen) for one in by_camera.get(event.camera_id, ()))
    ]


def _shows(alarm: Alarmed, event: Happened, screen: Screen) -> bool:
    begun_in_time = alarm.shown_s <= event.ends_s + screen.late_s
    return begun_in_time and screen.until(alarm) >= event.begins_s


def point(
    threshold: float,
    alarms: Sequence[Alarmed],
    events: Sequence[Happened],
    camera_s: float,
    screen: Screen | None = None,
) -> Point:
    """The alarms are those of this threshold. `camera_s`: all cameras' time together."""
    rule = screen or Screen()
    hits = len(events_shown(alarms, events, rule))
    low, high = wilson(hits, len(events))
    return Point(
        threshold=threshold,
        share_shown=shown_s(alarms, rule) / camera_s,
        recall=hits / len(events) if events else 0.0,
        low=low,
        high=high,
        shown=hits,
        events=len(events),
        false_alarms=sum(not alarm.is_true for alarm in alarms),
    )


def curve(
    by_threshold: Mapping[float, Sequence[Alarmed]],
    events: Sequence[Happened],
    camera_s: float,
    screen: Screen | None = None,
) -> tuple[Point, ...]:
    """From the lowest threshold to the highest."""
    return tuple(
        point(threshold, by_threshold[threshold], events, camera_s, screen)
        for threshold in sorted(by_threshold)
    )
