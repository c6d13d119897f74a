"""Intrusion: a foot in the zone, sure enough, told once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, ended, every, watch
from tests.monitoring.tracks.made import One, standing

YARD = ((0.4, 0.4), (0.6, 0.4), (0.6, 0.9), (0.4, 0.9))
RULE = Rule(rule_id="yard", kind=RuleKind.INTRUSION, points=YARD, score=0.45)
INSIDE = One(standing(0.5, 0.8))
OUTSIDE = One(standing(0.2, 0.8))


def test_somebody_in_the_zone_is_told_at_the_second_sighting() -> None:
    said = watch(RULE, every(0.2, 4, One(INSIDE.box, 0.5)))
    (began,) = begun(said)
    assert (began.at_ms, began.since_ms, began.count) == (200, 0, 1)
    assert began.boxes[0] == pytest.approx(INSIDE.box, abs=1e-6)


def test_it_goes_on_at_most_each_second() -> None:
    said = watch(RULE, every(0.2, 10, One(INSIDE.box, 0.5)))
    on = [raised.at_ms for raised in said if raised.phase is Phase.GOES_ON]
    assert on == [1_200 + second * 1_000 for second in range(len(on))]
    assert len(on) == 9


def test_it_ends_once_after_its_hold() -> None:
    said = watch(RULE, every(0.2, 3, INSIDE) + every(0.2, 10, OUTSIDE, start_s=3))
    assert [raised.occasion for raised in ended(said)] == [1]
    assert ended(said)[0].at_ms == 2_800 + 5_000


def test_a_flicker_ends_nothing() -> None:
    looks = [
        (at_ms, ones if look % 4 < 2 else ())
        for look, (at_ms, ones) in enumerate(every(0.2, 20, INSIDE))
    ]
    said = watch(RULE, looks)
    assert len(begun(said)) == 1
    assert not ended(said)


def test_who_comes_again_later_is_another_occasion() -> None:
    looks = every(0.2, 2, INSIDE) + every(0.2, 8, start_s=2) + every(0.2, 2, INSIDE, start_s=10)
    assert [raised.occasion for raised in begun(watch(RULE, looks))] == [1, 2]


def test_a_head_before_the_zone_is_nobody_in_it() -> None:
    assert not watch(RULE, every(0.2, 4, One((0.48, 0.5, 0.52, 0.95))))


def test_one_sighting_at_full_rate_is_nothing() -> None:
    looks = every(0.2, 2, OUTSIDE) + every(0.2, 0.2, INSIDE, start_s=2)
    assert not watch(RULE, looks + every(0.2, 2, OUTSIDE, start_s=2.2))


def test_on_a_key_picture_one_strong_sighting_is_enough() -> None:
    strong, weak = One(INSIDE.box, 0.6), One(INSIDE.box, 0.5)
    assert len(begun(watch(RULE, [(0, [strong])]))) == 1
    assert not watch(RULE, [(0, [weak])])
    assert begun(watch(RULE, [(0, [weak]), (4_000, [weak])]))[0].at_ms == 4_000


def test_another_thing_than_asked_for_is_nothing() -> None:
    assert not watch(RULE, every(0.2, 4, One(INSIDE.box, thing=Thing.CAR)))


def test_two_at_once_are_one_occasion_of_two() -> None:
    said = watch(RULE, every(0.2, 4, INSIDE, One(standing(0.56, 0.85))))
    assert [(raised.count, len(raised.boxes)) for raised in begun(said)] == [(2, 2)]


def test_feet_below_the_picture_count_at_its_edge() -> None:
    floor = Rule(
        rule_id="f",
        kind=RuleKind.INTRUSION,
        points=((0.3, 0.7), (0.7, 0.7), (0.7, 0.99), (0.3, 0.99)),
    )
    assert begun(watch(floor, every(0.2, 2, One((0.45, 0.6, 0.55, 1.0)))))
    assert begun(watch(floor, every(0.2, 2, One((0.45, 0.6, 0.55, 1.04)))))


@settings(max_examples=40)
@given(st.lists(st.floats(0.31, 1.0), min_size=1, max_size=20), st.sampled_from([0.2, 2.0]))
def test_a_score_above_that_told_would_have_said_nothing(scores: list[float], gap_s: float) -> None:
    """What tuning relies on: the score of ENDED is the highest that the rule could have asked for."""
    looks: list[Looked] = [
        (look * gap_s * 1_000, [One(INSIDE.box, score)]) for look, score in enumerate(scores)
    ]
    looks += every(gap_s, 10 * max(gap_s, 1), start_s=len(scores) * gap_s)
    said = watch(RULE, looks)
    best = max((raised.score for raised in said), default=RULE.score)
    stricter = Rule(
        rule_id="yard", kind=RuleKind.INTRUSION, points=YARD, score=min(1.0, best + 0.001)
    )
    assert best > 0.999 or not watch(stricter, looks)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.booleans(), st.floats(0.05, 1.0)), max_size=60),
    st.sampled_from([0.2, 1.0, 4.0, 10.0]),
)
def test_each_occasion_begins_once_and_ends_once(
    looks: list[tuple[bool, float]], gap_s: float
) -> None:
    said = watch(
        RULE,
        [
            (place * gap_s * 1_000, [One(INSIDE.box if inside else OUTSIDE.box, score)])
            for place, (inside, score) in enumerate(looks)
        ]
        + every(gap_s, gap_s * 30, OUTSIDE, start_s=len(looks) * gap_s),
    )
    by_occasion: dict[int, list[Phase]] = {}
    for raised in said:
        by_occasion.setdefault(raised.occasion, []).append(raised.phase)
    assert list(by_occasion) == list(range(1, len(by_occasion) + 1))
    for phases in by_occasion.values():
        assert phases[0] is Phase.BEGAN
        assert phases[-1] is Phase.ENDED
        assert all(phase is Phase.GOES_ON for phase in phases[1:-1])
