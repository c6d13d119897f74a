"""WGS 84 degrees ↔ metres of the national grid (EPSG:5179, UTM-K). Loads PROJ: nothing of the node imports this."""

from functools import cache

import numpy as np
from pyproj import Transformer

from bongsu.planning.grid.national_code import code_of, codes_of, square_of
from bongsu.planning.grid.points import Floats

__all__ = ["code_of", "codes_of", "degrees_of", "metres_of", "place_code", "square_of"]


@cache
def _to_grid() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:5179", always_xy=True)


def metres_of(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """x (east) and y (north) of places."""
    x, y = _to_grid().transform(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)


def degrees_of(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """lat and lon of places."""
    lon, lat = _to_grid().transform(
        np.asarray(x, dtype=float), np.asarray(y, dtype=float), direction="INVERSE"
    )
    return np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)


def place_code(lat: float, lon: float, digits: int = 4) -> str:
    """국가지점번호 of one place, to 10 m: `다사53895203`."""
    x, y = metres_of(np.array([lat]), np.array([lon]))
    return codes_of(x, y, digits)[0]
