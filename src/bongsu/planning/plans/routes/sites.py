"""`/api/planning/sites`: a chosen plan's sites, their steps with planned and actual days, and acceptance (준공)."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta

from bongsu.identity.routes import Who, require
from bongsu.planning.plans.routes.plans import PLANS, READS_PLANS
from bongsu.planning.plans.site_desk import AcceptedCamera, SiteDesk
from bongsu.planning.plans.views import AcceptedView, PlannedSiteView, SitesView
from bongsu.planning.words import SiteState
from bongsu.registry.camera import Purpose

Note = Annotated[str, Meta(max_length=400)]


class NewStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`on`: the state was reached on that day; `planned_on`: it is to be. Or both. REJECTED needs a reason."""

    state: SiteState
    on: date | None = None
    planned_on: date | None = None
    note: Note = ""
    reason: Note = ""


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """준공. Without `cameras` those of the plan are written as they are; with them, what really hangs there."""

    on: date | None = None
    purpose: Purpose = Purpose.CRIME_PREVENTION
    cameras: Annotated[tuple[AcceptedCamera, ...], Meta(max_length=16)] = ()
    note: Note = ""


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
    return await desk.step(
        planned_site_id,
        data.state,
        signed_in.person_id,
        on=data.on,
        planned_on=data.planned_on,
        note=data.note,
        reason=data.reason,
    )


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
    return await desk.accept(
        planned_site_id,
        signed_in.person_id,
        on=data.on,
        purpose=data.purpose,
        cameras=data.cameras,
        note=data.note,
    )


HANDLERS = [sites, step, accept]
