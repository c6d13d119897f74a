"""`/camera-requests`, open to all: the form's facts, a request, its state. `/api/planning/requests`: who works on them."""

from typing import Annotated, Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from bongsu.identity.people import Role, SignedIn
from bongsu.identity.routes import SIGNED_IN, Who, address_of, from_console, require
from bongsu.planning.failures import Faulty
from bongsu.planning.requests.answer import RequestAnswer, answer, sent, take_up
from bongsu.planning.requests.desk import By, RequestDesk
from bongsu.planning.requests.form import RequestForm, form_of
from bongsu.planning.requests.letter import letter
from bongsu.planning.requests.merge import merge, take_out
from bongsu.planning.requests.read import (
    Only,
    list_all,
    list_own,
    look_up,
    read_one,
    read_own,
)
from bongsu.planning.requests.refusals import ONE, POLICE_ONLY
from bongsu.planning.requests.take_in import CameraWish, Entered, take_entered, take_public
from bongsu.planning.requests.views import (
    RequestDetail,
    RequestList,
    RequestStatus,
    RequestTaken,
    taken_of,
)
from bongsu.planning.requests.words import Channel, RequestState, WishReason
from bongsu.planning.words import Origin

WORKS_ON_THEM = (Role.SITE_PLANNER, Role.CENTRE_HEAD)
_READS = (*WORKS_ON_THEM, Role.POLICE_ROOM)
_ENTERS = (Role.SITE_PLANNER, Role.POLICE_ROOM)
# a wish with its longest words in Korean, and room for escapes
LARGEST_WISH = 8 * 1024


