"""`…/versions/{v}/pilot-report`, also as a file: beside the agreements' own routes, since it counts incidents."""

from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import OWN_ROLES
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.desk import Desk
from bongsu.incidents.pilot import report_on
from bongsu.sharing.pilot.document import Reader, pilot_file
from bongsu.sharing.pilot.views import PilotReport


class WhyTaken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file is for."""

    reason: Annotated[str, msgspec.Meta(max_length=600)]


@get(
    "/{agreement_id:str}/versions/{version:int}/pilot-report",
    operation_id="PilotReport",
)
async def pilot_report_here(
    agreement_id: FromPath[str], version: FromPath[int], state: State
) -> PilotReport:
    """시범운영 결과: what one version did over its validity, up to now."""
    desk: Desk = state.desk
    return await report_on(desk, agreement_id, version)


@post(
    "/{agreement_id:str}/versions/{version:int}/pilot-report/pdf",
    status_code=200,
    operation_id="PrintPilotReport",
)
async def pilot_file_here(
    agreement_id: FromPath[str],
    version: FromPath[int],
    data: JSONBody[WhyTaken],
    signed_in: Who,
    state: State,
) -> Response[bytes]:
    """The same as a document; the trail has its reason and hash before its first byte leaves."""
    desk: Desk = state.desk
    report = await report_on(desk, agreement_id, version)
    by = Reader(signed_in.person_id, signed_in.person.organisation, data.reason)
    content = await pilot_file(desk.database, report, desk.centre.name_ko, by, desk.clock.now())
    named = f'attachment; filename="pilot-{report.agreement_id}-v{version}.pdf"'
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": named})


def pilot_router() -> Router:
    """For the centre's own people."""
    return Router(
        "/api/agreements",
        route_handlers=[pilot_report_here, pilot_file_here],
        guards=[require(*OWN_ROLES)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["agreements"],
    )
