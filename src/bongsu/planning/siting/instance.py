"""The siting problem as plain arrays: options of sites, what they cost, what they cover, who may pay.

Pure arrays, so that an analyst can make one without anything else of ours. Maximise Σ weight of covered targets
+ Σ bonus of chosen options, at most one option a site, within purses, counts, spacing, quotas and floors."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Between:
    """Σ coefficient of chosen options lies between the two; `name` is for refusals (`quota.complaint`, `floor.…`)."""

    name: str
    coefficient: Floats
    """Per option."""
    least: float = -np.inf
    most: float = np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """`options` below is the number of options, `targets` that of targets; money in won."""

    weight: Floats
    """[targets] ≥ 0."""
    site: Ints
    """[options] index of the site that an option belongs to."""
    cost: Ints
    """[options]."""
    bonus: Floats
    """[options] worth beyond coverage (a smart pole's light)."""
    cover_start: Ints
    """[options + 1]; option k covers `cover_target[cover_start[k]:cover_start[k + 1]]`."""
    cover_target: Ints
    fund_won: Ints
    """[funds]."""
    may_pay: Bools
    """[funds, options]. A site's cost may be split over purses that may pay for it (매칭)."""
    limits: tuple[Between, ...] = ()
    conflicts: tuple[tuple[int, int], ...] = ()
    """Pairs of sites that stand too close to each other."""
    forced: frozenset[int] = field(default_factory=frozenset)
    """Sites that must be chosen; `forbidden` must not."""
    forbidden: frozenset[int] = field(default_factory=frozenset)
