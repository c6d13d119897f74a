"""One candidate a place: what lies within 14 m becomes one, so that no two of one source share a 국가지점번호 of 10 m."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.spatial import cKDTree

from bongsu.planning.candidates.wishes import From, Wishes, ids_of
from bongsu.planning.coverage.covers import Bools
from bongsu.planning.grid.points import Floats, Ints

SAME_PLACE_M = 10.0 * sqrt(2.0)
"""The diagonal of the square that a place is named by."""
_ORDER = {source: turn for turn, source in enumerate(From)}


@dataclass(frozen=True, slots=True)
class United:
    """One entry each; `sources`: of all that were united there."""

    ids: tuple[str, ...]
    sources: tuple[frozenset[From], ...]
    lat: Floats
    lon: Floats
    x: Floats
    y: Floats

    def kept(self, keep: Bools) -> "United":
        rows = np.flatnonzero(keep).tolist()
        return United(
            tuple(self.ids[row] for row in rows),
            tuple(self.sources[row] for row in rows),
            *(each[keep] for each in (self.lat, self.lon, self.x, self.y)),
        )


def unite(offered: Sequence[Wishes], asked: frozenset[str]) -> United:
    """What a planner asked for by id keeps its place; else poles before lamps before requests before spots."""
    lat, lon, x, y = (
        np.concatenate([getattr(wishes, name) for wishes in offered])
        for name in ("lat", "lon", "x", "y")
    )
    sources = [wishes.source for wishes in offered for _ in range(len(wishes))]
    ids = [name for wishes in offered for name in ids_of(wishes)]
    turn = np.array([_turn(*each) for each in zip(sources, ids, strict=True)], dtype=np.int64)
    is_asked = [name in asked for name in ids]
    # south to north: a new row in a layer moves no other candidate but its neighbours
    order = np.lexsort((x, y, turn, ~np.array(is_asked, dtype=np.bool_)))
    head = _heads(order, x, y, ids, is_asked)
    heads = np.flatnonzero(head == np.arange(len(head)))
    members: dict[int, set[From]] = {each: set() for each in heads.tolist()}
    for wish, its_head in enumerate(head.tolist()):
        members[its_head].add(sources[wish])
    return United(
        ids=tuple(ids[each] for each in members),
        sources=tuple(frozenset(each) for each in members.values()),
        lat=lat[heads],
        lon=lon[heads],
        x=x[heads],
        y=y[heads],
    )


def _turn(source: From, name: str) -> int:
    """A place that is found again by itself goes before the square of its id."""
    return len(From) if source is From.HAND and name[:1] != From.HAND else _ORDER[source]


def _heads(order: Ints, x: Floats, y: Floats, ids: list[str], is_asked: list[bool]) -> Ints:
    """For each wish the one that stands for it."""
    near = cKDTree(np.column_stack([x, y])).query_ball_point(np.column_stack([x, y]), SAME_PLACE_M)
    head = [-1] * len(ids)
    for wish in order.tolist():
        if head[wish] >= 0:
            continue
        head[wish] = wish
        for other in near[wish]:
            if head[other] < 0 and (not is_asked[other] or ids[other] == ids[wish]):
                head[other] = wish
    return np.array(head, dtype=np.int64)
