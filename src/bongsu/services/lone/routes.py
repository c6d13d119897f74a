"""`/link/v1/lone/…`: the door of the home devices' system, and which of them it is to call."""

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from bongsu.identity.people import LinkRight, Partner
from bongsu.identity.routes import PARTNER, may
from bongsu.services.lone.check import CODE
from bongsu.services.lone.message import HomeMessage
from bongsu.services.lone.receive import receive
from bongsu.services.shared.residents.desk import From, ResidentDesk
from bongsu.services.shared.residents.routes import people_router
from bongsu.services.shared.residents.store import devices_of


class Calls(msgspec.Struct, frozen=True):
    """Pseudonyms of the devices whose people are to be called now."""

    device_ids: list[str]


@post("/messages", status_code=200, operation_id="SendHome", tags=["link"])
async def send_home(
    partner: NamedDependency[Partner], data: JSONBody[HomeMessage], state: State
) -> Response[bytes]:
    """A home device is registered, beats, calls for help; the same message gets the same answer."""
    answered = await receive(state.residents, From(partner), data)
    return Response(answered.body, status_code=answered.status, media_type="application/json")


@get("/calls", operation_id="ListHomeCalls", tags=["link"])
async def home_calls(partner: NamedDependency[Partner], state: State) -> Calls:
    """Of this partner's devices those that missed their beat."""
    at: ResidentDesk = state.residents
    async with at.desk.database.read() as connection:
        known = await devices_of(connection, [CODE])
    mine = (one for one in known if one.partner == partner.name and one.asked_at is not None)
    return Calls(sorted(one.device_id for one in mine))


def link_router() -> Router:
    return Router(
        "/link/v1/lone",
        route_handlers=[send_home, home_calls],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )


def own_router() -> Router:
    return people_router("lone", "Lone", [CODE])
