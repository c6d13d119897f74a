"""`GET /api/agreements/{id}/versions/{v}/pilot-report`: beside the agreements' own routes, since it counts incidents."""

from litestar import Router, get
from litestar.datastructures import State
from litestar.params import FromPath

from bongsu.identity.people import OWN_ROLES
from bongsu.identity.routes import require
from bongsu.incidents.desk import Desk
from bongsu.incidents.pilot import report_on
from bongsu.sharing.pilot.views import PilotReport


@get(
    "/{agreement_id:str}/versions/{version:int}/pilot-report",
    guards=[require(*OWN_ROLES)],
    operation_id="PilotReport",
    tags=["agreements"],
)
async def pilot_report_here(
    agreement_id: FromPath[str], version: FromPath[int], state: State
) -> PilotReport:
    """시범운영 결과: what one version did over its validity, up to now."""
    desk: Desk = state.desk
    return await report_on(desk, agreement_id, version)


def pilot_router() -> Router:
    return Router("/api/agreements", route_handlers=[pilot_report_here])
