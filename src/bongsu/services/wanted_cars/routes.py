"""`/link/v1/wanted-cars/…` for WASS and the recognisers; `/api/wanted-cars/counts`, a number a day, for own people.

No route of a person takes a plate (dossier §12.13)."""

from typing import Annotated

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody
from msgspec import Meta

from bongsu.identity.people import LinkRight, Partner
from bongsu.identity.routes import PARTNER, SIGNED_IN, may, require
from bongsu.incidents.viewer import MONITORING
from bongsu.services.wanted_cars.message import (
    DayCount,
    Hit,
    ListAnswer,
    ListMessage,
    ReadAnswer,
    ReadMessage,
)
from bongsu.services.wanted_cars.wanted import WantedCars

After = Annotated[str, Meta(max_length=40)]


@post("/list", status_code=200, operation_id="ChangeWantedCars", tags=["link"])
async def change_list(
    partner: NamedDependency[Partner], data: JSONBody[ListMessage], state: State
) -> ListAnswer:
    """Hashed at the door; references in the order of the message."""
    here: WantedCars = state.wanted_cars
    return await here.change(partner, data)


@post("/reads", status_code=202, operation_id="TellPlateRead", tags=["link"])
async def tell_read(
    partner: NamedDependency[Partner], data: JSONBody[ReadMessage], state: State
) -> ReadAnswer:
    """Compared in memory; the answer is the same either way."""
    here: WantedCars = state.wanted_cars
    await here.take(partner, data)
    return ReadAnswer()


@get("/hits", operation_id="PlateHits", tags=["link"])
async def list_hits(
    partner: NamedDependency[Partner], state: State, after: FromQuery[After] = ""
) -> list[Hit]:
    """Time and place of the last 24 hours, after the hit that is named; never a picture."""
    here: WantedCars = state.wanted_cars
    return await here.hits(partner, after)


@get("/counts", operation_id="PlateHitCounts", guards=[require(*MONITORING)])
async def list_counts(state: State) -> list[DayCount]:
    """How many a day, nothing else."""
    here: WantedCars = state.wanted_cars
    return await here.counts()


def link_router() -> Router:
    """Stands on `app.state.wanted_cars` and `.identity`."""
    return Router(
        "/link/v1/wanted-cars",
        route_handlers=[change_list, tell_read, list_hits],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )


def own_router() -> Router:
    return Router(
        "/api/wanted-cars",
        route_handlers=[list_counts],
        dependencies={"signed_in": SIGNED_IN},
        tags=["wanted-cars"],
    )
