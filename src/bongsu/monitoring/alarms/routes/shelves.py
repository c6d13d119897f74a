"""`/api/monitoring/{shelves,tunings,missed}`: what was put aside, what verdicts changed, what nobody's rule spoke of."""

from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.learn import undo_tuning
from bongsu.monitoring.alarms.learned.store import tunings_of
from bongsu.monitoring.alarms.missed import MissedWish, report_missed
from bongsu.monitoring.alarms.routes.alarms import QUEUE
from bongsu.monitoring.alarms.shelve import ShelfWish, end_shelf, shelve
from bongsu.monitoring.alarms.views import (
    MissedView,
    ShelfView,
    TuningView,
    missed_view,
    shelf_view,
    tuning_view,
)

LEADS = (Role.SHIFT_LEAD, Role.CENTRE_HEAD)


class UndoWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it is taken back."""

    reason: Annotated[str, Meta(min_length=2, max_length=200, pattern=SOME_LINES)]


@get("/shelves", operation_id="Shelves", sync_to_thread=False)
def shelves_here(state: State) -> list[ShelfView]:
    """What is put aside now, the one that ends next first."""
    desk: AlarmDesk = state.alarms
    now = desk.clock.now()
    running = sorted(desk.book.shelves.values(), key=lambda one: (one.until, one.shelf_id))
    views = (shelf_view(desk, one) for one in running if one.until > now)
    return [one for one in views if one is not None]


@post("/shelves", operation_id="Shelve", status_code=201)
async def shelve_here(data: JSONBody[ShelfWish], signed_in: Who, state: State) -> ShelfView:
    """For at most eight hours, with a reason."""
    desk: AlarmDesk = state.alarms
    view = shelf_view(desk, await shelve(desk, data, signed_in.person_id))
    assert view is not None
    return view


@post("/shelves/{shelf_id:str}/end", operation_id="EndShelf", status_code=204)
async def end_here(shelf_id: FromPath[str], signed_in: Who, state: State) -> None:
    """Before its time."""
    await end_shelf(state.alarms, shelf_id, signed_in.person_id)


@get("/tunings", operation_id="Tunings")
async def tunings_here(
    signed_in: Who,
    state: State,
    *,
    camera_id: FromQuery[str | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 200,
) -> list[TuningView]:
    """Newest first, with those that were taken back."""
    desk: AlarmDesk = state.alarms
    async with desk.database.read() as connection:
        found = await tunings_of(connection, camera_id, limit=limit)
    may_undo = signed_in.role in LEADS
    views = (tuning_view(desk, one, may_undo=may_undo) for one in found)
    return [one for one in views if one is not None]


@post(
    "/tunings/{tuning_id:str}/undo",
    operation_id="UndoTuning",
    status_code=204,
    guards=[require(*LEADS)],
)
async def undo_here(
    tuning_id: FromPath[str], data: JSONBody[UndoWish], signed_in: Who, state: State
) -> None:
    """The score as it was before, the place seen again."""
    await undo_tuning(state.alarms, tuning_id, data.reason.strip(), signed_in.person_id)


@post("/missed", operation_id="ReportMissed", status_code=201)
async def missed_here(data: JSONBody[MissedWish], signed_in: Who, state: State) -> MissedView:
    """미탐: something was there, and no rule spoke."""
    return missed_view(await report_missed(state.alarms, data, signed_in.person_id))


def shelves_router() -> Router:
    return Router(
        "/api/monitoring",
        route_handlers=[
            shelves_here,
            shelve_here,
            end_here,
            tunings_here,
            undo_here,
            missed_here,
        ],
        guards=[require(*QUEUE)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["monitoring"],
    )
