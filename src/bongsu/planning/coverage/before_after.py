"""Coverage before and after a plan, as shares of what the points are worth: in all, by dong, by cell, by purpose.

Weighted by score, a point counts what it is worth; unweighted, each point counts alike. Points along streets or in a
grid are told alike."""

from collections.abc import Sequence

import numpy as np

from bongsu.planning.coverage.covers import Bools
from bongsu.planning.coverage.sight import Outlines
from bongsu.planning.coverage.standing import Standing, seen_by
from bongsu.planning.coverage.worth import Worth
from bongsu.planning.grid.points import Cells, Floats, Ints, Points
from bongsu.planning.inputs.values import Dong, StandingCamera
from bongsu.planning.plans.drawn import Covered

ALL, UNWEIGHTED, REACHED, ALWAYS = "", "unweighted", "reached", "always"
NEW_PURPOSE = "crime_prevention"
"""What a new site is for (PIPA art. 25(1)2)."""


def with_plan(standing: Standing, reach: Ints, always: Ints) -> Standing:
    """`reach`, `always`: points that the plan's sites cover."""
    reached, looked_at = standing.reached.copy(), standing.always.copy()
    reached[reach], looked_at[always] = True, True
    return Standing(reached & standing.outdoors, looked_at & standing.outdoors, standing.outdoors)


def overall(before: Standing, after: Standing, worth: Worth) -> tuple[Covered, ...]:
    """By score; each point alike; then what is reached and what is always looked at, by score."""
    each = before.outdoors.astype(np.float64)
    alike = [_parts(state, worth.always_share) for state in (before, after)]
    return (
        _covered(ALL, "전체(점수 가중)", worth.whole, alike[0], alike[1]),
        _covered(UNWEIGHTED, "전체(가중 없음)", each, alike[0], alike[1]),
        _covered(REACHED, "회전 시 보이는 곳", worth.whole, before.reached, after.reached),
        _covered(ALWAYS, "항상 보이는 곳", worth.whole, before.always, after.always),
    )


def by_dong(
    before: Standing,
    after: Standing,
    worth: Worth,
    points: Points,
    cells: Cells,
    dongs: Sequence[Dong],
) -> tuple[Covered, ...]:
    """In the order of `dongs`, by score; a dong without points is there with 0."""
    dong = cells.dong[points.cell]
    one, other = (_parts(state, worth.always_share) for state in (before, after))
    return tuple(
        _covered(each.code, each.name, worth.whole * (dong == index), one, other)
        for index, each in enumerate(dongs)
    )


def by_cell(
    before: Standing, after: Standing, worth: Worth, points: Points, cells: int
) -> tuple[Floats, Floats]:
    """Share of each cell before and after, each point alike; NaN for a cell where nothing can be seen."""
    count = np.bincount(points.cell, weights=before.outdoors, minlength=cells)
    with np.errstate(invalid="ignore", divide="ignore"):
        one, other = (
            np.bincount(points.cell, weights=_parts(state, worth.always_share), minlength=cells)
            / count
            for state in (before, after)
        )
    return one, other


def by_purpose(
    cameras: Sequence[StandingCamera],
    reach: Ints,
    always: Ints,
    worth: Worth,
    points: Points,
    outlines: Outlines | None = None,
) -> tuple[Covered, ...]:
    """What the cameras of each purpose see, by score; new sites are for crime prevention."""
    purposes = dict.fromkeys((NEW_PURPOSE, *sorted({camera.purpose for camera in cameras})))
    rows = []
    for purpose in purposes:
        own = [camera for camera in cameras if camera.purpose == purpose]
        before = seen_by(own, points, outlines, crime_only=False)
        after = with_plan(before, reach, always) if purpose == NEW_PURPOSE else before
        one, other = (_parts(state, worth.always_share) for state in (before, after))
        rows.append(_covered(purpose, purpose, worth.whole, one, other))
    return tuple(rows)


def _parts(state: Standing, always_share: float) -> Floats:
    """Of each point's worth, what is had."""
    parts: Floats = (1.0 - always_share) * state.reached + always_share * state.always
    return parts


def _covered(
    code: str, name: str, weight: Floats, before: Floats | Bools, after: Floats | Bools
) -> Covered:
    total = float(weight.sum())
    shares = [
        min(1.0, float((weight * part).sum()) / total) if total > 0 else 0.0
        for part in (before, after)
    ]
    return Covered(code, name, shares[0], shares[1], int((weight > 0).sum()))
