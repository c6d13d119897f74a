"""`/link/v1/incidents`: the one door for the linked systems, each with its own credential."""

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import LinkRight, Partner
from bongsu.identity.routes import PARTNER, may
from bongsu.services.intake.answer import Answer
from bongsu.services.intake.message import CanonicalMessage
from bongsu.services.intake.receive import look_up, receive, renew_call


@post("/incidents", operation_id="SendIncident", tags=["link"])
async def send_incident(
    partner: NamedDependency[Partner], data: JSONBody[CanonicalMessage], state: State
) -> Response[bytes]:
    """NEW and TEST answer 201, what follows on a call 200; the same message gets the same answer."""
    answered = await receive(state.desk, partner, data)
    return Response(answered.body, status_code=answered.status, media_type="application/json")


@get("/incidents/{incident_id:str}", operation_id="LookUpIncident", tags=["link"])
async def look_up_incident(
    partner: NamedDependency[Partner], incident_id: FromPath[str], state: State
) -> Answer:
    """How the call stands now."""
    return await look_up(state.desk, partner, incident_id)


@post(
    "/incidents/{incident_id:str}/renew",
    status_code=200,
    operation_id="RenewIncident",
    tags=["link"],
)
async def renew_incident(
    partner: NamedDependency[Partner], incident_id: FromPath[str], state: State
) -> Answer:
    """One more term for what is lent."""
    return await renew_call(state.desk, partner, incident_id)


def link_router() -> Router:
    """Stands on `app.state.desk` and `.identity`."""
    return Router(
        "/link/v1",
        route_handlers=[send_incident, look_up_incident, renew_incident],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )
