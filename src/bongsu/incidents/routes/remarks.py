"""`POST /api/incidents/{id}/remark`: what a room or a vehicle says of the pictures it was lent."""

from typing import Annotated

import msgspec
from litestar import Router, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import VEHICLE_ROLES, WALL_ROLES
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.desk import Desk
from bongsu.incidents.remark import remark_on
from bongsu.incidents.viewer import Viewer
from bongsu.sharing.pilot.remark import HIGHEST, LONGEST_TEXT, LOWEST


class NewRemark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """1 (no help) to 5 (decisive), and one line without names."""

    rating: Annotated[int, msgspec.Meta(ge=LOWEST, le=HIGHEST)]
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)] = ""


@post(
    "/{incident_id:str}/remark",
    guards=[require(*WALL_ROLES, *VEHICLE_ROLES)],
    status_code=204,
    operation_id="Remark",
)
async def remark_here(
    incident_id: FromPath[str], data: JSONBody[NewRemark], signed_in: Who, state: State
) -> None:
    """Once per person, while the incident runs or within a day of its end."""
    desk: Desk = state.desk
    await remark_on(desk, incident_id, Viewer.of(signed_in, desk.drills), data.rating, data.text)


def remarks_router() -> Router:
    return Router(
        "/api/incidents",
        route_handlers=[remark_here],
        dependencies={"signed_in": SIGNED_IN},
        tags=["incidents"],
    )
