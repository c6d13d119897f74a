"""A made-up district for tests: two square dongs side by side on the national grid near Seoul's City Hall."""

import numpy as np

from bongsu.planning.grid.korea import degrees_of
from bongsu.planning.inputs.values import Dong

# south-west corner in EPSG:5179; a multiple of 100, so that cells lie wholly inside
WEST, SOUTH = 953_000.0, 1_952_000.0
Line = tuple[tuple[float, float], ...]


def place(east_m: float, north_m: float) -> tuple[float, float]:
    """lat and lon so many metres from the town's south-west corner."""
    lat, lon = degrees_of(np.array([WEST + east_m]), np.array([SOUTH + north_m]))
    return float(lat[0]), float(lon[0])


def line(*metres: tuple[float, float]) -> Line:
    """(lon, lat) pairs of corners given in metres from the town's corner."""
    spots = [place(east, north) for east, north in metres]
    return tuple((lon, lat) for lat, lon in spots)


def box(west: float, south: float, east: float, north: float) -> Line:
    return line((west, south), (east, south), (east, north), (west, north), (west, south))


def dong(code: str, name: str, *rings: Line, **facts: object) -> Dong:
    return Dong(code, name, rings, **facts)  # type: ignore[arg-type]  # facts by their names


def town(side_m: float = 300.0) -> tuple[Dong, Dong]:
    """가동 in the west, 나동 in the east; each `side_m` square."""
    return (
        dong("1199051000", "가동", box(0, 0, side_m, side_m)),
        dong("1199052000", "나동", box(side_m, 0, 2 * side_m, side_m)),
    )
