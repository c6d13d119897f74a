"""`/api/drills`: begin an exercise, join it, say that one has seen an incident, end it, read its score."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from bongsu.identity.people import SignedIn
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.desk import Desk
from bongsu.services.drills.desk import BEGINS, DrillDesk, Wanted
from bongsu.services.drills.store import KeptDrill
from bongsu.services.drills.views import DrillView, view_of

Word = Annotated[str, Meta(min_length=1, max_length=60)]
Title = Annotated[str, Meta(min_length=1, max_length=120)]
Why = Annotated[str, Meta(min_length=1, max_length=400)]


class NewDrill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At most twelve hours; own people and the named organisations may join."""

    title: Title
    reason: Why
    services: Annotated[list[Word], Meta(min_length=1, max_length=30)]
    starts: datetime
    ends: datetime
    organisations: Annotated[list[Word], Meta(max_length=30)] = []


class SeenIncident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which incident of the exercise has been recognised."""

    incident_id: Word


def _view(drill: KeptDrill, by: SignedIn, state: State, *, joined: bool) -> DrillView:
    desk: Desk = state.desk
    return view_of(drill, desk.centre, joined=joined, reads_as=by.organisation.kind.value)


@get("/", guards=[require()], operation_id="ListDrills")
async def list_drills(signed_in: Who, state: State) -> list[DrillView]:
    """Those to which the asker is invited, newest first."""
    desk: DrillDesk = state.drill_desk
    found = await desk.of(signed_in)
    return [_view(drill, signed_in, state, joined=joined) for drill, joined in found]


@post("/", guards=[require(*BEGINS)], operation_id="BeginDrill")
async def begin_drill(data: JSONBody[NewDrill], signed_in: Who, state: State) -> DrillView:
    """훈련 시작."""
    desk: DrillDesk = state.drill_desk
    wanted = Wanted(
        data.title,
        data.reason,
        tuple(dict.fromkeys(data.services)),
        tuple(dict.fromkeys(data.organisations)),
        data.starts,
        data.ends,
    )
    return _view(await desk.begin(wanted, signed_in), signed_in, state, joined=True)


@post("/{drill_id:str}/join", guards=[require()], status_code=204, operation_id="JoinDrill")
async def join_drill(drill_id: FromPath[str], signed_in: Who, state: State) -> None:
    """훈련 참가: from now on its incidents exist for this person."""
    desk: DrillDesk = state.drill_desk
    await desk.join(drill_id, signed_in)


@post("/{drill_id:str}/seen", guards=[require()], status_code=204, operation_id="SeenInDrill")
async def seen_in_drill(
    drill_id: FromPath[str], data: JSONBody[SeenIncident], signed_in: Who, state: State
) -> None:
    """확인."""
    desk: DrillDesk = state.drill_desk
    await desk.see(drill_id, data.incident_id, signed_in)


@post("/{drill_id:str}/end", guards=[require(*BEGINS)], status_code=200, operation_id="EndDrill")
async def end_drill(drill_id: FromPath[str], signed_in: Who, state: State) -> DrillView:
    """훈련 종료, with the score sheet."""
    desk: DrillDesk = state.drill_desk
    drill = await desk.end(drill_id, signed_in.person_id)
    took_part = {one.drill_id for one, joined in await desk.of(signed_in) if joined}
    return _view(drill, signed_in, state, joined=drill.drill_id in took_part)


def drills_router() -> Router:
    return Router(
        "/api/drills",
        route_handlers=[list_drills, begin_drill, join_drill, seen_in_drill, end_drill],
        dependencies={"signed_in": SIGNED_IN},
        tags=["drills"],
    )
