"""What the node writes to the child's standard input, and the lines that come back."""

from datetime import date

import msgspec

from bongsu.planning.config import PlanConfig, Replacement
from bongsu.planning.demand.scores import ScoreReason
from bongsu.planning.inputs.values import Inputs, Source
from bongsu.planning.plans.drawn import DrawnPlan
from bongsu.planning.replacement.camera import FleetCamera
from bongsu.planning.replacement.listed import DrawnList
from bongsu.planning.words import Told


class Draw(msgspec.Struct, frozen=True, tag="draw"):
    """Draw a plan; `curve`: also what more money would bring."""

    config: PlanConfig
    inputs: Inputs
    curve: bool = False


class Score(msgspec.Struct, frozen=True, tag="score"):
    """Score the cells only."""

    config: PlanConfig
    inputs: Inputs


class Replace(msgspec.Struct, frozen=True, tag="replace"):
    """Which cameras of the fleet are replaced first."""

    config: Replacement
    fleet: tuple[FleetCamera, ...]
    as_of: date


Ask = Draw | Score | Replace


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """`share` 0…1 of what is expected; `gap`: of the best plan so far."""

    step: str
    share: float
    objective: float | None = None
    gap: float | None = None


class ScoredCell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell as the map shows it; `parts` in the order of `Parts`, unweighted, so that a slider needs no server."""

    code: str
    lat: float
    lon: float
    ring: tuple[tuple[float, float], ...]
    dong_code: str
    total: float
    parts: tuple[float, ...]
    reasons: tuple[ScoreReason, ...]


class DongNeed(msgspec.Struct, frozen=True, kw_only=True):
    """Fairness by dong: mean score, covered share, cameras and people."""

    code: str
    name: str
    cells: int
    mean_score: float
    covered: float
    cameras: int
    population: int | None


class Scored(msgspec.Struct, frozen=True, tag="scored", kw_only=True):
    """All cells, the dongs, and what to be careful about (crime data that feeds on itself)."""

    cells: tuple[ScoredCell, ...]
    dongs: tuple[DongNeed, ...]
    warnings: tuple[Told, ...]
    sources: tuple[Source, ...]


class Drawn(msgspec.Struct, frozen=True, tag="drawn"):
    """The plan. `candidates`: a `DrawnCandidates` as JSON, passed on as written like a score."""

    plan: DrawnPlan
    candidates: msgspec.Raw


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """Bad input or an impossible plan, in words, with the field or the rows; never a stack trace."""

    field: str
    told: tuple[Told, ...]


class Replaced(msgspec.Struct, frozen=True, tag="replaced"):
    """The list, beside oldest-first."""

    drawn: DrawnList


Answer = Progress | Scored | Drawn | Replaced | Refused
