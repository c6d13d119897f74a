"""WGS 84 degrees ↔ metres of the national grid (EPSG:5179, UTM-K), as arrays.

Krüger's series for a transverse Mercator on GRS 80 (as in EPSG Guidance Note 7-2, method 9807): within Korea it agrees with
PROJ to a thousandth of a millimetre (`tests/planning/grid/test_korea.py`), and the node needs no PROJ for it."""

import numpy as np

from bongsu.planning.grid.national_code import code_of, codes_of, square_of
from bongsu.planning.grid.points import Floats

__all__ = ["code_of", "codes_of", "degrees_of", "metres_of", "place_code", "square_of"]

_LAT_0, _LON_0, _SCALE, _EAST_0, _NORTH_0 = 38.0, 127.5, 0.9996, 1_000_000.0, 2_000_000.0
_AXIS_M, _FLATTENING = 6_378_137.0, 1 / 298.257222101
_N = _FLATTENING / (2 - _FLATTENING)
_ECCENTRICITY = np.sqrt(_FLATTENING * (2 - _FLATTENING))
_RADIUS = _AXIS_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
# coefficients of the series, there (alpha) and back (beta)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
# of the step from conformal to geographic latitude; each shrinks the rest 150-fold
_STEPS = 6


def metres_of(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """x (east) and y (north) of places."""
    across = np.radians(np.asarray(lon, dtype=float) - _LON_0)
    tangent = _conformal(np.sin(np.radians(np.asarray(lat, dtype=float))))
    xi = np.arctan2(tangent, np.cos(across))
    eta = np.arcsinh(np.sin(across) / np.hypot(tangent, np.cos(across)))
    north, east = xi.copy(), eta.copy()
    for order, alpha in enumerate(_ALPHA, start=1):
        north = north + alpha * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
        east = east + alpha * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
    return _EAST_0 + _SCALE * _RADIUS * east, _NORTH_0 + _SCALE * (_RADIUS * north - _ARC_0)


def degrees_of(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """lat and lon of places."""
    north = ((np.asarray(y, dtype=float) - _NORTH_0) / _SCALE + _ARC_0) / _RADIUS
    east = (np.asarray(x, dtype=float) - _EAST_0) / (_SCALE * _RADIUS)
    xi, eta = north.copy(), east.copy()
    for order, beta in enumerate(_BETA, start=1):
        xi = xi - beta * np.sin(2 * order * north) * np.cosh(2 * order * east)
        eta = eta - beta * np.cos(2 * order * north) * np.sinh(2 * order * east)
    across = np.degrees(np.arctan2(np.sinh(eta), np.cos(xi)))
    wanted = np.sin(xi) / np.hypot(np.sinh(eta), np.cos(xi))
    return np.degrees(_geographic(wanted)), _LON_0 + across


def place_code(lat: float, lon: float, digits: int = 4) -> str:
    """국가지점번호 of one place, to 10 m: `다사53895203`."""
    x, y = metres_of(np.array([lat]), np.array([lon]))
    return codes_of(x, y, digits)[0]


def _conformal(sine: Floats) -> Floats:
    """Tangent of the conformal latitude."""
    tangent: Floats = np.sinh(np.arctanh(sine) - _ECCENTRICITY * np.arctanh(_ECCENTRICITY * sine))
    return tangent


def _geographic(tangent: Floats) -> Floats:
    """Radians of the latitude whose conformal one has this tangent."""
    start = np.arcsinh(tangent)
    sine = np.tanh(start)
    for _ in range(_STEPS):
        sine = np.tanh(start + _ECCENTRICITY * np.arctanh(_ECCENTRICITY * sine))
    latitude: Floats = np.arcsin(sine)
    return latitude


def _arc(lat: float) -> float:
    """Metres along the meridian from the equator, before the scale of the projection."""
    xi = np.arctan(_conformal(np.sin(np.radians(np.array([lat])))))
    series = sum(alpha * np.sin(2 * order * xi) for order, alpha in enumerate(_ALPHA, start=1))
    return float(_RADIUS * (xi + series)[0])


_ARC_0 = _arc(_LAT_0)
