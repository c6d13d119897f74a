"""`/api/military/orders`: the duty officer's form. A unit's own system sends the same to `/link/v1/incidents`."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, Router, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.area import PolygonText
from bongsu.services.intake.answer import Answer
from bongsu.services.military.enter import Order, end_order, enter_order


class OrderForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """명령 번호, 유형, 시간, 구역."""

    order_no: Annotated[str, Meta(max_length=40)]
    kind: Annotated[str, Meta(max_length=40)]
    starts: datetime
    ends: datetime
    area: PolygonText


@post("/", status_code=201, operation_id="EnterOrder")
async def enter_here(data: JSONBody[OrderForm], signed_in: Who, state: State) -> Response[Answer]:
    """Opens what the unit's own message would; an exercise waits for the team leader."""
    order = msgspec.convert(data, Order, from_attributes=True)
    answered = await enter_order(state.desk, signed_in.person, order)
    answer = msgspec.json.decode(answered.body, type=Answer)
    return Response(answer, status_code=answered.status)


@post("/{incident_id:str}/end", status_code=204, operation_id="EndOrder")
async def end_here(incident_id: FromPath[str], signed_in: Who, state: State) -> None:
    """Every picture of it stops; before its start it is cancelled."""
    await end_order(state.desk, signed_in.person, incident_id)


def orders_router() -> Router:
    """For the army's rooms alone."""
    return Router(
        "/api/military/orders",
        route_handlers=[enter_here, end_here],
        guards=[require(Role.MIL_ROOM)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["military"],
    )
