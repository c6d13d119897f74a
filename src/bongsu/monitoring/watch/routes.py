"""`/api/monitoring/cameras` and `/workers`: what is watched by machine, by which rules, and who does it."""

from typing import Annotated

from litestar import Router, get, post, put
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.monitoring.watch.attend import Attend, attend
from bongsu.monitoring.watch.change_rules import NewRules, RulesView, change_rules, read_rules
from bongsu.monitoring.watch.switch import Switch, Switched, switch
from bongsu.monitoring.watch.views import (
    Wanted,
    WatchedCameras,
    WatchState,
    WorkersView,
    watched_cameras,
    workers_view,
)
from bongsu.monitoring.worker.messages import Attention

QUEUES = (Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD)
_SEES = (*QUEUES, Role.ASSET_MGR)
_SWITCHES = (Role.SHIFT_LEAD, Role.CENTRE_HEAD)
Limit = Annotated[int, Meta(ge=1, le=500)]


@get("/cameras", guards=[require(*_SEES)], operation_id="WatchedCameras", sync_to_thread=False)
def cameras_here(
    state: State,
    *,
    search: FromQuery[str] = "",
    on: FromQuery[bool | None] = None,
    watch_state: Annotated[WatchState | None, QueryParameter(name="state")] = None,
    after: FromQuery[str] = "",
    limit: FromQuery[Limit] = 100,
) -> WatchedCameras:
    """All of our own by code: watched or not, since when, by whom and why, and how often they are really looked at."""
    return watched_cameras(state.watch, Wanted(search, on, watch_state, after, limit))


@post("/cameras", guards=[require(*_SWITCHES)], operation_id="SwitchWatching", status_code=200)
async def switch_here(data: JSONBody[Switch], signed_in: Who, state: State) -> Switched:
    """Watching by machine on or off, for some cameras or a dong, with a reason."""
    return await switch(state.watch, data, signed_in.person_id)


@get("/cameras/{camera_id:str}/rules", guards=[require(*QUEUES)], operation_id="CameraRules")
async def rules_here(camera_id: FromPath[str], state: State) -> RulesView:
    """The rules in force; version 0 are the standard ones."""
    return await read_rules(state.watch, camera_id)


@put("/cameras/{camera_id:str}/rules", guards=[require(*QUEUES)], operation_id="ChangeRules")
async def change_here(
    camera_id: FromPath[str], data: JSONBody[NewRules], signed_in: Who, state: State
) -> RulesView:
    """In place of the version that was read; 409 `changed_meanwhile` where it is no longer the newest."""
    return await change_rules(state.watch, camera_id, data, signed_in.person_id)


@post(
    "/cameras/{camera_id:str}/attention",
    guards=[require(*QUEUES)],
    operation_id="AttendCamera",
    status_code=200,
)
async def attend_here(
    camera_id: FromPath[str], data: JSONBody[Attend], signed_in: Who, state: State
) -> Attention:
    """Look closely for some minutes; 0: no longer."""
    return await attend(state.watch, camera_id, data.minutes, signed_in.person_id)


@get("/workers", guards=[require(*_SEES)], operation_id="Workers", sync_to_thread=False)
def workers_here(state: State) -> WorkersView:
    """Who looks, at what cost, and which cameras are late, isolated or held by nobody."""
    return workers_view(state.watch)


def watch_router() -> Router:
    """`app.state.watch` is the `WatchDesk`."""
    return Router(
        "/api/monitoring",
        route_handlers=[
            cameras_here,
            switch_here,
            rules_here,
            change_here,
            attend_here,
            workers_here,
        ],
        dependencies={"signed_in": SIGNED_IN},
        tags=["monitoring"],
    )
