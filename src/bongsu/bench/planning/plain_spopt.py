"""The plain alternative: PySAL's spopt with its default solver (CBC through PuLP) on the same points."""

import time
from dataclasses import dataclass

import numpy as np
import pulp
from spopt.locate import MCLP

from bongsu.bench.planning.streets import Floats, Streets
from bongsu.planning.mclp.covers import EARTH_M


@dataclass(frozen=True, slots=True)
class Plain:
    """What it found and how long it took from distances to plan."""

    objective: float
    wall_s: float


def spopt_mclp(streets: Streets, radius_m: float, sites: int) -> Plain:
    """Solved to the end; the distances are given, only its own work counts."""
    away = _distances(streets)
    began = time.perf_counter()
    model = MCLP.from_cost_matrix(away, streets.demand, radius_m, sites)
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    return Plain(float(pulp.value(model.problem.objective)), time.perf_counter() - began)


def _distances(streets: Streets) -> Floats:
    lat, lon = np.radians(streets.lat), np.radians(streets.lon)
    part = np.sin(lat)[:, None] * np.sin(lat)
    part += np.cos(lat)[:, None] * np.cos(lat) * np.cos(lon[:, None] - lon)
    return np.asarray(EARTH_M * np.arccos(np.clip(part, -1.0, 1.0)))
