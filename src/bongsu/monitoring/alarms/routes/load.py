"""`/api/monitoring/load` and `/register`: what the queue asks of people, and where machines look."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import JSONBody, QueryParameter
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.register import RegisterRow, register, register_file
from bongsu.monitoring.alarms.weigh import LoadView, load_of, span_of

_ALL = (Role.SHIFT_LEAD, Role.CENTRE_HEAD, Role.CPO, Role.AUDITOR)


class RegisterWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file is for."""

    reason: Annotated[str, Meta(max_length=600)]


@get("/load", guards=[require(*_ALL, Role.OPERATOR)], operation_id="MonitoringLoad")
async def load_here(
    signed_in: Who,
    state: State,
    *,
    begins: Annotated[datetime | None, QueryParameter(name="from")] = None,
    ends: Annotated[datetime | None, QueryParameter(name="to")] = None,
) -> LoadView:
    """Of at most a month; an operator is told their own."""
    desk: AlarmDesk = state.alarms
    span = span_of(begins, ends, desk.clock.now())
    mine_only = signed_in.role is Role.OPERATOR
    return await load_of(desk, span, signed_in.person_id, mine_only=mine_only)


@get("/register", guards=[require(*_ALL)], operation_id="AiRegister")
async def register_here(state: State) -> list[RegisterRow]:
    """Every rule on every camera that is watched by machine."""
    return await register(state.alarms)


@post("/register/csv", guards=[require(*_ALL)], operation_id="AiRegisterFile", status_code=200)
async def file_here(data: JSONBody[RegisterWish], signed_in: Who, state: State) -> Response[bytes]:
    """The same as a file; the trail has its reason and hash first."""
    content = await register_file(state.alarms, data.reason, signed_in.person_id)
    named = 'attachment; filename="ai-register.csv"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def load_router() -> Router:
    return Router(
        "/api/monitoring",
        route_handlers=[load_here, register_here, file_here],
        dependencies={"signed_in": SIGNED_IN},
        tags=["monitoring"],
    )
