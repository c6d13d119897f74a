"""Scores the cells (dossier §7.2): six parts, weighed, times what the dong's people add. The city's priority areas are
no part of it (decision 012.5)."""

import numpy as np

from bongsu.planning.config import Weights
from bongsu.planning.demand.crime_proxy import grades
from bongsu.planning.demand.facts import gather
from bongsu.planning.demand.scores import Facts, Parts, Scores
from bongsu.planning.grid.points import Cells, Floats
from bongsu.planning.inputs.values import Inputs

MOST_WATCH, MOST_ENVIRONMENT, MOST_DARK, MOST_REQUESTS = 10.0, 5.0, 3.0, 5.0


def score(cells: Cells, covered: Floats, inputs: Inputs, weights: Weights) -> Scores:
    """`covered`: share of each cell's points that cameras reach (`facts.covered_share`)."""
    facts = gather(cells, covered, inputs, weights)
    parts = parts_of(facts, weights)
    return Scores(parts, weighed(parts, weights), facts, weights)


def parts_of(facts: Facts, weights: Weights) -> Parts:
    unwatched = unwatched_share(facts)
    return Parts(
        watch=MOST_WATCH * unwatched,
        crime=_crime(facts),
        environment=np.minimum(
            MOST_ENVIRONMENT,
            weights.nightlife * facts.nightlife
            + weights.lodging * facts.lodging
            + weights.finance * facts.finance,
        ),
        dark=darkness(facts, weights),
        children=unwatched * ((facts.child_zones > 0).astype(float) + (facts.bells > 0)),
        requests=np.minimum(
            MOST_REQUESTS,
            np.log1p(facts.complaints) * weights.complaint
            + weights.police_request * (facts.police > 0),
        ),
        factor=added_by_people(facts, weights) * np.where(facts.remote, weights.remote, 1.0),
    )


def weighed(parts: Parts, weights: Weights) -> Floats:
    """The total per cell; the console does the same while a slider moves."""
    return parts.factor * (
        weights.watch * parts.watch
        + weights.crime * parts.crime
        + weights.environment * parts.environment
        + weights.dark * parts.dark
        + weights.children * parts.children
        + weights.requests * parts.requests
    )


def added_by_people(facts: Facts, weights: Weights) -> Floats:
    shares = (
        (weights.women, facts.women),
        (weights.detached, facts.detached),
        (weights.aged, facts.aged),
    )
    return np.ones(len(facts.lights)) + sum(weight * above for weight, above in shares)


def unwatched_share(facts: Facts) -> Floats:
    """0 where a cell has no point: there is nobody to be watched over."""
    return np.nan_to_num(1.0 - facts.covered, nan=0.0)


def _crime(facts: Facts) -> Floats:
    known = "crime" not in facts.unknown
    return grades(facts.crime.per_cell) if known else np.zeros(len(facts.lights))


def darkness(facts: Facts, weights: Weights) -> Floats:
    """By the count of security lights in the cell; 0 where nothing is known of lights at all."""
    if "dark" in facts.unknown:
        return np.zeros(len(facts.lights))
    return MOST_DARK * (1.0 - np.minimum(1.0, facts.lights / weights.lights_enough))
