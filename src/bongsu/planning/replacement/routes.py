"""`/api/planning/replacement`: lists of what to replace first, beside oldest-first, and the computations that draw them."""

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.planning.config import Replacement
from bongsu.planning.plans.views import RunView
from bongsu.planning.replacement.desk import ReplacementDesk
from bongsu.planning.replacement.views import ReplacementView

REPLACES = (Role.ASSET_MGR, Role.SITE_PLANNER, Role.CENTRE_HEAD)


@get("/", operation_id="Replacement")
async def replacement(state: State, list_id: FromQuery[str | None] = None) -> ReplacementView:
    """The list asked for, or the newest; null as long as none was drawn."""
    desk: ReplacementDesk = state.replacement_desk
    return await desk.view(list_id)


@post("/runs", status_code=201, operation_id="BeginReplacementRun")
async def begin_run(data: JSONBody[Replacement], signed_in: Who, state: State) -> RunView:
    """One computes at a time, plans too; the others wait in order."""
    desk: ReplacementDesk = state.replacement_desk
    return desk.begin(data, signed_in.person_id)


@get("/runs/{run_id:str}", operation_id="ReplacementRun")
async def one_run(run_id: FromPath[str], state: State) -> RunView:
    """Asked again and again while it computes."""
    desk: ReplacementDesk = state.replacement_desk
    return desk.run(run_id)


@post("/runs/{run_id:str}/stop", status_code=200, operation_id="StopReplacementRun")
async def stop_run(run_id: FromPath[str], state: State) -> RunView:
    """A second time changes nothing."""
    desk: ReplacementDesk = state.replacement_desk
    return desk.stop(run_id)


def replacement_router() -> Router:
    return Router(
        "/api/planning/replacement",
        guards=[require(*REPLACES)],
        route_handlers=[replacement, begin_run, one_run, stop_run],
        dependencies={"signed_in": SIGNED_IN},
        tags=["planning"],
    )
