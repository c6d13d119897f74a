"""What a look promises: what a rule asks for now, in its zone, deserves a closer look; the rest only says there is life."""

from datetime import datetime

import pytest

from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.detectors.found import NOTHING, Thing
from bongsu.monitoring.rules.rule import Hours, Rule
from bongsu.monitoring.words import RuleKind
from bongsu.monitoring.worker.interest import DESERVES, Interest, Interests
from tests.monitoring.tracks.made import One, found, standing

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SEOUL)
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=SEOUL)
LEFT = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0))
ZONE = Rule(rule_id="z", kind=RuleKind.INTRUSION, points=LEFT)
AT_NIGHT = Rule(
    rule_id="n", kind=RuleKind.INTRUSION, hours=(Hours(from_minute=22 * 60, to_minute=6 * 60),)
)
LINE = Rule(rule_id="l", kind=RuleKind.LINE_CROSSING, points=((0.1, 0.5), (0.2, 0.5)))
CARS = Rule(rule_id="c", kind=RuleKind.VEHICLE_STOPPED, things=frozenset({Thing.CAR}))


def somebody(x: float, score: float = 0.8, thing: Thing = Thing.PERSON) -> One:
    return One(standing(x, 0.8), score, thing)


def test_an_empty_street_promises_nothing() -> None:
    assert Interests((ZONE,)).of(NOTHING, NOON) == Interest()


def test_somebody_in_the_zone_deserves_a_closer_look() -> None:
    seen = Interests((ZONE,)).of(found(somebody(0.3)), NOON)
    assert seen.deserves
    assert seen.chance == pytest.approx(0.8)


def test_somebody_beside_the_zone_shows_that_there_is_life() -> None:
    seen = Interests((ZONE,)).of(found(somebody(0.8)), NOON)
    assert not seen.deserves
    assert 0.1 < seen.chance < 0.5


def test_the_surest_in_the_zone_counts_not_the_surest_at_all() -> None:
    seen = Interests((ZONE,)).of(found(somebody(0.8, 0.9), somebody(0.3, 0.5)), NOON)
    assert seen.deserves
    assert seen.chance == pytest.approx(0.5)


def test_what_is_hardly_seen_is_no_reason() -> None:
    seen = Interests((ZONE,)).of(found(somebody(0.3, DESERVES - 0.05)), NOON)
    assert not seen.deserves
    assert seen.chance == pytest.approx(DESERVES - 0.05)


def test_outside_a_rules_hours_nobody_deserves_it() -> None:
    interests = Interests((AT_NIGHT,))
    assert not interests.of(found(somebody(0.3)), NOON).deserves
    assert interests.of(found(somebody(0.3)), NIGHT).deserves


def test_who_will_cross_a_line_comes_from_anywhere() -> None:
    assert Interests((LINE,)).of(found(somebody(0.9)), NOON).deserves


def test_only_things_that_a_rule_asks_for_count() -> None:
    interests = Interests((CARS,))
    assert interests.of(found(somebody(0.3)), NOON) == Interest()
    assert interests.of(found(somebody(0.3, 0.8, Thing.CAR)), NOON).deserves


def test_without_rules_people_show_that_there_is_life() -> None:
    seen = Interests(()).of(found(somebody(0.3)), NOON)
    assert not seen.deserves
    assert seen.chance > 0
