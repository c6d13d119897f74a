"""`/api/missing/searches/{incident_id}/clothing`: two people open a search by colours; those at the desk look through it."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from bongsu.identity.duties.routes import seat_open
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.routes import Who, require
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.monitoring.clothing.colour import COLOURS, Colour
from bongsu.services.missing.clothing.ask import answer, ask, stop
from bongsu.services.missing.clothing.cameras import ClothingCameras
from bongsu.services.missing.clothing.candidates import (
    Candidate,
    Looked,
    asked,
    judge,
    look,
    picture,
    time_left_s,
)
from bongsu.services.missing.clothing.order import ANSWERERS, Order, OrderState, Wanted
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.routes.pictures import picture as jpeg

_SEARCHER = require(Role.OPERATOR, Role.SHIFT_LEAD)
_ANSWERER = require(*ANSWERERS)
Reason = Annotated[str, Meta(min_length=2, max_length=200, pattern=SOME_LINES)]
_PATH = "/searches/{incident_id:str}/clothing"


class AskClothing(Wanted, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Colours and why."""

    reason: Reason


class AnswerClothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Yes, or no with the reason."""

    approve: bool
    reason: Reason


class JudgeClothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """아님, 맞음 가능."""

    verdict: Literal["no", "possible"]


class OrderView(msgspec.Struct, frozen=True, kw_only=True):
    """The order as it stands, without the colours. `mine`: asked by who reads it, who may not answer it. `cameras`: in the
    area; `looking`: of them those that look now."""

    order_id: str
    state: OrderState
    asked_at: datetime
    reason: str
    mine: bool
    refusal: str
    cameras: int
    looking: int
    ends_at: datetime | None
    left_s: int


class CandidateView(msgspec.Struct, frozen=True, kw_only=True):
    """`upper`, `lower`: the colours that show most, best first; empty: not seen."""

    seen_id: str
    camera_id: str
    camera_name: str
    last_at: datetime
    fit: float
    upper: tuple[Colour, ...]
    lower: tuple[Colour, ...]
    has_picture: bool
    verdict: str | None


class ClothingView(msgspec.Struct, frozen=True, kw_only=True):
    """`tracks`: people counted once a camera and lease; `infrared`: of them those whose colour cannot be told."""

    order: OrderView | None
    wanted: Wanted
    candidates: tuple[CandidateView, ...]
    tracks: int
    infrared: int


@get(_PATH, guards=[_SEARCHER, seat_open], operation_id="LookAtClothing")
async def look_here(incident_id: FromPath[str], signed_in: Who, state: State) -> ClothingView:
    """For whoever sits at the search."""
    desk: MissingDesk = state.missing
    return _view(state.clothing_cameras, await look(desk, incident_id, signed_in), signed_in)


@get(f"{_PATH}/order", guards=[require(*ANSWERERS, Role.OPERATOR)], operation_id="ClothingOrder")
async def order_here(incident_id: FromPath[str], signed_in: Who, state: State) -> OrderView | None:
    """What waits or runs, without the colours."""
    desk: MissingDesk = state.missing
    found = await asked(desk, incident_id, signed_in)
    return _order_view(state.clothing_cameras, found, signed_in) if found else None


@post(_PATH, guards=[_SEARCHER, seat_open], operation_id="AskForClothing")
async def ask_here(
    incident_id: FromPath[str], data: JSONBody[AskClothing], signed_in: Who, state: State
) -> OrderView:
    wanted = Wanted(upper=data.upper, lower=data.lower)
    made = await ask(state.missing, incident_id, wanted, data.reason, signed_in)
    return _order_view(state.clothing_cameras, made, signed_in)


@post(
    f"{_PATH}/answer",
    guards=[_ANSWERER, seat_open],
    status_code=200,
    operation_id="AnswerClothing",
)
async def answer_here(
    incident_id: FromPath[str], data: JSONBody[AnswerClothing], signed_in: Who, state: State
) -> OrderView:
    """By another person than the one who asked."""
    made = await answer(state.missing, incident_id, data.reason, signed_in, approve=data.approve)
    await state.clothing_cameras.refresh()
    return _order_view(state.clothing_cameras, made, signed_in)


@post(
    f"{_PATH}/stop",
    guards=[require(*ANSWERERS, Role.OPERATOR)],
    status_code=200,
    operation_id="StopClothing",
)
async def stop_here(incident_id: FromPath[str], signed_in: Who, state: State) -> OrderView:
    made = await stop(state.missing, incident_id, signed_in)
    await state.clothing_cameras.refresh()
    return _order_view(state.clothing_cameras, made, signed_in)


@get(
    _PATH + "/{seen_id:str}/picture", guards=[_SEARCHER, seat_open], operation_id="ClothingPicture"
)
async def picture_here(
    incident_id: FromPath[str], seen_id: FromPath[str], signed_in: Who, state: State
) -> Response[bytes]:
    return jpeg(await picture(state.missing, incident_id, seen_id, signed_in))


@post(
    _PATH + "/{seen_id:str}",
    guards=[_SEARCHER, seat_open],
    status_code=204,
    operation_id="JudgeClothing",
)
async def judge_here(
    incident_id: FromPath[str],
    seen_id: FromPath[str],
    data: JSONBody[JudgeClothing],
    signed_in: Who,
    state: State,
) -> None:
    await judge(state.missing, incident_id, seen_id, data.verdict, signed_in)


def _view(cameras: ClothingCameras, looked: Looked, who: SignedIn) -> ClothingView:
    return ClothingView(
        order=_order_view(cameras, looked.order, who) if looked.order else None,
        wanted=looked.wanted,
        candidates=tuple(_candidate(cameras.desk, one) for one in looked.candidates),
        tracks=looked.tracks,
        infrared=looked.infrared,
    )


def _order_view(cameras: ClothingCameras, order: Order, who: SignedIn) -> OrderView:
    return OrderView(
        order_id=order.order_id,
        state=order.state,
        asked_at=order.asked_at,
        reason=order.reason,
        mine=order.asked_by == who.person_id,
        refusal=order.refusal,
        cameras=cameras.areas.get(order.order_id, order.cameras),
        looking=cameras.looking(order.order_id),
        ends_at=order.ends_at,
        left_s=time_left_s(order, cameras.desk.desk.clock.now()),
    )


def _candidate(desk: MissingDesk, one: Candidate) -> CandidateView:
    row = desk.catalogue.row(one.row.camera_id)
    return CandidateView(
        seen_id=one.row.seen_id,
        camera_id=one.row.camera_id,
        camera_name=row.name if row else one.row.camera_id,
        last_at=one.row.last_at,
        fit=one.fit,
        upper=_shown(one.worn.upper),
        lower=_shown(one.worn.lower),
        has_picture=one.row.picture is not None,
        verdict=one.row.verdict,
    )


def _shown(shares: tuple[float, ...] | None) -> tuple[Colour, ...]:
    """At most two, each a fifth of what is seen or more."""
    if shares is None:
        return ()
    best = sorted(range(len(shares)), key=lambda place: (-shares[place], place))[:2]
    return tuple(COLOURS[place] for place in best if shares[place] >= 0.2)


CLOTHING = (look_here, order_here, ask_here, answer_here, stop_here, picture_here, judge_here)
