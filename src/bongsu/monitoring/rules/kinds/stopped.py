"""Vehicle stopped (차량 정차): a vehicle stands in the zone for so long, whatever passes before it."""

from dataclasses import dataclass

from bongsu.monitoring.rules.geometry import zone_of
from bongsu.monitoring.rules.looked import Look, Seen
from bongsu.monitoring.rules.presence import Presence
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.overlap import overlap
from bongsu.monitoring.tracks.track import Box

_STILL = 0.6
"""Least overlap with where it stopped: the next car in a queue fills another box."""
_LEAST_LOOKS = 3


@dataclass(slots=True)
class Stand:
    """Where and since when something stands, and for how long it had been seen before; `stirred`: looks in a row in which it
    did not stand."""

    box: Box
    since_ms: float
    seen_before_s: float
    stirred: int = 0


class Stands:
    """Which presences stand still, and since when. One look in which a box trembles is no move."""

    def __init__(self) -> None:
        self._stands: dict[int, Stand] = {}

    def follow(self, presences: list[Presence], at_ms: float) -> dict[int, Stand]:
        there = {one.number for one in presences}
        self._stands = {n: stand for n, stand in self._stands.items() if n in there}
        for one in presences:
            stand = self._stands.get(one.number)
            if stand is None:
                self._stands[one.number] = Stand(one.last.box, one.first.at_ms, one.seen_s)
            elif one.is_seen(at_ms):
                self._compare(one, stand)
        return self._stands

    def _compare(self, one: Presence, stand: Stand) -> None:
        if overlap(stand.box, one.last.box) >= _STILL:
            stand.stirred = 0
            return
        stand.stirred += 1
        if stand.stirred >= 2:
            stand.box, stand.since_ms, stand.stirred = one.last.box, one.last.at_ms, 0
            stand.seen_before_s = one.seen_s


class VehicleStopped:
    def __init__(self, rule: Rule, settings: JudgeSettings) -> None:
        self._rule = rule
        self._settings = settings
        self._zone = zone_of(rule.points)
        self._stands = Stands()

    def look(self, look: Look) -> Seen | None:
        present = [
            one
            for one in look.presences
            if one.thing in self._rule.things and self._zone.holds(one.last.foot)
        ]
        stands = self._stands.follow(present, look.at_ms)
        standing = [
            one
            for one in present
            if one.looks >= _LEAST_LOOKS and self._is_long(one, stands[one.number])
        ]
        if not standing:
            return None
        score = max((one.strength for one in standing if one.is_seen(look.at_ms)), default=0.0)
        return Seen(
            since_ms=min(stands[one.number].since_ms for one in standing),
            score=score,
            boxes=tuple(one.last.box for one in standing),
            count=len(standing),
            begins=score >= self._rule.score,
        )

    def _is_long(self, one: Presence, stand: Stand) -> bool:
        stood_s = (one.last.at_ms - stand.since_ms) / 1_000
        seen_s = one.seen_s - stand.seen_before_s
        return stood_s >= self._rule.seconds and seen_s >= self._settings.seen_share * stood_s
