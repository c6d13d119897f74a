"""What is known of each place: who wants it, what could carry it, its rank in the list from the top."""

import numpy as np
import shapely
from scipy.spatial import cKDTree

from bongsu.planning.candidates.unite import SAME_PLACE_M, United
from bongsu.planning.candidates.wishes import From
from bongsu.planning.config import PlanConfig, Prices
from bongsu.planning.coverage.covers import Bools
from bongsu.planning.coverage.sight import Outlines
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Cells, Floats, Ints
from bongsu.planning.inputs.values import Request
from bongsu.planning.words import Mount, Origin

BESIDE_WALL_M = 5.0
"""So near to an outline a site may hang on the building, where the configuration allows buildings."""


def price_of(mount: Mount, prices: Prices) -> int:
    won: int = getattr(prices, mount.value)
    return won


def mounts_of(
    united: United, config: PlanConfig, outlines: Outlines | None
) -> list[tuple[Mount, ...]]:
    """Cheapest first, of those the configuration allows; a smart pole only where no lamp stands yet."""
    by_price = sorted(config.mounts, key=lambda mount: (price_of(mount, config.prices), mount))
    beside_wall = _beside_wall(united, outlines)
    answer = []
    for sources, at_wall in zip(united.sources, beside_wall.tolist(), strict=True):
        possible = {Mount.OWN_POLE}
        if From.UTILITY_POLE in sources:
            possible.add(Mount.UTILITY_POLE)
        possible.add(Mount.LIGHT_POLE if From.LIGHT in sources else Mount.SMART_POLE)
        if at_wall:
            possible.add(Mount.BUILDING)
        answer.append(tuple(mount for mount in by_price if mount in possible))
    return answer


def answered(requests: tuple[Request, ...], united: United, spacing_m: float) -> list[list[int]]:
    """Per candidate, the requests that a site there answers. Within half the spacing: two sites that
    answer the same request then stand too close to each other, so that each counts once."""
    within_m = max(SAME_PLACE_M, spacing_m / 2)
    lat = np.array([each.lat for each in requests], dtype=np.float64)
    lon = np.array([each.lon for each in requests], dtype=np.float64)
    places = np.column_stack(metres_of(lat, lon))
    usable = np.flatnonzero(np.isfinite(places).all(axis=1))
    near = cKDTree(places[usable]).query_ball_point(
        np.column_stack([united.x, united.y]), within_m, return_sorted=True
    )
    return [usable[each].tolist() if each else [] for each in near]


def origins_of(requests: list[Request], *, in_area: bool, by_score: bool) -> tuple[Origin, ...]:
    """In the order of `Origin`; what nobody asked for stands there by its score."""
    found = {request.origin for request in requests}
    if in_area:
        found.add(Origin.CITY_DATA)
    if by_score or not found:
        found.add(Origin.SCORE)
    return tuple(origin for origin in Origin if origin in found)


def nearest_cells(cells: Cells, x: Floats, y: Floats) -> Ints:
    """Of a place at the edge, whose own cell has its centre outside of the district."""
    _, nearest = cKDTree(np.column_stack([cells.x + 50.0, cells.y + 50.0])).query(
        np.column_stack([x, y])
    )
    return np.asarray(nearest, dtype=np.int64)


def from_the_top(city_rank: Ints, cell: Ints, score: Floats, gain: Floats) -> Ints:
    """1 is first: the city's own rank, then our score. One site in every cell, at its best spot, before a second
    in any: an office that goes down its list does not build ten in the first cell."""
    turn = _turns(cell, gain)
    order = np.lexsort((np.arange(len(score)), -gain, -score, city_rank, turn))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    return rank


def _turns(cell: Ints, gain: Floats) -> Ints:
    """0 for the best spot of each cell, 1 for the next …"""
    order = np.lexsort((np.arange(len(cell)), -gain, cell))
    ordered = cell[order]
    turn = np.empty(len(cell), dtype=np.int64)
    turn[order] = np.arange(len(cell)) - np.searchsorted(ordered, ordered, side="left")
    return turn


def _beside_wall(united: United, outlines: Outlines | None) -> Bools:
    beside = np.zeros(len(united.ids), dtype=np.bool_)
    if outlines is not None:
        places = np.asarray(shapely.points(united.x, united.y))
        near = outlines.walls.query(places, predicate="dwithin", distance=BESIDE_WALL_M)[0]
        beside[near] = True
    return beside
