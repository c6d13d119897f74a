"""`/api/reports`: an operator's key, and what came of it. There is no other way to a report."""

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import JSONBody

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.services.reports.reports import Reports, ReportView
from bongsu.services.reports.rules import LARGEST_STILL, Report

REPORTERS = (Role.OPERATOR, Role.SHIFT_LEAD)


class Reported(msgspec.Struct, frozen=True):
    """Written down, not yet received."""

    report_id: str


@post(
    "/",
    status_code=202,
    operation_id="ReportOut",
    # base64 of the still, and the words
    request_max_body_size=LARGEST_STILL * 4 // 3 + 8192,
)
async def report_here(data: JSONBody[Report], signed_in: Who, state: State) -> Reported:
    """Sent on by the node until its receipt comes."""
    here: Reports = state.reports
    return Reported(await here.report(data, signed_in.person_id))


@get("/", operation_id="ReportsOut")
async def list_reports(state: State) -> list[ReportView]:
    """Newest first, with the receipt's number or that the door is silent."""
    here: Reports = state.reports
    return await here.recent()


def own_router() -> Router:
    return Router(
        "/api/reports",
        route_handlers=[report_here, list_reports],
        guards=[require(*REPORTERS)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["reports"],
    )
