"""Abandoned-object candidate (방치 물체 의심): a bag stands where it was put and whoever attended to it has gone. Nobody has
measured it: a person must look."""

from dataclasses import dataclass, field

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.geometry import zone_of
from bongsu.monitoring.rules.kinds.stopped import Stands
from bongsu.monitoring.rules.looked import Look, Seen
from bongsu.monitoring.rules.presence import Presence, way
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings

_NEAR = 1.0
"""Of a person's height, from foot to bag."""
_WAS_BY_MS = 2_000.0
_LEAST_LOOKS = 3


@dataclass(slots=True)
class _Bag:
    """`by`: who is near and since when; `alone_ms`: when it was last attended to."""

    alone_ms: float
    is_news: bool
    by: dict[int, float] = field(default_factory=dict)
    owned: bool = False


class AbandonedCandidate:
    """Of two sorts: a bag somebody was with, and one that was not there when watching began."""

    def __init__(self, rule: Rule, settings: JudgeSettings) -> None:
        self._rule = rule
        self._settings = settings
        self._zone = zone_of(rule.points)
        self._stands = Stands()
        self._bags: dict[int, _Bag] = {}
        self._began_ms: float | None = None

    def look(self, look: Look) -> Seen | None:
        if self._began_ms is None:
            self._began_ms = look.at_ms
        bags = [
            one
            for one in look.presences
            if one.thing in self._rule.things and self._zone.holds(one.last.foot)
        ]
        people = [
            one
            for one in look.presences
            if one.thing is Thing.PERSON and look.at_ms - one.last.at_ms <= _WAS_BY_MS
        ]
        stands = self._stands.follow(bags, look.at_ms)
        self._bags = {one.number: self._attended(one, people, look) for one in bags}
        left = [
            one
            for one in bags
            if self._is_left(one, max(self._bags[one.number].alone_ms, stands[one.number].since_ms))
        ]
        return self._seen(left, look) if left else None

    def _attended(self, one: Presence, people: list[Presence], look: Look) -> _Bag:
        bag = self._bags.get(one.number)
        if bag is None:
            began_ms = self._began_ms or 0.0
            news = one.first.at_ms - began_ms > self._settings.settled_s * 1_000
            bag = _Bag(one.first.at_ms, news)
        near = [each.number for each in people if _is_near(each, one, look.aspect)]
        first = one.looks == 1
        bag.by = {number: bag.by.get(number, look.at_ms) for number in near}
        stays = [look.at_ms - since >= self._settings.owner_s * 1_000 for since in bag.by.values()]
        if any(stays) or (first and near):
            bag.alone_ms, bag.owned = look.at_ms, True
        return bag

    def _is_left(self, one: Presence, since_ms: float) -> bool:
        bag = self._bags[one.number]
        return (
            (bag.owned or bag.is_news)
            and one.looks >= _LEAST_LOOKS
            and one.last.at_ms - since_ms >= self._rule.seconds * 1_000
        )

    def _seen(self, left: list[Presence], look: Look) -> Seen:
        score = max((one.strength for one in left if one.is_seen(look.at_ms)), default=0.0)
        return Seen(
            since_ms=min(self._bags[one.number].alone_ms for one in left),
            score=score,
            boxes=tuple(one.last.box for one in left),
            count=len(left),
            begins=score >= self._rule.score,
        )


def _is_near(person: Presence, bag: Presence, aspect: float) -> bool:
    tall = person.last.box[3] - person.last.box[1]
    return way(person.last, bag.last, aspect) <= _NEAR * tall
