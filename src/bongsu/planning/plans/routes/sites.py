"""`/api/planning/sites`: a chosen plan's sites, their steps with planned and actual days, and acceptance (준공)."""

from litestar import get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody

from bongsu.identity.routes import Who, require
from bongsu.planning.plans.asked import Acceptance, NewStep
from bongsu.planning.plans.routes.by import by_of
from bongsu.planning.plans.routes.plans import PLANS, READS_PLANS
from bongsu.planning.plans.site_desk import SiteDesk
from bongsu.planning.plans.views import AcceptedView, PlannedSiteView, SitesView


@get("/sites", guards=[require(*READS_PLANS)], operation_id="PlannedSites")
async def sites(state: State, plan_id: FromQuery[str | None] = None) -> SitesView | None:
    """Of this plan, else of the one chosen last. Null as long as none is chosen."""
    desk: SiteDesk = state.site_desk
    return await desk.sites(plan_id)


@post(
    "/sites/{planned_site_id:str}/step",
    guards=[require(*PLANS)],
    status_code=200,
    operation_id="StepSite",
)
async def step(
    planned_site_id: FromPath[str], data: JSONBody[NewStep], signed_in: Who, state: State
) -> PlannedSiteView:
    """A date planned, or a state reached; in order. The state it is in may be said again, to mend its day."""
    desk: SiteDesk = state.site_desk
    return await desk.step(planned_site_id, data, by_of(signed_in))


@post(
    "/sites/{planned_site_id:str}/accept",
    guards=[require(*PLANS)],
    status_code=200,
    operation_id="AcceptSite",
)
async def accept(
    planned_site_id: FromPath[str], data: JSONBody[Acceptance], signed_in: Who, state: State
) -> AcceptedView:
    """준공: its pole, site and cameras stand in the registry from now on."""
    desk: SiteDesk = state.site_desk
    return await desk.accept(planned_site_id, data, by_of(signed_in))


HANDLERS = [sites, step, accept]
