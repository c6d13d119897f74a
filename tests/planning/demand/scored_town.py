"""A made-up town with everything in it that a score knows, and what it scores."""

import msgspec
import numpy as np

from bongsu.planning.config import Weights
from bongsu.planning.demand.score import score
from bongsu.planning.demand.scores import Scores
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.grid.points import Cells, Floats
from bongsu.planning.inputs.values import (
    CrimeArea,
    Inputs,
    Place,
    Request,
    StandingCamera,
)
from bongsu.planning.words import Origin
from tests.planning.little_town import place, town


def at(kind: str, east_m: float, north_m: float, count: int = 1) -> Place:
    return Place(kind, *place(east_m, north_m), count)


def camera(
    east_m: float, north_m: float, *, crime: bool = True, online: bool = True
) -> StandingCamera:
    lat, lon = place(east_m, north_m)
    return StandingCamera("c", lat, lon, "ptz", is_crime=crime, is_online=online)


def wish(origin: Origin, east_m: float, north_m: float, count: int = 1) -> Request:
    return Request(f"{origin}-{east_m}-{north_m}", origin, *place(east_m, north_m), count)


def peopled(
    people: tuple[int | None, int | None] = (1_000, 3_000),
    stations: tuple[str, str] = ("가서경찰서", "가서경찰서"),
    **facts: tuple[float, float],
) -> Inputs:
    """Two dongs of nine cells each; `facts`: a share for each of them."""
    dongs = tuple(
        msgspec.structs.replace(
            dong,
            population=people[i],
            station=stations[i],
            **{name: pair[i] for name, pair in facts.items()},
        )
        for i, dong in enumerate(town(300))
    )
    return Inputs(dongs=dongs)


def scored(
    inputs: Inputs, covered: float | Floats = 0.0, weights: Weights | None = None
) -> tuple[Cells, Scores]:
    cells = cells_of(inputs.dongs)
    share = np.full(len(cells.codes), covered) if isinstance(covered, float) else covered
    return cells, score(cells, share, inputs, weights or Weights())


def cell_number(cells: Cells, code: str) -> int:
    return cells.codes.index(code)


SOUTH_WEST = "다사530520"
CRIME = (CrimeArea("가서경찰서", 400),)
