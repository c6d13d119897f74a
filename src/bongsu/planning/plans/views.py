"""What the console is told of runs, plans, versions, and of a chosen plan's sites on their way into the registry."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from bongsu.planning.config import PlanConfig
from bongsu.planning.plans.drawn import DrawnPlan, DrawnSite
from bongsu.planning.words import SiteState, Told
from bongsu.planning.worker.messages import Scored


class RunKind(StrEnum):
    """What is computed."""

    SCORE = "score"
    DRAW = "draw"
    REPLACE = "replace"
    """교체 목록 (`replacement/`)."""


class RunState(StrEnum):
    """Where a computation stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """By the planner; the best plan so far may have been kept."""
    REFUSED = "refused"
    """Bad input, or no plan keeps all limits: said in words."""
    FAILED = "failed"


class RunRefusal(msgspec.Struct, frozen=True):
    """Why nothing came of it. `field` names the place in the configuration, or is empty."""

    field: str
    told: tuple[Told, ...]


class RunView(msgspec.Struct, frozen=True, kw_only=True):
    """One computation of this node's life. `ahead`: how many run or wait before it."""

    run_id: str
    kind: RunKind
    state: RunState
    name: str
    asked_at: datetime
    ended_at: datetime | None = None
    ahead: int = 0
    step: str = ""
    share: float = 0.0
    objective: float | None = None
    gap: float | None = None
    refused: RunRefusal | None = None
    plan_id: str | None = None
    version: int | None = None
    """Of a drawn plan, once it is kept."""


class LastScore(msgspec.Struct, frozen=True):
    """The last score and what it was asked with."""

    config: PlanConfig
    scored: Scored
    made_at: datetime


class VersionSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A version in a list. `gap`: proven, (bound − objective) ÷ objective."""

    name: str
    sites: int
    ptz: int
    fixed: int
    won: int
    objective: float
    gap: float
    proof: str


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a plan. It never changes."""

    version: int
    made_at: datetime
    made_by: str
    summary: VersionSummary


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with its versions, newest first. One of a district and year may be chosen."""

    plan_id: str
    district: str
    year: int
    name: str
    made_at: datetime
    chosen_version: int | None
    chosen_at: datetime | None
    reason: str | None
    versions: tuple[VersionRow, ...]


class VersionView(msgspec.Struct, frozen=True, kw_only=True):
    """One version whole."""

    plan_id: str
    version: int
    made_at: datetime
    made_by: str
    inputs_digest: str
    config: PlanConfig
    plan: DrawnPlan


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """A state of the way as it stands now: when it is to be reached, when it was."""

    state: SiteState
    planned_on: date | None
    done_on: date | None
    note: str
    reason: str


class PlannedSiteView(msgspec.Struct, frozen=True, kw_only=True):
    """`progress` 0…1 (공정률). `late_days`: behind its own dates, below 0 = ahead. `over_days`: expected end beyond the
    deadline, below 0 = before it, None = nothing is known of its end."""

    planned_site_id: str
    plan_id: str
    version: int
    drawn: DrawnSite
    state: SiteState
    may_become: tuple[SiteState, ...]
    steps: tuple[StepView, ...]
    progress: float
    planned_progress: float
    late_days: int
    over_days: int | None
    budgeted_from: date | None
    """The first day on which BUDGETED may follow: the hearing has to have run."""
    told: tuple[Told, ...]
    """What was missed."""
    site_id: str | None
    camera_ids: tuple[str, ...]
    purpose: str | None


class SitesView(msgspec.Struct, frozen=True, kw_only=True):
    """A chosen plan on its way. Rejected sites count neither in `progress` nor in the money to spend."""

    plan_id: str
    version: int
    name: str
    deadline: date | None
    today: date
    progress: float
    planned_progress: float
    accepted: int
    rejected: int
    late: int
    told: tuple[Told, ...]
    sites: tuple[PlannedSiteView, ...]


class WouldLend(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph by which the new cameras would be lent."""

    agreement_id: str
    agreement_version: int
    title_ko: str
    title_en: str
    clause: str
    article: str
    service: str
    recipients: tuple[str, ...]
    kind: str
    in_force: bool


class SignView(msgspec.Struct, frozen=True):
    """안내판 (PIPA art. 25(4)): purpose, place, range and hours, who answers for it and their telephone."""

    ko: str
    en: str
    missing: tuple[str, ...]
    """What nobody has said yet: `phone`, `office`."""


class AcceptedView(msgspec.Struct, frozen=True, kw_only=True):
    """준공: what now stands in the registry, who may be lent it, and what its sign must say."""

    site: PlannedSiteView
    site_id: str
    pole_id: str
    camera_ids: tuple[str, ...]
    lending: tuple[WouldLend, ...]
    sign: SignView
