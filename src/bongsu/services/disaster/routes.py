"""`/link/v1/disaster/cap`: alerts come in."""

from typing import Any  # Any: Litestar's request is generic in what nobody here uses

from litestar import Request, Response, Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency

from bongsu.identity.people import LinkRight, Partner
from bongsu.identity.routes import PARTNER, may
from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.tree import LARGEST_BYTES
from bongsu.services.disaster.hear import HearingAnswer
from bongsu.services.disaster.node import DisasterNode

CAP_TYPES = frozenset({"application/cap+xml", "application/xml", "text/xml"})


@post(
    "/cap",
    operation_id="SendAlert",
    tags=["link"],
    status_code=200,
    request_max_body_size=LARGEST_BYTES + 1,
)
async def send_alert(
    partner: NamedDependency[Partner], request: Request[Any, Any, State], state: State
) -> Response[HearingAnswer]:
    """One CAP 1.2 alert (1.1 is read too). 201: an incident was opened; 200: everything else, with the word for it."""
    said = request.content_type[0]
    if said not in CAP_TYPES:
        raise Invalid(f"An alert is application/cap+xml, not {said[:60]}", field="Content-Type")
    here: DisasterNode = state.disaster
    status, body = await here.hearing().hear(partner, await request.body())
    answer: Response[Any] = Response(body, status_code=status, media_type="application/json")
    return answer


def link_router() -> Router:
    """Stands on `app.state.disaster` and `.identity`."""
    return Router(
        "/link/v1/disaster",
        route_handlers=[send_alert],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )
