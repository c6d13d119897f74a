"""Which offered places are sites at all: in the district, not beside a standing one, with something left to see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from bongsu.planning.candidates.left_out import LeftOut, Why, left_out
from bongsu.planning.candidates.wishes import From, Wishes, ids_of
from bongsu.planning.coverage.covers import Bools
from bongsu.planning.coverage.view import within
from bongsu.planning.coverage.worth import Worth
from bongsu.planning.grid.cells import which_shape
from bongsu.planning.grid.points import Floats

LATITUDES, LONGITUDES = (33.0, 39.0), (124.0, 132.0)
"""Of Korea: what lies in each other's range was swapped (dossier §3.2)."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Built once for a district; every source of places goes through it."""

    dongs: Sequence[BaseGeometry]
    standing: cKDTree
    spacing_m: float
    points: cKDTree
    worth: Worth
    reach_m: float
    asked: frozenset[str]
    """Ids that the planner named."""

    def too_close(self, x: Floats, y: Floats) -> Bools:
        """To a camera that stands today."""
        away, _ = self.standing.query(np.column_stack([x, y]))
        close: Bools = np.asarray(away) < self.spacing_m
        return close

    def outside(self, x: Floats, y: Floats) -> Bools:
        """Of the district: another one, or the sea."""
        return which_shape(self.dongs, x, y) < 0

    def gain(self, x: Floats, y: Floats) -> Floats:
        """Open worth within reach of each place, walls aside: how good a spot it is."""
        around = within(x, y, np.full(len(x), self.reach_m), self.points)
        open_worth = (self.worth.reach + self.worth.always)[around.target]
        total = np.bincount(around.rows(), weights=open_worth, minlength=len(x))
        return total.astype(np.float64)

    def sift(self, wishes: Wishes) -> tuple[Wishes, list[LeftOut]]:
        """What stays, and what is told of the rest. What a planner asked for stays where nothing is left to see."""
        told: list[LeftOut] = []
        for why in (Why.SWAPPED, Why.OUTSIDE, Why.TOO_CLOSE, Why.COVERED):
            wrong = self._is(why, wishes)
            if not wrong.any():
                continue
            if why is Why.COVERED:
                wrong &= ~self._asked(wishes)
            gone = wishes.kept(wrong)
            if why is Why.TOO_CLOSE and wishes.source is not From.HAND:
                told += _by_id(gone.kept(self._asked(gone)))
            if len(gone):
                told.append(left_out(wishes.source, why, gone.codes))
            wishes = wishes.kept(~wrong)
        return wishes, told

    def _asked(self, wishes: Wishes) -> Bools:
        return np.array([name in self.asked for name in ids_of(wishes)], dtype=np.bool_)

    def _is(self, why: Why, wishes: Wishes) -> Bools:
        if why is Why.SWAPPED:
            return _between(wishes.lat, LONGITUDES) & _between(wishes.lon, LATITUDES)
        if why is Why.OUTSIDE:
            return self.outside(wishes.x, wishes.y)
        if why is Why.TOO_CLOSE:
            return self.too_close(wishes.x, wishes.y)
        return self.gain(wishes.x, wishes.y) <= 0.0


def _by_id(asked: Wishes) -> list[LeftOut]:
    """What a planner asked for by id is told by it, also where lamps are only counted."""
    return [left_out(From.HAND, Why.TOO_CLOSE, ids_of(asked))] if len(asked) else []


def _between(values: Floats, ends: tuple[float, float]) -> Bools:
    inside: Bools = (values >= ends[0]) & (values <= ends[1])
    return inside
