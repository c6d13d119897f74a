"""Finds where a site could stand: one candidate a place, inside the district, far enough from what stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from bongsu.planning.candidates.areas import NO_RANK, area_wishes, areas_of, ranks_at
from bongsu.planning.candidates.candidate import Candidate
from bongsu.planning.candidates.describe import (
    answered,
    from_the_top,
    mounts_of,
    nearest_cells,
    origins_of,
)
from bongsu.planning.candidates.left_out import LeftOut, Why, left_out
from bongsu.planning.candidates.sieve import Sieve
from bongsu.planning.candidates.unite import United, unite
from bongsu.planning.candidates.wishes import (
    From,
    Wishes,
    best_of_each,
    from_hand,
    from_rows,
    from_spots,
)
from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.covers import Bools
from bongsu.planning.coverage.sight import Outlines
from bongsu.planning.coverage.worth import Worth
from bongsu.planning.demand.scores import Scores
from bongsu.planning.grid.cells import dong_shapes, which_shape
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Cells, Floats, Ints, Points
from bongsu.planning.inputs.values import Inputs

QUADRANT_M = 50.0
"""A new pole of our own is offered once in each such square of a high cell: at the best spot of it."""
REUSE_WITHIN_M = 20.0
"""No new pole is offered so near to one that stands already and could carry the site."""


@dataclass(frozen=True, slots=True)
class Found:
    """`x`, `y`: EPSG:5179 metres of each candidate."""

    candidates: tuple[Candidate, ...]
    x: Floats
    y: Floats
    left_out: tuple[LeftOut, ...]


def find(
    inputs: Inputs,
    cells: Cells,
    points: Points,
    scores: Scores,
    worth: Worth,
    config: PlanConfig,
    outlines: Outlines | None = None,
) -> Found:
    """Ids last from run to run: the letter of the source and the 국가지점번호 of the place."""
    sieve = _sieve(inputs, points, worth, config)
    poles = _poles(inputs)
    is_spot = (worth.whole > 0.0) & ~sieve.too_close(points.x, points.y)
    is_spot &= ~sieve.outside(points.x, points.y) & ~_near(poles, points)
    gain = np.where(is_spot, sieve.gain(points.x, points.y), 0.0)
    areas = areas_of(inputs.priority)
    from_areas, told = area_wishes(areas, inputs.priority, points, gain)
    high = _high(cells, scores)[points.cell]
    own = from_spots(From.POINT, points, best_of_each(_quadrants(points), gain * high))
    rows = [*poles, from_rows(From.REQUEST, inputs.requests)]
    kept = []
    for wishes in (from_hand(config), *rows, from_areas, own):
        left, said = sieve.sift(wishes)
        kept.append(left)
        told += said
    united, bare = _with_mounts(unite(kept, sieve.asked), config, outlines)
    city_rank = ranks_at(areas, inputs.priority, united.x, united.y)
    candidates = _candidates(united, city_rank, inputs, cells, scores, config, sieve, outlines)
    return Found(candidates, united.x, united.y, (*told, *bare))


def _with_mounts(
    united: United, config: PlanConfig, outlines: Outlines | None
) -> tuple[United, list[LeftOut]]:
    has_one = np.array([bool(each) for each in mounts_of(united, config, outlines)], dtype=np.bool_)
    bare: dict[From, list[str]] = {}
    for row in np.flatnonzero(~has_one).tolist():
        bare.setdefault(From(united.ids[row][0]), []).append(united.ids[row])
    told = [left_out(source, Why.NO_MOUNT, tuple(ids)) for source, ids in bare.items()]
    return united.kept(has_one), told


def _candidates(
    united: United,
    city_rank: Ints,
    inputs: Inputs,
    cells: Cells,
    scores: Scores,
    config: PlanConfig,
    sieve: Sieve,
    outlines: Outlines | None,
) -> tuple[Candidate, ...]:
    dong = which_shape(sieve.dongs, united.x, united.y).tolist()
    cell = nearest_cells(cells, united.x, united.y)
    score = scores.total[cell]
    rank = from_the_top(city_rank, cell, score, sieve.gain(united.x, united.y)).tolist()
    mounts = mounts_of(united, config, outlines)
    by_score = (score >= config.weights.second_band).tolist()
    in_area = (city_rank != NO_RANK).tolist()
    candidates = []
    for index, near in enumerate(answered(inputs.requests, united, config.limits.spacing_m)):
        asks = [inputs.requests[each] for each in near]
        candidates.append(
            Candidate(
                candidate_id=united.ids[index],
                lat=float(united.lat[index]),
                lon=float(united.lon[index]),
                dong=dong[index],
                cell=int(cell[index]),
                origins=origins_of(asks, in_area=in_area[index], by_score=by_score[index]),
                mounts=mounts[index],
                rank=rank[index],
                requests=tuple(each.request_id for each in asks),
            )
        )
    return tuple(candidates)


def _sieve(inputs: Inputs, points: Points, worth: Worth, config: PlanConfig) -> Sieve:
    crime = [camera for camera in inputs.cameras if camera.is_crime]
    x, y = metres_of(
        np.array([camera.lat for camera in crime], dtype=np.float64),
        np.array([camera.lon for camera in crime], dtype=np.float64),
    )
    here = np.isfinite(x) & np.isfinite(y)
    return Sieve(
        dongs=dong_shapes(inputs.dongs),
        standing=cKDTree(np.column_stack([x[here], y[here]])),
        spacing_m=config.limits.spacing_m,
        points=cKDTree(np.column_stack([points.x, points.y])),
        worth=worth,
        reach_m=max(config.sight.ptz_range_m, config.sight.fixed_range_m),
        asked=frozenset((*config.forced, *config.by_hand)),
    )


def _poles(inputs: Inputs) -> list[Wishes]:
    return [
        from_rows(source, [place for place in inputs.places if place.kind == kind])
        for source, kind in ((From.UTILITY_POLE, "utility_pole"), (From.LIGHT, "light"))
    ]


def _near(poles: Sequence[Wishes], points: Points) -> Bools:
    """Points beside a pole or lamp that may be used instead of a new one."""
    places = np.concatenate([np.column_stack([each.x, each.y]) for each in poles])
    tree = cKDTree(places[np.isfinite(places).all(axis=1)])
    away, _ = tree.query(np.column_stack([points.x, points.y]))
    near: Bools = np.asarray(away) < REUSE_WITHIN_M
    return near


def _high(cells: Cells, scores: Scores) -> Bools:
    """Cells at or above the median of their dong: every dong has some, so that a floor can be kept."""
    median = np.zeros(int(cells.dong.max()) + 1)
    for dong in np.unique(cells.dong).tolist():
        median[dong] = np.median(scores.total[cells.dong == dong])
    high: Bools = scores.total >= median[cells.dong]
    return high


def _quadrants(points: Points) -> Ints:
    east = np.floor(points.x / QUADRANT_M).astype(np.int64)
    north = np.floor(points.y / QUADRANT_M).astype(np.int64)
    _, quadrant = np.unique(east * 1_000_000 + north, return_inverse=True)
    return np.asarray(quadrant, dtype=np.int64)
