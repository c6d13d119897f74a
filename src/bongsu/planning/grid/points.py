"""Cells and points of one district: what is scored and what coverage is counted on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """100 m cells of the national grid whose centre lies in the district. All arrays have one entry per cell."""

    codes: tuple[str, ...]
    """국가지점번호, `다사538520`."""
    x: Floats
    """EPSG:5179 metres of the south-west corner; likewise `y`."""
    y: Floats
    lat: Floats
    """Of the centre."""
    lon: Floats
    dong: Ints
    """Index into `Inputs.dongs`."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points of a district, `step_m` apart: in its cells or along its streets. One entry per point."""

    x: Floats
    y: Floats
    lat: Floats
    lon: Floats
    cell: Ints
    """Index into `Cells`: a point has its cell's score."""
