"""Loitering (배회): somebody stays in the zone for so long, whatever number the tracker calls them by."""

from dataclasses import dataclass

from bongsu.monitoring.rules.geometry import zone_of
from bongsu.monitoring.rules.looked import Look, Seen
from bongsu.monitoring.rules.presence import Presence
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings

_LEAST_LOOKS = 3
_STILL_HERE_MS = 3_000.0


@dataclass(slots=True)
class _Stay:
    """`seen_before_s`: for how long it had been seen when it entered."""

    entered_ms: float
    inside_ms: float
    seen_before_s: float


class Loitering:
    """A stay begins with the first sighting inside and ends when somebody was outside for `outside_s`; it is counted from
    the first sighting to the last, and never past it."""

    def __init__(self, rule: Rule, settings: JudgeSettings) -> None:
        self._rule = rule
        self._settings = settings
        self._zone = zone_of(rule.points)
        self._stays: dict[int, _Stay] = {}

    def look(self, look: Look) -> Seen | None:
        present = {one.number: one for one in look.presences if one.thing in self._rule.things}
        self._stays = {number: stay for number, stay in self._stays.items() if number in present}
        for one in present.values():
            if one.is_seen(look.at_ms):
                self._follow(one, look.at_ms)
        staying = [
            present[number]
            for number, stay in self._stays.items()
            if self._is_long(stay, present[number])
        ]
        return self._seen(look, staying) if staying else None

    def _follow(self, one: Presence, at_ms: float) -> None:
        stay = self._stays.get(one.number)
        if self._zone.holds(one.last.foot):
            if stay is None:
                begun = one.looks == 1 and self._zone.holds(one.first.foot)
                stay = _Stay(one.first.at_ms if begun else at_ms, at_ms, one.seen_s)
                self._stays[one.number] = stay
            stay.inside_ms = at_ms
        elif stay and at_ms - stay.inside_ms > self._settings.outside_s * 1_000:
            del self._stays[one.number]

    def _is_long(self, stay: _Stay, one: Presence) -> bool:
        stayed_s = (stay.inside_ms - stay.entered_ms) / 1_000
        seen_s = one.seen_s - stay.seen_before_s
        return stayed_s >= self._rule.seconds and seen_s >= self._settings.seen_share * stayed_s

    def _seen(self, look: Look, staying: list[Presence]) -> Seen | None:
        here = [
            one
            for one in staying
            if look.at_ms - self._stays[one.number].inside_ms <= _STILL_HERE_MS
        ]
        if not here:
            return None
        sure = [
            one.strength for one in here if one.is_seen(look.at_ms) and one.looks >= _LEAST_LOOKS
        ]
        score = max(sure, default=0.0)
        return Seen(
            since_ms=min(self._stays[one.number].entered_ms for one in here),
            score=score,
            boxes=tuple(one.last.box for one in here if one.is_seen(look.at_ms)),
            count=len(here),
            begins=score >= self._rule.score,
        )