class CameraWishEntered(CameraWish, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A wish of a police room (`police`, one each), or one that the planner writes down for another channel."""

    channel: Channel = Channel.POLICE
    channel_no: Annotated[str, Meta(max_length=40)] = ""
    count: Annotated[int, Meta(ge=1, le=1_000)] = 1


class MergeInto(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    into: Annotated[str, Meta(max_length=40)]


class LetterWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: Annotated[str, Meta(max_length=600)]


def _by(who: SignedIn) -> By:
    return By(who.person.person_id, who.person.organisation)


@get("/", operation_id="RequestForm", sync_to_thread=False)
def form_here(state: State) -> RequestForm:
    """What the public form shows: the district's dongs, and how long what is kept."""
    desk: RequestDesk = state.camera_requests
    return form_of(desk.shape, desk.districts, (desk.centre_ko, desk.centre_en), desk.settings)


@post(
    "/",
    guards=[from_console],
    operation_id="AskForCamera",
    status_code=201,
    request_max_body_size=LARGEST_WISH,
)
async def ask_here(
    data: JSONBody[CameraWish], request: Request[Any, Any, State], state: State
) -> RequestTaken:
    """A resident's request; without an account. The same letter twice within minutes is one."""
    return taken_of(await take_public(state.camera_requests, data, address_of(request)))


@get("/{number:str}", operation_id="RequestStatus")
async def status_here(
    number: FromPath[str], request: Request[Any, Any, State], state: State
) -> RequestStatus:
    """State and day, by the whole number."""
    return await look_up(state.camera_requests, number, address_of(request))


@get("/", guards=[require(*_READS)], operation_id="ListRequests")
async def list_here(
    signed_in: Who,
    state: State,
    *,
    request_state: Annotated[RequestState | None, QueryParameter(name="state")] = None,
    origin: FromQuery[Origin | None] = None,
    reason: FromQuery[WishReason | None] = None,
    channel: FromQuery[Channel | None] = None,
    dong: FromQuery[str | None] = None,
) -> RequestList:
    """All of them with what looks like one wish; a police room its own."""
    only = Only(state=request_state, origin=origin, reason=reason, channel=channel, dong=dong)
    if signed_in.role is Role.POLICE_ROOM:
        return await list_own(state.camera_requests, signed_in.person.organisation, only)
    return await list_all(state.camera_requests, only)


@post(
    "/",
    guards=[require(*_ENTERS)],
    operation_id="EnterRequest",
    status_code=201,
    request_max_body_size=LARGEST_WISH,
)
async def enter_here(
    data: JSONBody[CameraWishEntered], signed_in: Who, state: State
) -> RequestTaken:
    """A police room's own, or one that came by another channel."""
    if signed_in.role is Role.POLICE_ROOM:
        if data.channel is not Channel.POLICE:
            raise Faulty(POLICE_ONLY, field="channel")
        if data.count != 1:
            raise Faulty(ONE, field="count")
    entered = Entered(channel=data.channel, channel_no=data.channel_no, count=data.count)
    return taken_of(await take_entered(state.camera_requests, data, entered, _by(signed_in)))


@get("/{request_id:str}", guards=[require(*_READS)], operation_id="ReadRequest")
async def read_here(request_id: FromPath[str], signed_in: Who, state: State) -> RequestDetail:
    """One with the person's words; the reading is in the trail."""
    if signed_in.role is Role.POLICE_ROOM:
        return await read_own(state.camera_requests, request_id, signed_in.person.organisation)
    return await read_one(state.camera_requests, request_id, _by(signed_in))


@post(
    "/{request_id:str}/review",
    guards=[require(*WORKS_ON_THEM)],
    operation_id="ReviewRequest",
    status_code=204,
)
async def review_here(request_id: FromPath[str], signed_in: Who, state: State) -> None:
    """접수 → 검토 중."""
    await take_up(state.camera_requests, request_id, _by(signed_in))


@post(
    "/{request_id:str}/merge",
    guards=[require(*WORKS_ON_THEM)],
    operation_id="MergeRequest",
    status_code=204,
)
async def merge_here(
    request_id: FromPath[str], data: JSONBody[MergeInto], signed_in: Who, state: State
) -> None:
    """Into an older one for the same place."""
    await merge(state.camera_requests, request_id, data.into, _by(signed_in))


@post(
    "/{request_id:str}/take-out",
    guards=[require(*WORKS_ON_THEM)],
    operation_id="TakeOutRequest",
    status_code=204,
)
async def take_out_here(request_id: FromPath[str], signed_in: Who, state: State) -> None:
    """Merged by mistake: it stands for itself again."""
    await take_out(state.camera_requests, request_id, _by(signed_in))


@post(
    "/{request_id:str}/answer",
    guards=[require(*WORKS_ON_THEM)],
    operation_id="AnswerRequest",
    status_code=204,
)
async def answer_here(
    request_id: FromPath[str], data: JSONBody[RequestAnswer], signed_in: Who, state: State
) -> None:
    """Into the year's planning, or not, with its ground."""
    await answer(state.camera_requests, request_id, data, _by(signed_in))


@post(
    "/{request_id:str}/letter",
    guards=[require(*WORKS_ON_THEM)],
    operation_id="RequestLetter",
    status_code=200,
)
async def letter_here(
    request_id: FromPath[str], data: JSONBody[LetterWanted], signed_in: Who, state: State
) -> Response[bytes]:
    """회신문 as PDF; its reason and hash stand in the trail."""
    made = await letter(state.camera_requests, request_id, data.reason, _by(signed_in))
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type="application/pdf", headers=headers)


@post(
    "/{request_id:str}/sent",
    guards=[require(*WORKS_ON_THEM)],
    operation_id="RequestLetterSent",
    status_code=204,
)
async def sent_here(request_id: FromPath[str], signed_in: Who, state: State) -> None:
    """The letter has gone; the contact is destroyed."""
    await sent(state.camera_requests, request_id, _by(signed_in))


def request_routers() -> list[Router]:
    """`app.state.camera_requests` is the `RequestDesk`."""
    return [
        Router(
            "/camera-requests",
            route_handlers=[form_here, ask_here, status_here],
            tags=["planning"],
        ),
        Router(
            "/api/planning/requests",
            route_handlers=[
                list_here,
                enter_here,
                read_here,
                review_here,
                merge_here,
                take_out_here,
                answer_here,
                letter_here,
                sent_here,
            ],
            dependencies={"signed_in": SIGNED_IN},
            tags=["planning"],
        ),
    ]
