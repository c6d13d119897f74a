"""Which points a site at each point covers: great-circle distance by the law of cosines, as public instances define it."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import KDTree

from bongsu.kernel.failures import Invalid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EARTH_M = 6_378_100.0
# acos near 1 is off by up to 1.5e-8 rad = 0.1 m; the tree may ask for more than that, never for less
_SLACK_M = 1.0
MOST_PAIRS = 60_000_000


class TooDense(Invalid):
    """So many pairs that their list would not fit into an office machine's memory."""

    code = "too_dense"


def distance_m(lat: Floats, lon: Floats, i: Ints, j: Ints) -> Floats:
    """R · acos(sin φi sin φj + cos φi cos φj cos(λi − λj)); equal coordinates are 0 m apart, where acos says up to 0.1 m."""
    phi, lam = np.radians(lat), np.radians(lon)
    cosine = np.sin(phi[i]) * np.sin(phi[j]) + np.cos(phi[i]) * np.cos(phi[j]) * np.cos(
        lam[i] - lam[j]
    )
    apart = EARTH_M * np.arccos(np.clip(cosine, -1.0, 1.0))
    same = (lat[i] == lat[j]) & (lon[i] == lon[j])
    return np.where(same, 0.0, apart)


def on_sphere(lat: Floats, lon: Floats) -> Floats:
    """Unit vectors."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def covers(lat: Floats, lon: Floats, radius_m: float) -> sparse.csr_array:
    """[site, point] 1 where the point lies within the radius; symmetric, ones on the diagonal, indices sorted."""
    n = len(lat)
    place = on_sphere(lat, lon)
    angle = min((radius_m + _SLACK_M) / EARTH_M, np.pi)
    chord = 2.0 * np.sin(angle / 2.0)
    tree = KDTree(place)
    pairs = int(tree.count_neighbors(tree, chord))
    if pairs > MOST_PAIRS:
        raise TooDense(
            f"a radius of {radius_m:g} m makes {pairs:,} pairs of points, at most {MOST_PAIRS:,} are held",
            field="radius",
        )
    near = tree.query_pairs(chord, output_type="ndarray")
    i, j = near[:, 0], near[:, 1]
    within = distance_m(lat, lon, i, j) <= radius_m
    i, j = i[within], j[within]
    every = np.arange(n)
    rows, columns = np.concatenate((every, i, j)), np.concatenate((every, j, i))
    ones = np.ones(len(rows), dtype=np.int8)
    return sparse.csr_array((ones, (rows, columns)), shape=(n, n))
