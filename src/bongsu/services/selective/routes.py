"""`/api/monitoring/alarms/{id}/{open,incident,announce}`: what lends or begins an incident stands above the queue."""

from typing import Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.duties.routes import seat_open
from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.desk import Desk
from bongsu.incidents.own_watch import watch_own
from bongsu.incidents.routes.page import host_of, watermark_of
from bongsu.incidents.tickets import TicketDesk
from bongsu.incidents.viewer import MONITORING, Viewer
from bongsu.incidents.views import TicketMessage
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.open import acknowledge
from bongsu.services.selective.announce import (
    Announced,
    AnnounceView,
    AnnounceWish,
    announce,
    device_at,
)
from bongsu.services.selective.open_up import IncidentWish, open_up

_OPENS = (Role.OPERATOR, Role.SHIFT_LEAD)


class Opened(msgspec.Struct, frozen=True):
    """The incident that it has become."""

    incident_id: str


@post(
    "/{alarm_id:str}/open",
    guards=[require(*MONITORING)],
    status_code=200,
    operation_id="OpenAlarm",
)
async def open_here(
    alarm_id: FromPath[str], signed_in: Who, state: State, request: Request[Any, Any, State]
) -> TicketMessage:
    """Acknowledges it, and lends its camera to the centre itself (자체 관제) for ten minutes. 409: a colleague has it."""
    desk: Desk = state.desk
    alarms: AlarmDesk = state.alarms
    tickets: TicketDesk = state.tickets
    async with alarms.change() as change:
        alarm = await acknowledge(change, alarm_id, signed_in.person_id)
        grant = await watch_own(change.work, desk, alarm.camera_id, signed_in.person_id, change.now)
    viewer, mark = Viewer.of(signed_in, desk.drills), watermark_of(signed_in)
    return tickets.mint(viewer, grant, alarm.camera_id, mark, host_of(request), desk.clock.now(), 0)


@post(
    "/{alarm_id:str}/incident",
    guards=[require(*_OPENS)],
    status_code=200,
    operation_id="OpenIncidentOfAlarm",
)
async def incident_here(
    alarm_id: FromPath[str], data: JSONBody[IncidentWish], signed_in: Who, state: State
) -> Opened:
    """상황 등록, of a confirmed alarm; once."""
    return Opened(await open_up(state.alarms, state.desk, alarm_id, data, signed_in.person_id))


@get("/{alarm_id:str}/announce", guards=[require(*_OPENS)], operation_id="MayAnnounce")
async def may_announce(alarm_id: FromPath[str], state: State) -> AnnounceView:
    """Whether the site has a loudspeaker or a bell: without one the key is not shown."""
    alarms: AlarmDesk = state.alarms
    async with alarms.database.read() as connection:
        alarm = await alarms.seen(connection, alarm_id)
        device = await device_at(connection, alarms, alarm)
    return AnnounceView(may=bool(device), device=device)


@post(
    "/{alarm_id:str}/announce",
    guards=[require(*_OPENS)],
    status_code=200,
    operation_id="Announce",
)
async def announce_here(
    alarm_id: FromPath[str], data: JSONBody[AnnounceWish], signed_in: Who, state: State
) -> Announced:
    """안내 방송: the press and the words are kept; 409 where the site has nothing to speak with."""
    return await announce(state.alarms, alarm_id, data, signed_in.person_id)


def selective_router() -> Router:
    """Stands on `app.state.alarms`, `.desk`, `.tickets`."""
    return Router(
        "/api/monitoring/alarms",
        route_handlers=[open_here, incident_here, may_announce, announce_here],
        guards=[seat_open],
        dependencies={"signed_in": SIGNED_IN},
        tags=["monitoring"],
    )
