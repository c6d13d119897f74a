"""`/api/planning/plans/{plan_id}/versions/{version}/paper`: a plan as PDF, XLSX or GeoJSON, internal or public."""

from typing import Annotated

import msgspec
from litestar import Response, Router, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.planning.papers.desk import Edition, Form, PaperDesk
from bongsu.planning.plans.routes.plans import READS_PLANS
from bongsu.planning.requests.desk import By


class PaperWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`reason`: what the file is for; it stands in the trail."""

    edition: Edition
    form: Form
    reason: Annotated[str, msgspec.Meta(max_length=600)]


@post(
    "/plans/{plan_id:str}/versions/{version:int}/paper",
    guards=[require(*READS_PLANS)],
    status_code=200,
    operation_id="PlanPaper",
)
async def paper_here(
    plan_id: FromPath[str],
    version: FromPath[int],
    data: JSONBody[PaperWanted],
    signed_in: Who,
    state: State,
) -> Response[bytes]:
    """The file; the trail has its reason and hash before its first byte leaves."""
    desk: PaperDesk = state.paper_desk
    by = By(signed_in.person_id, signed_in.person.organisation)
    made = await desk.paper(plan_id, version, data.edition, data.form, data.reason, by)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=made.media, headers=headers)


def papers_router() -> Router:
    return Router(
        "/api/planning",
        route_handlers=[paper_here],
        dependencies={"signed_in": SIGNED_IN},
        tags=["planning"],
    )
