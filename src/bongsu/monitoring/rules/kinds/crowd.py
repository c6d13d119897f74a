"""Crowd density (인파 밀집): so many feet in the zone at once, in two looks that follow each other."""

from bongsu.monitoring.rules.geometry import zone_of
from bongsu.monitoring.rules.looked import Look, Seen
from bongsu.monitoring.rules.presence import Presence
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings

_KEPT = 0.8
"""Share of the count with which a crowd goes on: people hide one another."""


class Crowd:
    def __init__(self, rule: Rule, settings: JudgeSettings) -> None:
        self._rule = rule
        self._settings = settings
        self._zone = zone_of(rule.points)
        self._since_ms: float | None = None
        self._looks = 0

    def look(self, look: Look) -> Seen | None:
        inside = sorted(
            (one for one in look.presences if self._counts(one, look)),
            key=lambda one: -one.strength,
        )
        sure = [one for one in inside if one.strength >= self._rule.score]
        if len(inside) < max(2, _KEPT * self._rule.count):
            self._since_ms, self._looks = None, 0
            return None
        enough = len(sure) >= self._rule.count
        self._looks = self._looks + 1 if enough else 0
        if enough and self._since_ms is None:
            self._since_ms = look.at_ms
        return Seen(
            since_ms=look.at_ms if self._since_ms is None else self._since_ms,
            score=inside[self._rule.count - 1].strength if enough else 0.0,
            boxes=tuple(one.last.box for one in inside),
            count=len(inside),
            begins=self._looks >= 2,
        )

    def _counts(self, one: Presence, look: Look) -> bool:
        unseen_ms = look.at_ms - one.last.at_ms
        least = self._rule.score - self._settings.keep_margin
        return (
            unseen_ms <= self._settings.crowd_unseen_s * 1_000
            and one.thing in self._rule.things
            and one.strength >= least
            and self._zone.holds(one.last.foot)
        )
