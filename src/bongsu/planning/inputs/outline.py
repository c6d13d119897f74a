"""Where a district lies: whether a row of a city-wide file concerns it, and where else a stray place may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Floats
from bongsu.planning.inputs.values import Dong, Ring

Bools = NDArray[np.bool_]
NEAR_M = 300.0
"""A camera or a light so close over the border still counts."""
TOLERANCE_M = 20.0
"""Outlines are simplified, and a wish may be written on the other side of a border street."""


@dataclass(frozen=True)
class Outline:
    """Of the district's dongs; `others`: names and shapes of other districts, where they are known."""

    district: str
    """Letters of the registry."""
    dongs: tuple[Dong, ...]
    others: tuple[tuple[str, BaseGeometry], ...] = ()

    @cached_property
    def shape(self) -> BaseGeometry:
        rings = [ring for dong in self.dongs for ring in dong.polygons]
        # dongs were drawn apart from each other: slivers between them are closed
        return shapely.buffer(shapely.union_all([polygon_of(ring) for ring in rings]), 0.5)

    @cached_property
    def _around(self) -> BaseGeometry:
        return _prepared(shapely.buffer(self.shape, NEAR_M))

    @cached_property
    def _just_around(self) -> BaseGeometry:
        return _prepared(shapely.buffer(self.shape, TOLERANCE_M))

    def near(self, lat: Floats, lon: Floats, *, only_here: bool = False) -> Bools:
        """Within the district or `NEAR_M` of it; `only_here`: within the district as its outline is drawn."""
        x, y = metres_of(np.asarray(lat, dtype=float), np.asarray(lon, dtype=float))
        shape = self._just_around if only_here else self._around
        found: Bools = np.asarray(shapely.intersects_xy(shape, x, y), dtype=np.bool_)
        return found

    def outside_m(self, lat: float, lon: float) -> float:
        """Metres outside of the district, 0 inside."""
        x, y = metres_of(np.array([lat]), np.array([lon]))
        return float(shapely.distance(self.shape, shapely.Point(x[0], y[0])))

    def touches(self, shape: BaseGeometry) -> bool:
        return bool(shapely.intersects(self._around, shape))

    def district_at(self, lat: float, lon: float) -> str:
        """Name of the other district that holds it; empty where none does (the sea, another city)."""
        x, y = metres_of(np.array([lat]), np.array([lon]))
        spot = shapely.Point(x[0], y[0])
        return next((name for name, shape in self.others if shape.intersects(spot)), "")


def polygon_of(ring: Ring) -> BaseGeometry:
    """On the grid's plane, made valid."""
    corners = np.array(ring, dtype=float).reshape(-1, 2)
    x, y = metres_of(corners[:, 1], corners[:, 0])
    return shapely.make_valid(shapely.Polygon(np.column_stack([x, y])))


def line_of(line: Sequence[tuple[float, float]]) -> BaseGeometry:
    corners = np.array(line, dtype=float).reshape(-1, 2)
    x, y = metres_of(corners[:, 1], corners[:, 0])
    return shapely.LineString(np.column_stack([x, y]))


def _prepared(shape: BaseGeometry) -> BaseGeometry:
    shapely.prepare(shape)
    return shape
