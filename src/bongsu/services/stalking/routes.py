"""`/link/v1/stalking/homes`: the police's system sets and removes a list that no route reads back."""

from litestar import Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from bongsu.identity.people import LinkRight, Partner
from bongsu.identity.routes import PARTNER, may
from bongsu.services.stalking.homes import Homes
from bongsu.services.stalking.message import HomesAnswer, HomesMessage


@post("/homes", status_code=200, operation_id="SetHomes", tags=["link"])
async def set_homes(
    partner: NamedDependency[Partner], data: JSONBody[HomesMessage], state: State
) -> HomesAnswer:
    """The same message twice leaves the same list."""
    here: Homes = state.stalking
    return await here.change(partner, data)


def link_router() -> Router:
    """Stands on `app.state.stalking` and `.identity`."""
    return Router(
        "/link/v1/stalking",
        route_handlers=[set_homes],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )
