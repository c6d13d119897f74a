"""Scores of the cells (dossier §7.2), their parts and what a planner is told of one cell."""

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from bongsu.planning.config import Weights
from bongsu.planning.grid.points import Floats
from bongsu.planning.words import Told

Bools = NDArray[np.bool_]


class ScoreReason(msgspec.Struct, frozen=True):
    """One line of an explanation: `어두움: 3`, `50 m 안 카메라 없음: 5`."""

    part: str
    told: Told
    points: float


@dataclass(frozen=True, slots=True)
class Parts:
    """Unweighted parts per cell; the console weighs them anew while a slider moves."""

    watch: Floats
    """10 × (1 − covered share), 0…10."""
    crime: Floats
    """Quintile 1…5 of the proxy, 0 where nothing is known."""
    environment: Floats
    """0…5."""
    dark: Floats
    """0…3."""
    children: Floats
    """0…2."""
    requests: Floats
    """0…5."""
    factor: Floats
    """1 + additions for shares above the mean, × what a remote cell counts."""


@dataclass(frozen=True, slots=True)
class CrimeProxy:
    """Cases of a police station's area, spread over its dongs. One entry per cell."""

    per_cell: Floats
    """NaN where nothing is known."""
    station: tuple[str, ...]
    """"Empty where unknown."""
    by_people: bool
    """False where some share was made by area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One entry per cell. `unknown`: parts of the score of which no layer says anything."""

    covered: Floats
    """Share of its points that a camera reaches; NaN where it has no point (no street)."""
    nearest_m: Floats
    """From its middle to the nearest working crime-prevention camera; infinite where there is none."""
    crime: CrimeProxy
    nightlife: Floats
    lodging: Floats
    finance: Floats
    lights: Floats
    child_zones: Floats
    bells: Floats
    complaints: Floats
    police: Floats
    women: Bools
    """The dong's share lies above the district's; likewise the next two."""
    detached: Bools
    aged: Bools
    remote: Bools
    """Nothing that people put up is known near it: a hill or a river, to be looked at before anything is built."""
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """The weighted total per cell."""

    parts: Parts
    total: Floats
    facts: Facts
    weights: Weights
