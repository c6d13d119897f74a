"""Small made instances, and their best choice by trying every one."""

from itertools import combinations

import numpy as np
from scipy import sparse

from bongsu.planning.mclp.covers import covers, distance_m, on_sphere
from bongsu.planning.mclp.problem import Floats, Ints, Problem, problem_of

Points = tuple[Floats, Floats, Ints]


def town(seed: int, points: int, *, most_demand: int = 9, side_m: float = 1_000.0) -> Points:
    """Points by chance in a square; some places twice, some without demand."""
    chance = np.random.default_rng(seed)
    lat = 40.7 + chance.uniform(0.0, side_m, points) / 111_320.0
    lon = -73.9 + chance.uniform(0.0, side_m, points) / 84_390.0
    if points > 3:
        lat[1], lon[1] = lat[0], lon[0]
    return lat, lon, chance.integers(0, most_demand + 1, points)


def matrix_of(points: Points, radius_m: float) -> sparse.csr_array:
    return covers(points[0], points[1], radius_m)


def problem_in(points: Points, radius_m: float, sites: int) -> Problem:
    lat, lon, demand = points
    return problem_of(matrix_of(points, radius_m), demand, on_sphere(lat, lon), sites)


def plain_covers(points: Points, radius_m: float) -> np.ndarray:
    """[site, point] by the formula for every pair."""
    i, j = np.indices((len(points[0]),) * 2)
    return distance_m(points[0], points[1], i, j) <= radius_m


def worth_of(points: Points, radius_m: float, chosen: Ints) -> int:
    return int(points[2][plain_covers(points, radius_m)[chosen].any(axis=0)].sum())


def best_of_all(points: Points, radius_m: float, sites: int) -> int:
    seen, demand = plain_covers(points, radius_m), points[2]
    many = min(sites, len(demand))
    return max(
        int(demand[seen[list(one)].any(axis=0)].sum())
        for one in combinations(range(len(demand)), many)
    )
