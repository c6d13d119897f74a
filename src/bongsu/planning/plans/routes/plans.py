"""`/api/planning`: computations, the last score, plans with their versions, and the choice."""

from typing import Annotated, Any  # Any: an answer that is JSON already

import msgspec
from litestar import MediaType, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import Who, require
from bongsu.planning.config import PlanConfig
from bongsu.planning.plans.desk import PlanDesk
from bongsu.planning.plans.drawn_candidates import DrawnCandidates
from bongsu.planning.plans.routes.by import by_of
from bongsu.planning.plans.views import (
    LastScore,
    PlanView,
    RunKind,
    RunView,
    VersionView,
)

PLANS = (Role.SITE_PLANNER,)
SEES_NEED = (Role.SITE_PLANNER, Role.CENTRE_HEAD)
READS_PLANS = (*SEES_NEED, Role.CPO, Role.AUDITOR)
CHOOSES = (Role.CENTRE_HEAD,)

Why = Annotated[str, Meta(min_length=1, max_length=400)]
Id = Annotated[str, Meta(min_length=1, max_length=40)]


class NewRun(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`plan_id`: the new version is this plan's. `curve`: also what other budgets would bring. Files are not read."""

    kind: RunKind
    config: PlanConfig
    plan_id: Id | None = None
    curve: bool = False


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why this version and no other: it stands in the trail."""

    reason: Why


@post("/runs", guards=[require(*PLANS)], status_code=201, operation_id="BeginPlanRun")
async def begin_run(data: JSONBody[NewRun], signed_in: Who, state: State) -> RunView:
    """One computes at a time, the others wait in order."""
    desk: PlanDesk = state.plan_desk
    return await desk.begin(
        data.kind, data.config, signed_in.person_id, plan_id=data.plan_id, curve=data.curve
    )


@get("/runs", guards=[require(*SEES_NEED)], operation_id="PlanRuns")
async def runs(state: State) -> list[RunView]:
    """Newest first, of this node's start on: what runs or waits is seen by all who plan, in every tab."""
    desk: PlanDesk = state.plan_desk
    return desk.runs.views()


@get("/runs/{run_id:str}", guards=[require(*SEES_NEED)], operation_id="PlanRun")
async def one_run(run_id: FromPath[str], state: State) -> RunView:
    """Asked again and again while it computes; it is forgotten when the node ends."""
    desk: PlanDesk = state.plan_desk
    return desk.runs.view(run_id)


@post(
    "/runs/{run_id:str}/stop",
    guards=[require(*PLANS)],
    status_code=200,
    operation_id="StopPlanRun",
)
async def stop_run(run_id: FromPath[str], state: State) -> RunView:
    """The best plan so far is kept, where there is one."""
    desk: PlanDesk = state.plan_desk
    return desk.runs.stop_run(run_id)


@get("/score", guards=[require(*SEES_NEED)], operation_id="PlanningScore")
async def last_score(state: State) -> Response[LastScore | None]:
    """Null as long as nothing was scored."""
    desk: PlanDesk = state.plan_desk
    written: Any = await desk.last_score()  # Any: JSON of what the description says
    return Response(written, media_type=MediaType.JSON)


@get("/defaults", guards=[require(*SEES_NEED)], operation_id="PlanningDefaults")
async def defaults(state: State) -> PlanConfig:
    """Where a new plan of this centre begins."""
    desk: PlanDesk = state.plan_desk
    return desk.defaults()


@get("/plans", guards=[require(*READS_PLANS)], operation_id="Plans")
async def plans(state: State) -> list[PlanView]:
    """Newest first."""
    desk: PlanDesk = state.plan_desk
    return await desk.plans()


@get(
    "/plans/{plan_id:str}/versions/{version:int}",
    guards=[require(*READS_PLANS)],
    operation_id="PlanVersion",
)
async def one_version(plan_id: FromPath[str], version: FromPath[int], state: State) -> VersionView:
    """A version whole."""
    desk: PlanDesk = state.plan_desk
    return await desk.version(plan_id, version)


@get(
    "/plans/{plan_id:str}/versions/{version:int}/candidates",
    guards=[require(*SEES_NEED)],
    operation_id="PlanCandidates",
)
async def candidates(
    plan_id: FromPath[str], version: FromPath[int], state: State
) -> Response[DrawnCandidates]:
    """All places that it could choose from, by columns. A list of what nobody watches: for those who plan only."""
    desk: PlanDesk = state.plan_desk
    written: Any = await desk.candidates(plan_id, version)  # Any: JSON of what the description says
    return Response(written, media_type=MediaType.JSON)


@post(
    "/plans/{plan_id:str}/versions/{version:int}/choose",
    guards=[require(*CHOOSES)],
    status_code=200,
    operation_id="ChoosePlan",
)
async def choose(
    plan_id: FromPath[str],
    version: FromPath[int],
    data: JSONBody[Choice],
    signed_in: Who,
    state: State,
) -> PlanView:
    """확정: its sites begin their way. Another choice of the same year carries on the sites that both have."""
    desk: PlanDesk = state.plan_desk
    return await desk.choose(plan_id, version, data.reason, by_of(signed_in))


HANDLERS = [
    begin_run,
    runs,
    one_run,
    stop_run,
    last_score,
    defaults,
    plans,
    one_version,
    candidates,
    choose,
]
