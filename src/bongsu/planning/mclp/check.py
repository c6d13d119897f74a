"""What an instance must be before anything is computed on it; each fault names its argument and its first bad entry."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bongsu.kernel.failures import Invalid
from bongsu.planning.mclp.problem import Floats, Ints

# sums stay exact in floating point
MOST_DEMAND = 2**50


class BadPoints(Invalid):
    """Points, radius or count that make no problem."""

    code = "bad_points"


def checked(
    lat: ArrayLike,
    lon: ArrayLike,
    demand: ArrayLike,
    radius_m: float,
    sites: int,
    time_limit_s: float,
) -> tuple[Floats, Floats, Ints]:
    latitudes, longitudes = _degrees("lat", lat, 90.0), _degrees("lon", lon, 180.0)
    demands = _whole(demand)
    if not len(latitudes) == len(longitudes) == len(demands):
        raise BadPoints("latitudes, longitudes and demands are of unlike number", field="demand")
    if not len(demands):
        raise BadPoints("there is no point", field="lat")
    if not (np.isfinite(radius_m) and radius_m >= 0):
        raise BadPoints("the radius is a number of metres, 0 or more", field="radius")
    if sites < 1:
        raise BadPoints("at least one site is chosen", field="sites")
    if not time_limit_s > 0:
        raise BadPoints("the time limit is a number of seconds above 0", field="time_limit")
    return latitudes, longitudes, demands


def _degrees(name: str, given: ArrayLike, most: float) -> Floats:
    degrees = _numbers(name, given).astype(np.float64)
    wrong = np.flatnonzero(~(np.abs(degrees) <= most))
    if len(wrong):
        k = int(wrong[0])
        raise BadPoints(f"entry {k} is {degrees[k]:g}, not within ±{most:g} degrees", field=name)
    return degrees


def _whole(given: ArrayLike) -> Ints:
    demand = _numbers("demand", given)
    wrong = np.flatnonzero(~((demand >= 0) & (demand <= MOST_DEMAND) & (demand % 1 == 0)))
    if len(wrong):
        k = int(wrong[0])
        raise BadPoints(
            f"entry {k} is {demand[k]:g}, not a whole number from 0 to {MOST_DEMAND}",
            field="demand",
        )
    if float(demand.sum(dtype=np.float64)) > MOST_DEMAND:
        raise BadPoints(f"all demand together is more than {MOST_DEMAND}", field="demand")
    return demand.astype(np.int64)


def _numbers(name: str, given: ArrayLike) -> NDArray[np.number]:
    try:
        numbers = np.asarray(given)
    except ValueError as cause:
        raise BadPoints("not a plain list of numbers", field=name) from cause
    if numbers.ndim != 1 or (numbers.size and not np.issubdtype(numbers.dtype, np.number)):
        raise BadPoints("not a plain list of numbers", field=name)
    return numbers
