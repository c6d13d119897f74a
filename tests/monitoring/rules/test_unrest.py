"""What flickers about one place is sifted out; who is surer, elsewhere, or only there for a while is not."""

import numpy as np
import pytest

from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found, Thing
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.unrest import SURE, Unrest, unrest_for
from bongsu.monitoring.words import RuleKind

PERSON, CAR = THINGS.index(Thing.PERSON), THINGS.index(Thing.CAR)
LONG_S = 600


def found(*people: tuple[float, float, float], thing: int = PERSON) -> Found:
    """Each at x, y of the feet, with a score."""
    boxes = [(x - 0.03, y - 0.2, x + 0.03, y) for x, y, _ in people]
    scores = np.array([score for _, _, score in people], np.float32)
    return Found(
        np.array(boxes, np.float32).reshape(-1, 4), scores, np.full(len(people), thing, np.int8)
    )


def restless(score: float = 0.45, seconds: int = LONG_S, every_s: int = 2) -> Unrest:
    """A flag that is taken for somebody in each other look, now here, now a little aside."""
    unrest = Unrest()
    for at_s in range(0, seconds, every_s):
        aside = 0.015 * (at_s // every_s % 3)
        seen = found((0.5 + aside, 0.7, score)) if at_s // every_s % 2 else NOTHING
        unrest.sifted(at_s * 1000.0, seen)
    return unrest


def left(unrest: Unrest, seen: Found, at_s: float = LONG_S) -> int:
    return len(unrest.sifted(at_s * 1000.0, seen))


def test_what_flickers_about_one_place_is_sifted_out() -> None:
    assert left(restless(), found((0.5, 0.7, 0.45), (0.52, 0.7, 0.4))) == 0


def test_who_is_surer_than_that_is_there() -> None:
    assert left(restless(), found((0.5, 0.7, 0.58))) == 1


def test_who_is_quite_sure_is_always_there() -> None:
    assert left(restless(0.59), found((0.5, 0.7, SURE + 0.01))) == 1


def test_who_stands_elsewhere_is_there() -> None:
    seen = found((0.5, 0.7, 0.4), (0.8, 0.7, 0.4), (0.5, 0.95, 0.4))
    assert left(restless(), seen) == 2


@pytest.mark.parametrize("every_s", [1, 2, 4])
def test_who_stays_for_two_minutes_is_not_sifted_out(every_s: int) -> None:
    unrest = Unrest()
    for at_s in range(0, 120, every_s):
        assert len(unrest.sifted(at_s * 1000.0, found((0.5, 0.7, 0.4)))) == 1


def test_passers_by_now_and_then_settle_nothing() -> None:
    """One in five minutes, ten seconds in view of each place on the way."""
    unrest = Unrest()
    for at_s in range(0, 7200, 2):
        seen = found((0.5, 0.7, 0.4)) if at_s % 300 < 10 else NOTHING
        assert len(unrest.sifted(at_s * 1000.0, seen)) == len(seen)


def test_sure_people_make_no_unrest() -> None:
    unrest = Unrest()
    for at_s in range(0, LONG_S, 2):
        unrest.sifted(at_s * 1000.0, found((0.5, 0.7, 0.8)))
    assert left(unrest, found((0.5, 0.7, 0.4))) == 1


def test_cars_are_meant_to_stay() -> None:
    unrest = Unrest()
    for at_s in range(0, LONG_S, 2):
        seen = found((0.5, 0.7, 0.4), thing=CAR)
        assert len(unrest.sifted(at_s * 1000.0, seen)) == 1


def test_it_is_forgotten_when_it_is_gone() -> None:
    unrest = restless()
    for at_s in range(LONG_S, LONG_S + 1800, 2):
        unrest.sifted(at_s * 1000.0, NOTHING)
    assert left(unrest, found((0.5, 0.7, 0.4)), LONG_S + 1800) == 1


def test_many_looks_in_a_second_count_no_more_than_few() -> None:
    unrest = Unrest()
    for step in range(600):
        unrest.sifted(step * 100.0, found((0.5, 0.7, 0.4)))
    assert left(unrest, found((0.5, 0.7, 0.4)), 61) == 1


@pytest.mark.parametrize("at_ms", [0.0, -5e9, 1e18])
def test_a_clock_that_jumps_does_no_harm(at_ms: float) -> None:
    unrest = restless()
    assert len(unrest.sifted(at_ms, found((0.1, 0.7, 0.4)))) == 1
    assert len(unrest.sifted(at_ms + 1, found((0.1, 0.7, 0.4), (0.9, 1.0, 0.4)))) == 2


def test_boxes_at_the_edges_and_none_at_all_are_no_fault() -> None:
    unrest = Unrest()
    seen = found((0.0, 0.0, 0.4), (1.0, 1.0, 0.4))
    assert len(unrest.sifted(0.0, seen)) == 2
    assert unrest.sifted(2000.0, NOTHING) is NOTHING


def test_where_a_crowd_is_counted_nobody_is_sifted_out() -> None:
    zone = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    crowd = Rule(rule_id="square", kind=RuleKind.CROWD, points=zone)
    yard = Rule(rule_id="yard", kind=RuleKind.INTRUSION, points=zone)
    assert unrest_for([yard, crowd]) is None
    assert unrest_for([yard]) is not None
