"""`/api/monitoring/alarms…`: the queue's people read alarms, see their clip and picture, and say what they were."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from bongsu.identity.duties.routes import seat_open
from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.kernel.moments import check_moment
from bongsu.monitoring.alarms.answer import Answer, answer, undo
from bongsu.monitoring.alarms.clips import look_at
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.failures import UnknownAlarm
from bongsu.monitoring.alarms.files import CLIP, PICTURE
from bongsu.monitoring.alarms.store import alarm_of, events_of, in_states, listed
from bongsu.monitoring.alarms.views import (
    AlarmDetail,
    AlarmView,
    EventView,
    MonitoringCounts,
    alarm_view,
    counts,
)

QUEUE = (Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD)
_NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Listed(StrEnum):
    """A state, or all that are open."""

    OPEN = "open"
    WAITING = "waiting"
    SHOWN = "shown"
    HELD = "held"
    REAL = "real"
    FALSE = "false"
    LAPSED = "lapsed"


@get("/", operation_id="ListAlarms")
async def list_here(
    signed_in: Who,
    state: State,
    *,
    listed_state: Annotated[Listed | None, QueryParameter(name="state")] = None,
    camera_id: FromQuery[str | None] = None,
    before: FromQuery[datetime | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> list[AlarmView]:
    """Newest first, lapsed and answered ones too; what is only in memory yet is told as it stands there."""
    desk: AlarmDesk = state.alarms
    check_moment(before, "before")
    async with desk.database.read() as connection:
        found = await listed(
            connection,
            states=in_states(listed_state),
            camera_id=camera_id,
            before=before,
            limit=limit,
        )
    known = desk.book.alarms
    views = (alarm_view(desk, known.get(one.alarm_id, one), signed_in.person_id) for one in found)
    return [one for one in views if one is not None]


@get("/counts", operation_id="MonitoringCounts", sync_to_thread=False)
def counts_here(state: State) -> MonitoringCounts:
    """As the feed's `monitoring` says it."""
    return counts(state.alarms)


@get("/{alarm_id:str}", operation_id="OneAlarm")
async def one_here(alarm_id: FromPath[str], signed_in: Who, state: State) -> AlarmDetail:
    """With what was done with it."""
    desk: AlarmDesk = state.alarms
    view = await view_of(desk, alarm_id, signed_in.person_id)
    async with desk.database.read() as connection:
        events = await events_of(connection, alarm_id)
    names = desk.seats.names
    told = [
        EventView(at=at, what=what, by=names.get(by, "") if by else "")
        for at, what, by, _ in events
    ]
    return AlarmDetail(alarm=view, events=told)


async def view_of(desk: AlarmDesk, alarm_id: str, person_id: str) -> AlarmView:
    """Raises `UnknownAlarm`."""
    alarm = desk.book.alarms.get(alarm_id)
    if alarm is None:
        async with desk.database.read() as connection:
            alarm = await alarm_of(connection, alarm_id)
    view = alarm_view(desk, alarm, person_id) if alarm is not None else None
    if view is None:
        raise UnknownAlarm("No such alarm")
    return view


@get("/{alarm_id:str}/clip", operation_id="AlarmClip", guards=[seat_open])
async def clip_here(alarm_id: FromPath[str], signed_in: Who, state: State) -> Response[bytes]:
    """The moment (fragmented MP4). Its row of the trail stands before the first byte."""
    data = await look_at(state.alarms, alarm_id, CLIP, signed_in.person_id)
    return Response(data, media_type="video/mp4", headers=_NOT_KEPT)


@get("/{alarm_id:str}/picture", operation_id="AlarmPicture", guards=[seat_open])
async def picture_here(alarm_id: FromPath[str], signed_in: Who, state: State) -> Response[bytes]:
    """A small still of the moment it began (JPEG)."""
    data = await look_at(state.alarms, alarm_id, PICTURE, signed_in.person_id)
    return Response(data, media_type="image/jpeg", headers=_NOT_KEPT)


@post(
    "/{alarm_id:str}/verdict",
    operation_id="AnswerMonitoringAlarm",
    status_code=200,
    guards=[seat_open],
)
async def verdict_here(
    alarm_id: FromPath[str], data: JSONBody[Answer], signed_in: Who, state: State
) -> AlarmView:
    """정탐 · 오탐 (with a reason) · 보류. 409 where another was first."""
    await answer(state.alarms, alarm_id, data, signed_in.person_id)
    return await view_of(state.alarms, alarm_id, signed_in.person_id)


@post("/{alarm_id:str}/undo", operation_id="UndoVerdict", status_code=200, guards=[seat_open])
async def undo_here(alarm_id: FromPath[str], signed_in: Who, state: State) -> AlarmView:
    """Within ten seconds, by who said it, before an incident was opened."""
    await undo(state.alarms, alarm_id, signed_in.person_id)
    return await view_of(state.alarms, alarm_id, signed_in.person_id)


def alarms_router() -> Router:
    return Router(
        "/api/monitoring/alarms",
        route_handlers=[
            list_here,
            counts_here,
            one_here,
            clip_here,
            picture_here,
            verdict_here,
            undo_here,
        ],
        guards=[require(*QUEUE)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["monitoring"],
    )
