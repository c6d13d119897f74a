"""Which alarm comes first: how grave its kind is, how sure it is, where and when, and how rare on this camera. Pure.

Each factor is told to the operator, so that nobody has to believe a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from bongsu.monitoring.words import RuleKind
from bongsu.registry.camera import Purpose

KIND_WEIGHTS: Mapping[RuleKind, float] = {
    RuleKind.CROWD: 1.3,
    RuleKind.WRONG_WAY: 1.1,
    RuleKind.INTRUSION: 1.0,
    RuleKind.LOITERING: 0.8,
    RuleKind.LINE_CROSSING: 0.7,
    RuleKind.VEHICLE_STOPPED: 0.6,
    # unmeasured: below everything that was measured at the same score
    RuleKind.FALL_CANDIDATE: 0.5,
    RuleKind.ABANDONED_CANDIDATE: 0.4,
}
# before these nobody waits for the next ten minutes
URGENT = frozenset({RuleKind.CROWD, RuleKind.WRONG_WAY})
IN_AN_INCIDENT = 1.5
_COMMON, _RARE = 0.4, 1.2
_LATE_H, _EARLY_H = 22, 5
_SCHOOL = ((7 * 60 + 30, 9 * 60 + 30), (12 * 60, 17 * 60))


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of the camera. `hour` and the rest by Seoul's clock; `has_incident`: it shows one that runs."""

    purpose: Purpose
    at: datetime
    """In Seoul."""
    has_incident: bool = False
    a_day: float = 0.0
    """How often this rule was raised on this camera in the last day, this time not counted."""


@dataclass(frozen=True, slots=True)
class Why:
    """One factor, 1.0 = neither up nor down."""

    factor: str
    value: float


@dataclass(frozen=True, slots=True)
class Rank:
    value: float
    why: tuple[Why, ...]


def rank(kind: RuleKind, score: float, where: Where) -> Rank:
    """Higher comes first."""
    why = (
        Why("kind", KIND_WEIGHTS[kind]),
        Why("score", min(1.0, max(0.0, score))),
        Why("place", place_weight(where.purpose, where.at)),
        Why("rarity", rarity(where.a_day)),
        Why("incident", IN_AN_INCIDENT if where.has_incident else 1.0),
    )
    value = 1.0
    for one in why:
        value *= one.value
    return Rank(round(value, 6), why)


def place_weight(purpose: Purpose, at: datetime) -> float:
    """`at` by Seoul's clock: 어린이보호 counts most around school, 생활방범 at night."""
    minute = at.hour * 60 + at.minute
    is_school = at.weekday() < 5 and any(begins <= minute < ends for begins, ends in _SCHOOL)
    is_night = at.hour >= _LATE_H or at.hour < _EARLY_H
    match purpose:
        case Purpose.CHILDREN:
            return 1.4 if is_school else 1.0
        case Purpose.CRIME_PREVENTION | Purpose.MULTI | Purpose.FACILITY:
            return 1.25 if is_night else 1.0
        case Purpose.DISASTER:
            return 1.1
        case Purpose.DUMPING | Purpose.TRAFFIC_ENFORCEMENT | Purpose.TRAFFIC_INFORMATION:
            return 0.8
        case _:
            return 1.0


def rarity(a_day: float) -> float:
    """What happens all day says little; never so little that it vanishes."""
    return max(_COMMON, _RARE / sqrt(1.0 + max(0.0, a_day) / 3.0))
