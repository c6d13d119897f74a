"""Crowd density: so many feet in the zone, told at the second look, and people who hide one another are no end."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, ended, every, watch
from tests.monitoring.tracks.made import One, standing

RULE = Rule(rule_id="r", kind=RuleKind.CROWD, count=6)
HALF = Rule(
    rule_id="r",
    kind=RuleKind.CROWD,
    count=6,
    points=((0.0, 0.3), (0.5, 0.3), (0.5, 1.0), (0.0, 1.0)),
)


def people(number: int, first: float = 0.1) -> tuple[One, ...]:
    return tuple(One(standing(first + 0.07 * place, 0.8)) for place in range(number))


@pytest.mark.parametrize("gap_s", [0.2, 2.0, 10.0])
def test_enough_are_told_and_too_few_are_not(gap_s: float) -> None:
    (began,) = begun(watch(RULE, every(gap_s, gap_s * 8, *people(6))))
    assert began.count == 6
    assert began.at_ms <= 3 * gap_s * 1_000
    assert not watch(RULE, every(gap_s, gap_s * 8, *people(5)))


def test_only_feet_in_the_zone_count() -> None:
    assert not watch(HALF, every(0.2, 4, *people(6, 0.3)))
    assert begun(watch(HALF, every(0.2, 4, *people(6, 0.05))))


@settings(max_examples=8)
@given(st.integers(0, 10_000), st.floats(0.75, 1.0))
def test_people_who_are_not_always_found_are_one_crowd(seed: int, recall: float) -> None:
    chance = np.random.default_rng(seed)
    looks: list[Looked] = []
    for look in range(100):
        seen = chance.random(8) < recall
        looks.append(
            (look * 200.0, [one for one, here in zip(people(8), seen, strict=True) if here])
        )
    said = watch(RULE, looks)
    assert len(begun(said)) == 1
    assert not ended(said)


def test_broken_tracks_do_not_make_a_crowd() -> None:
    """Each of four is found only at every third look, and would be a new track each time."""
    looks: list[Looked] = []
    for look in range(60):
        looks.append((look * 1_000.0, people(4) if look % 3 else ()))
    assert not watch(RULE, looks)


def test_it_ends_when_they_have_gone() -> None:
    said = watch(RULE, every(0.2, 6, *people(8)) + every(0.2, 12, *people(3), start_s=6))
    assert len(ended(said)) == 1
    assert 11_000 <= ended(said)[0].at_ms <= 14_000
