"""A made district of two dongs, 400 m by 400 m, laid out in metres from its south-west corner."""

from dataclasses import dataclass, replace

import numpy as np

from bongsu.planning.candidates.candidate import Options
from bongsu.planning.candidates.find import Found, find
from bongsu.planning.candidates.options import options_of
from bongsu.planning.config import Fund, PlanConfig
from bongsu.planning.coverage.sight import Outlines, outlines_of
from bongsu.planning.coverage.standing import Standing, seen_by
from bongsu.planning.coverage.worth import Worth, worth_of
from bongsu.planning.demand.facts import covered_share
from bongsu.planning.demand.score import score
from bongsu.planning.demand.scores import Scores
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.grid.korea import degrees_of
from bongsu.planning.grid.lay_points import points_of
from bongsu.planning.grid.points import Cells, Points
from bongsu.planning.inputs.values import (
    Dong,
    Inputs,
    Place,
    PriorityArea,
    Request,
    StandingCamera,
)
from bongsu.planning.words import FundKind, Origin

EAST_M, NORTH_M = 945_000.0, 1_944_000.0
SIDE_M = 400.0
MONEY = Fund(code="gu", kind=FundKind.DISTRICT, won=1_000_000_000)


def at(x: float, y: float) -> tuple[float, float]:
    """lat, lon of a place of the quarter."""
    lat, lon = degrees_of(np.array([EAST_M + x]), np.array([NORTH_M + y]))
    return float(lat[0]), float(lon[0])


def ring(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    corners = [at(x, y) for x, y in ((west, south), (east, south), (east, north), (west, north))]
    return tuple((lon, lat) for lat, lon in corners)


WEST = Dong("1153000001", "서동", (ring(0, 0, 200, SIDE_M),))
EAST = Dong("1153000002", "동동", (ring(200, 0, SIDE_M, SIDE_M),))


def camera(
    x: float,
    y: float,
    kind: str = "ptz",
    *,
    bearing: float | None = None,
    hfov: float | None = 90.0,
    range_m: float = 50.0,
    purpose: str = "crime_prevention",
    is_crime: bool = True,
    is_online: bool = True,
) -> StandingCamera:
    lat, lon = at(x, y)
    return StandingCamera(
        f"GR-{x:.0f}-{y:.0f}", lat, lon, kind, bearing, hfov, range_m, purpose, is_crime, is_online
    )


def lamp(x: float, y: float, code: str = "", kind: str = "light") -> Place:
    return Place(kind, *at(x, y), code=code)


def request(name: str, x: float, y: float, origin: Origin = Origin.COMPLAINT) -> Request:
    return Request(name, origin, *at(x, y))


def area(
    code: str, rank: int, west: float, south: float, east: float, north: float
) -> PriorityArea:
    return PriorityArea(code, rank, 2024, ring(west, south, east, north))


def config(**values: object) -> PlanConfig:
    given: dict[str, object] = {"funds": (MONEY,), **values}
    return PlanConfig(name="시험", district="GR", year=2024, **given)  # type: ignore[arg-type]  # what a test says


@dataclass(frozen=True)
class Quarter:
    """Everything up to the candidates' options, of one set of inputs."""

    inputs: Inputs
    config: PlanConfig
    cells: Cells
    points: Points
    outlines: Outlines | None
    standing: Standing
    scores: Scores
    worth: Worth

    def find(self) -> Found:
        return find(
            self.inputs,
            self.cells,
            self.points,
            self.scores,
            self.worth,
            self.config,
            self.outlines,
        )

    def options(self, found: Found) -> Options:
        return options_of(found, self.points, self.worth, self.config, self.outlines)

    def planned(self, config: PlanConfig) -> "Quarter":
        """The same place under another configuration (of limits, not of weights)."""
        return replace(self, config=config)


def quarter(config: PlanConfig, **layers: object) -> Quarter:
    inputs = Inputs(dongs=(WEST, EAST), **layers)  # type: ignore[arg-type]  # what a test says
    cells = cells_of(inputs.dongs)
    points = points_of(cells, config.targets, inputs.streets)
    outlines = outlines_of(inputs.buildings) if inputs.buildings else None
    standing = seen_by(inputs.cameras, points, outlines)
    covered = covered_share(points, standing.reached, len(cells.codes))
    scores = score(cells, covered, inputs, config.weights)
    worth = worth_of(points, scores, standing, config)
    return Quarter(inputs, config, cells, points, outlines, standing, scores, worth)
