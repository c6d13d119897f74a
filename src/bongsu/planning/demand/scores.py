"""Scores of the cells (dossier §7.2), their parts and what a planner is told of one cell."""

from dataclasses import dataclass

import msgspec

from bongsu.planning.grid.points import Floats
from bongsu.planning.words import Told


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
    """1 + additions for shares above the mean."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The weighted total per cell."""

    parts: Parts
    total: Floats
