"""What the queue holds in memory: open alarms, what was answered lately, shelves, silenced places, how much arrives. Truth
is in SQL; a transaction that fails leaves this as it was."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import takewhile

from bongsu.kernel.flood import Flood as Words
from bongsu.monitoring.alarms.alarm import Alarm, Shelf
from bongsu.monitoring.alarms.flood import NO_FLOOD, WINDOW, Flood
from bongsu.monitoring.alarms.places import silenced
from bongsu.monitoring.alarms.rules import is_forgotten
from bongsu.monitoring.alarms.shelving import shelf_for
from bongsu.monitoring.alarms.tuned import Tuning
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import AlarmState

DAY = timedelta(days=1)
_MOST_A_DAY = 200
# words of one camera that change more than times
_AT_ONCE, _A_SECOND = 100.0, 2.0


class AlarmBook:
    """One owner: the node's event loop. `now_s`: a monotonic clock."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._words: dict[str, Words] = {}
        self.alarms: dict[str, Alarm] = {}
        self.waiting: dict[str, Alarm] = {}
        """Of `alarms` those to be put before somebody; `shown`: those that lie before somebody; `going_on`: those of which
        no end was told."""
        self.shown: dict[str, Alarm] = {}
        self.going_on: dict[str, Alarm] = {}
        self._of_rule: dict[tuple[str, str], set[str]] = {}
        self.shelves: dict[str, Shelf] = {}
        self.places: dict[tuple[str, str], list[Tuning]] = {}
        self.flood: Flood = NO_FLOOD
        self.arrivals: deque[datetime] = deque(maxlen=10_000)
        self._a_day: dict[tuple[str, str], deque[datetime]] = {}
        self.unsaved: set[str] = set()
        """Changed in memory alone: seen again, not yet written."""
        self.unsure: set[str] = set()
        """Of these the rows alone know how they stand; they are read before the next change."""
        self.dropped: dict[str, int] = {}
        """What was told and counts for nothing, by reason."""

    def load(self, alarms: Iterable[Alarm], shelves: Iterable[Shelf]) -> None:
        for alarm in alarms:
            self.keep(alarm)
        self.shelves = {one.shelf_id: one for one in shelves}

    def keep_places(self, places: Iterable[Tuning]) -> None:
        self.places = {}
        for one in places:
            self.places.setdefault((one.camera_id, one.rule_id), []).append(one)

    def remember(self, raised: Iterable[tuple[str, str, datetime, bool]]) -> None:
        """Arrivals of the last day."""
        for camera_id, rule_id, at, is_silenced in raised:
            self.arrived((camera_id, rule_id), at, counts=not is_silenced)

    def arrived(self, rule: tuple[str, str], at: datetime, *, counts: bool) -> None:
        """`counts`: it is to be put before somebody."""
        self._a_day.setdefault(rule, deque(maxlen=_MOST_A_DAY)).append(at)
        if counts:
            self.arrivals.append(at)

    def a_day(self, rule: tuple[str, str], now: datetime) -> int:
        times = self._a_day.get(rule)
        while times and now - times[0] > DAY:
            times.popleft()
        return len(times) if times else 0

    def within_window(self, now: datetime) -> int:
        """Oldest first, thousands in a flood: only the ends are looked at."""
        while self.arrivals and now - self.arrivals[0] >= WINDOW:
            self.arrivals.popleft()
        to_come = sum(1 for _ in takewhile(lambda at: at > now, reversed(self.arrivals)))
        return len(self.arrivals) - to_come

    def keep(self, alarm: Alarm) -> None:
        self.alarms[alarm.alarm_id] = alarm
        _in(self.waiting, alarm, alarm.waits)
        _in(self.shown, alarm, alarm.state is AlarmState.SHOWN)
        _in(self.going_on, alarm, alarm.ended_at is None)
        self._of_rule.setdefault(alarm.rule, set()).add(alarm.alarm_id)

    def of_rule(self, rule: tuple[str, str]) -> list[Alarm]:
        return [self.alarms[one] for one in self._of_rule.get(rule, ())]

    def open(self) -> list[Alarm]:
        return [one for one in self.alarms.values() if one.is_open]

    def forget(self, now: datetime) -> None:
        """What nothing can join any more."""
        for alarm in [one for one in self.alarms.values() if is_forgotten(one, now)]:
            if alarm.alarm_id not in self.unsaved:
                del self.alarms[alarm.alarm_id]
                self.going_on.pop(alarm.alarm_id, None)
                left = self._of_rule[alarm.rule]
                left.discard(alarm.alarm_id)
                if not left:
                    del self._of_rule[alarm.rule]

    def shelf_for(self, camera_id: str, rule_id: str, now: datetime) -> Shelf | None:
        return shelf_for(self.shelves.values(), camera_id, rule_id, now)

    def place_for(
        self, rule: tuple[str, str], boxes: tuple[Box, ...], score: float
    ) -> Tuning | None:
        """The change of a verdict that answers for these boxes."""
        known = self.places.get(rule, [])
        found = silenced(boxes, score, [one.place for one in known])
        if found is None:
            return None
        return next(one for one in known if one.box == found.box)

    def is_too_much(self, camera_id: str) -> bool:
        """Of one camera there are hardly two beginnings or ends a second: each costs a transaction, and whoever says
        thousands would keep all others waiting. `camera_id`: one of ours, so that these are not too many."""
        words = self._words.get(camera_id)
        if words is None:
            words = self._words[camera_id] = Words(
                self._now_s, at_once=_AT_ONCE, a_second=_A_SECOND
            )
        return words.is_too_much()

    def drop(self, why: str) -> None:
        self.dropped[why] = self.dropped.get(why, 0) + 1


def _in(some: dict[str, Alarm], alarm: Alarm, is_one: bool) -> None:
    if is_one:
        some[alarm.alarm_id] = alarm
    else:
        some.pop(alarm.alarm_id, None)
