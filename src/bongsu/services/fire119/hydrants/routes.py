"""`/api/hydrants`: where an engine near a place takes its water."""

from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.datastructures import State
from litestar.params import QueryParameter

from bongsu.identity.people import Role
from bongsu.identity.routes import require
from bongsu.incidents.degrees import Lat, Lon
from bongsu.incidents.desk import Desk
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point
from bongsu.services.fire119.hydrants.store import Hydrant, hydrants_near

WITHIN_M = 300.0
MOST = 20
_Place = tuple[Lat, Lon]


@get(
    "/hydrants",
    guards=[require(Role.FIRE_ROOM, Role.FIRE_CAR)],
    operation_id="Hydrants",
    tags=["fire"],
)
async def hydrants_here(
    state: State, near: Annotated[str, QueryParameter(max_length=60)]
) -> list[Hydrant]:
    """Usable ones within 300 m of `near` (`lat,lon`), the nearest first."""
    desk: Desk = state.desk
    async with desk.database.read() as connection:
        return await hydrants_near(connection, _place(near), WITHIN_M, MOST)


def _place(near: str) -> Point:
    try:
        lat, lon = msgspec.convert(near.split(","), _Place, strict=False)
    except msgspec.ValidationError as problem:
        raise Invalid(f"A place is `lat,lon` in Korea: {problem}", field="near") from problem
    return Point(lat, lon)


def hydrant_router() -> Router:
    """Stands on `app.state.desk` and `.identity`."""
    return Router("/api", route_handlers=[hydrants_here])
