"""What replacing each camera is worth, who may be chosen under the rule, and the words that say why."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.fleet import Fleet
from bongsu.planning.replacement.lifetime import next_year, of_a_new_one
from bongsu.planning.replacement.listed import LeftOut, Lifetime
from bongsu.planning.siting.instance import Bools, Floats

_OFTEN = 0.9
"""Above this quantile of the fleet a reason is worth a word."""


class Why(StrEnum):
    """Reasons of a camera on the list."""

    FAILED = "failed"
    OVER_AGE = "over_age"
    AGE_UNKNOWN = "age_unknown"
    LOW_PIXELS = "low_pixels"
    UNCERTIFIED = "uncertified"
    NO_ANALYTICS = "no_analytics"
    FAULTS = "faults"
    HIGH_RISK = "high_risk"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Worth:
    """Per camera. `removed`: risk × criticality that another one takes away; `total`: with what it lacks beside."""

    risk: Floats
    removed: Floats
    total: Floats
    over_age: Bools
    eligible: Bools


def worth_of(fleet: Fleet, lifetime: Lifetime, config: Replacement) -> Worth:
    """Risk removed × criticality, plus the configured worth of pixels, certificate and analytics."""
    risk = next_year(fleet, lifetime)
    gone = np.maximum(0.0, risk - of_a_new_one(lifetime))
    lacks = (
        config.low_pixels * fleet.low_pixels
        + config.uncertified * fleet.uncertified
        + config.no_analytics * fleet.no_analytics
    )
    over_age = np.nan_to_num(fleet.least_age) > config.life_years
    eligible = fleet.standing & (fleet.criticality > 0)
    if config.over_age_only:
        eligible &= over_age
    return Worth(
        risk=risk,
        removed=gone * fleet.criticality,
        total=(gone + lacks) * fleet.criticality,
        over_age=over_age,
        eligible=eligible,
    )


def left_out(fleet: Fleet, worth: Worth, config: Replacement) -> tuple[LeftOut, ...]:
    """Each camera once, by the first reason."""
    waiting = ~worth.eligible
    found = []
    for why, these in (
        ("gone", ~fleet.standing),
        ("not_needed", fleet.criticality <= 0),
        ("age_unknown", ~np.isfinite(fleet.age)),
        ("not_over_age", ~worth.over_age),
    ):
        count = int((waiting & these).sum())
        waiting = waiting & ~these
        if count and (config.over_age_only or why in {"gone", "not_needed"}):
            found.append(LeftOut(why, count))
    return tuple(found)


def reasons(fleet: Fleet, worth: Worth) -> list[tuple[str, ...]]:
    """In the order a council would ask."""
    standing = fleet.standing
    logged = np.nan_to_num(fleet.faults)
    flags = (
        (Why.FAILED, fleet.failed & standing),
        (Why.OVER_AGE, worth.over_age),
        (Why.AGE_UNKNOWN, ~np.isfinite(fleet.age)),
        (Why.LOW_PIXELS, fleet.low_pixels),
        (Why.UNCERTIFIED, fleet.uncertified),
        (Why.NO_ANALYTICS, fleet.no_analytics),
        (Why.FAULTS, _high(logged, standing)),
        (Why.HIGH_RISK, _high(worth.risk, standing)),
        (Why.CRITICAL, _high(fleet.criticality, standing)),
    )
    return [
        tuple(why.value for why, has in flags if has[index]) for index in range(len(fleet.cameras))
    ]


def _high(values: Floats, standing: Bools) -> Bools:
    if not standing.any():
        return np.zeros(len(values), dtype=bool)
    high: Bools = values > np.quantile(values[standing], _OFTEN)
    return high
