"""Which comes first, and why: every factor is told."""

from datetime import datetime
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.alarms.rank import (
    KIND_WEIGHTS,
    URGENT,
    Where,
    place_weight,
    rank,
    rarity,
)
from bongsu.monitoring.words import RuleKind
from bongsu.registry.camera import Purpose

MONDAY_8, MONDAY_11 = (
    datetime(2026, 11, 23, 8, tzinfo=SEOUL),
    datetime(2026, 11, 23, 11, tzinfo=SEOUL),
)
SUNDAY_8, NIGHT = datetime(2026, 11, 22, 8, tzinfo=SEOUL), datetime(2026, 11, 23, 2, tzinfo=SEOUL)
HERE = Where(Purpose.CRIME_PREVENTION, MONDAY_11)
kinds, scores = st.sampled_from(list(RuleKind)), st.floats(0, 1)


@given(kinds, scores, st.sampled_from(list(Purpose)), st.datetimes(), st.floats(0, 500))
def test_its_value_is_what_its_factors_say(
    kind: RuleKind, score: float, purpose: Purpose, at: datetime, a_day: float
) -> None:
    found = rank(kind, score, Where(purpose, at, a_day=a_day))
    assert found.value == pytest.approx(prod(one.value for one in found.why), abs=1e-6)
    assert {one.factor for one in found.why} == {"kind", "score", "place", "rarity", "incident"}


@given(kinds, scores, scores)
def test_the_surer_comes_first(kind: RuleKind, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert rank(kind, low, HERE).value <= rank(kind, high, HERE).value


def test_every_kind_has_its_weight_and_candidates_the_least() -> None:
    assert set(KIND_WEIGHTS) == set(RuleKind)
    candidates = [KIND_WEIGHTS[one] for one in RuleKind if one.is_candidate]
    measured = [KIND_WEIGHTS[one] for one in RuleKind if not one.is_candidate]
    assert max(candidates) < min(measured)
    assert not any(one.is_candidate for one in URGENT)


@given(st.floats(0, 1000), st.floats(0, 1000))
def test_the_rarer_comes_first_and_nothing_vanishes(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert rarity(low) >= rarity(high) >= 0.4


def test_a_running_incident_moves_its_cameras_up() -> None:
    there = Where(HERE.purpose, HERE.at, has_incident=True)
    assert rank(RuleKind.INTRUSION, 0.5, there).value > rank(RuleKind.INTRUSION, 0.5, HERE).value


@pytest.mark.parametrize(
    ("purpose", "at", "weight"),
    [
        (Purpose.CHILDREN, MONDAY_8, 1.4),
        (Purpose.CHILDREN, MONDAY_11, 1.0),
        (Purpose.CHILDREN, SUNDAY_8, 1.0),
        (Purpose.CRIME_PREVENTION, NIGHT, 1.25),
        (Purpose.CRIME_PREVENTION, MONDAY_11, 1.0),
        (Purpose.MULTI, NIGHT, 1.25),
        (Purpose.TRAFFIC_INFORMATION, NIGHT, 0.8),
        (Purpose.DUMPING, MONDAY_8, 0.8),
        (Purpose.DISASTER, NIGHT, 1.1),
        (Purpose.OTHER, NIGHT, 1.0),
    ],
)
def test_place_and_hour(purpose: Purpose, at: datetime, weight: float) -> None:
    assert place_weight(purpose, at) == weight


def test_school_begins_and_ends_to_the_minute() -> None:
    begins = MONDAY_8.replace(hour=7, minute=30)
    assert place_weight(Purpose.CHILDREN, begins) == 1.4
    assert place_weight(Purpose.CHILDREN, begins.replace(minute=29)) == 1.0
    assert place_weight(Purpose.CHILDREN, MONDAY_8.replace(hour=17)) == 1.0
