"""`/api/disaster/heard`: what came in, for the own disaster room and those who lead the centre."""

import msgspec
from litestar import Router, get
from litestar.datastructures import State

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.store import open_incidents
from bongsu.services.disaster.node import DisasterNode
from bongsu.services.disaster.received.store import Refused, refused_lately
from bongsu.services.disaster.received.view import HeardAlert, view_of
from bongsu.services.disaster.store import heard_lately


class HeardAlerts(msgspec.Struct, frozen=True):
    """The newest first."""

    alerts: list[HeardAlert]
    refused: list[Refused]


@get(
    "/heard",
    guards=[require(Role.DISASTER_ROOM, Role.SHIFT_LEAD, Role.CENTRE_HEAD)],
    operation_id="HeardAlerts",
    tags=["disaster"],
)
async def heard_here(signed_in: Who, state: State) -> HeardAlerts:
    """Alerts that were heard lately, and those that were refused, by the name of what is wrong with them."""
    here: DisasterNode = state.disaster
    here.must_be_ours(signed_in)
    async with here.desk.database.read() as connection:
        heard = await heard_lately(connection)
        refused = await refused_lately(connection)
        running = frozenset(one.incident_id for one in await open_incidents(connection))
    return HeardAlerts([view_of(one, running) for one in heard], refused)


def heard_router() -> Router:
    """Stands on `app.state.disaster` and `.identity`."""
    return Router(
        "/api/disaster", route_handlers=[heard_here], dependencies={"signed_in": SIGNED_IN}
    )
