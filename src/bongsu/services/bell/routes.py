"""`/link/v1/bell/messages`: the door of the bells' own system."""

from litestar import Response, Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from bongsu.identity.people import LinkRight, Partner
from bongsu.identity.routes import PARTNER, may
from bongsu.services.bell.message import BellMessage
from bongsu.services.bell.receive import CODE, receive
from bongsu.services.shared.residents.desk import From
from bongsu.services.shared.residents.routes import people_router


@post("/messages", status_code=200, operation_id="SendBell", tags=["link"])
async def send_bell(
    partner: NamedDependency[Partner], data: JSONBody[BellMessage], state: State
) -> Response[bytes]:
    """A pole is registered, pressed, taken away; the same message gets the same answer."""
    answered = await receive(state.residents, From(partner), data)
    return Response(answered.body, status_code=answered.status, media_type="application/json")


def link_router() -> Router:
    return Router(
        "/link/v1/bell",
        route_handlers=[send_bell],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )


def own_router() -> Router:
    return people_router("bell", "Bell", [CODE])
