"""Chance to fail within the next year, out of a lifetime's two numbers. Pure NumPy: the fit itself is `survival.py`."""

from collections.abc import Mapping

import numpy as np

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.fleet import Fleet
from bongsu.planning.replacement.listed import Lifetime
from bongsu.planning.siting.instance import Bools, Floats

FAULTS_NEEDED = 4.0
"""So many expected faults weigh as much as a camera's own record: one fault says little."""


def assumed(config: Replacement, failures: int, cameras: int) -> Lifetime:
    """The configured assumption, when too few have failed to learn from."""
    scale = config.half_life_years / np.log(2.0) ** (1.0 / config.shape)
    return Lifetime(
        fitted=False,
        failures=failures,
        cameras=cameras,
        shape=config.shape,
        shape_low=config.shape,
        shape_high=config.shape,
        scale_years=float(scale),
        scale_low=float(scale),
        scale_high=float(scale),
    )


def hazard_between(age: Floats, until: Floats, shape: float, scale: Floats) -> Floats:
    """Cumulative hazard H(until) − H(age)."""
    return np.asarray((until / scale) ** shape - (age / scale) ** shape, dtype=np.float64)


def next_year(fleet: Fleet, lifetime: Lifetime) -> Floats:
    """Conditional on standing today. Where the age is not known: the mean of those whose age is."""
    age = fleet.age
    scale = scales(fleet, lifetime.scale_years, lifetime.factors)
    hazard = hazard_between(age, age + 1.0, lifetime.shape, scale)
    chance = -np.expm1(-hazard * own_record(fleet))
    # what has failed already will not get better by itself
    chance = np.where(fleet.failed & fleet.standing, 1.0, chance)
    known = np.isfinite(chance)
    mean = float(chance[known & fleet.standing].mean()) if (known & fleet.standing).any() else 0.0
    return np.where(known, chance, mean)


def of_a_new_one(lifetime: Lifetime) -> float:
    """Chance that the new camera fails in its first year: what replacing cannot remove."""
    return float(-np.expm1(-((1.0 / lifetime.scale_years) ** lifetime.shape)))


def scales(fleet: Fleet, scale_years: float, factors: Mapping[str, float]) -> Floats:
    """Each camera's own scale."""
    scale = np.full(len(fleet.cameras), scale_years)
    for name, has in properties(fleet).items():
        scale = np.where(has, scale * factors.get(name, 1.0), scale)
    return scale


def properties(fleet: Fleet) -> dict[str, Bools]:
    """What may make a lifetime shorter or longer."""
    return {"low_pixels": fleet.low_pixels, "ptz": fleet.ptz}


def own_record(fleet: Fleet) -> Floats:
    """Faults in the log beside the fleet's mean for the same time, drawn towards 1 (gamma frailty); 1 without a log."""
    logged = np.isfinite(fleet.faults) & (fleet.observed > 0)
    if not logged.any() or fleet.faults[logged].sum() == 0:
        return np.ones(len(fleet.cameras))
    rate = fleet.faults[logged].sum() / fleet.observed[logged].sum()
    expected = rate * fleet.observed
    had = np.where(logged, fleet.faults, expected)
    return np.asarray((FAULTS_NEEDED + had) / (FAULTS_NEEDED + expected), dtype=np.float64)
