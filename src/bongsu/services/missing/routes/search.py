"""`/api/missing/searches`: the operators' search desk (수색 창구)."""

from typing import (
    Annotated,
    Any,
    Literal,
)  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta

from bongsu.identity.duties.routes import seat_open
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.routes import Who, require
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.routes.pictures import LARGEST_BODY
from bongsu.services.missing.routes.views import DeskView, SearchView, desk_view, search_view
from bongsu.services.missing.running import at_desk, running_searches
from bongsu.services.missing.search import join, leave, look
from bongsu.services.missing.searches.store import PHOTO, copies_of, seats_of, sectors_of
from bongsu.services.missing.sighting import Report, report

SEARCHERS = (Role.OPERATOR, Role.SHIFT_LEAD)
_SEARCHER = require(*SEARCHERS)


class Looked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """확인했음 - 없음 (`none`), 의심 (`suspect`)."""

    verdict: Literal["none", "suspect"]


class Reported(msgspec.Struct, frozen=True):
    """발견."""

    sighting_id: str


@get("/searches", guards=[_SEARCHER], operation_id="ListSearches")
async def list_searches(signed_in: Who, state: State) -> list[SearchView]:
    """Open ones, oldest first; no description in it."""
    desk: MissingDesk = state.missing
    found = await running_searches(desk, signed_in)
    views = []
    async with desk.desk.database.read() as connection:
        for one in found:
            rows = await sectors_of(connection, one.incident.incident_id)
            seats = await seats_of(connection, one.incident.incident_id)
            views.append(search_view(desk, one, rows, seats, signed_in.person_id))
    return views


async def _desk(desk: MissingDesk, incident_id: str, signed_in: SignedIn) -> DeskView:
    async with desk.desk.database.read() as connection:
        one = await at_desk(connection, desk, incident_id, signed_in)
        rows = await sectors_of(connection, incident_id)
        seats = await seats_of(connection, incident_id)
        photos = await copies_of(connection, incident_id, PHOTO)
    return desk_view(desk, one, rows, seats, signed_in.person_id, photos)


@get("/searches/{incident_id:str}", guards=[_SEARCHER], operation_id="LookAtSearch")
async def look_at_search(incident_id: FromPath[str], signed_in: Who, state: State) -> DeskView:
    """The area, and one's own sector."""
    return await _desk(state.missing, incident_id, signed_in)


@post(
    "/searches/{incident_id:str}/join",
    guards=[_SEARCHER, seat_open],
    status_code=200,
    operation_id="JoinSearch",
)
async def join_here(incident_id: FromPath[str], signed_in: Who, state: State) -> DeskView:
    """The area is divided anew."""
    await join(state.missing, incident_id, signed_in)
    return await _desk(state.missing, incident_id, signed_in)


@post(
    "/searches/{incident_id:str}/leave",
    guards=[_SEARCHER],
    status_code=204,
    operation_id="LeaveSearch",
)
async def leave_here(incident_id: FromPath[str], signed_in: Who, state: State) -> None:
    await leave(state.missing, incident_id, signed_in)


@post(
    "/searches/{incident_id:str}/cameras/{camera_id:str}",
    guards=[_SEARCHER, seat_open],
    status_code=204,
    operation_id="LookedAtCamera",
)
async def looked_here(
    incident_id: FromPath[str],
    camera_id: FromPath[str],
    data: JSONBody[Looked],
    signed_in: Who,
    state: State,
) -> None:
    """One camera of one's own sector."""
    await look(state.missing, incident_id, camera_id, data.verdict, signed_in)


@post(
    "/searches/{incident_id:str}/sightings",
    guards=[_SEARCHER, seat_open],
    operation_id="ReportSighting",
    request_max_body_size=LARGEST_BODY,
)
async def report_here(
    incident_id: FromPath[str],
    camera_id: FromQuery[Annotated[str, Meta(max_length=40)]],
    request: Request[Any, Any, State],
    signed_in: Who,
    state: State,
    grant_id: FromQuery[Annotated[str, Meta(max_length=40)]] = "",
) -> Reported:
    """The body is the frame that the console shows, a JPEG of at most 1 MiB, or nothing."""
    said = Report(camera_id, grant_id, await request.body())
    return Reported(await report(state.missing, incident_id, said, signed_in))


SEARCH = (list_searches, look_at_search, join_here, leave_here, looked_here, report_here)
