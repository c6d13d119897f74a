"""`/api/planning/money`: a year's purses and lines. Corrections are lines of their own."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.planning.failures import Faulty
from bongsu.planning.money.desk import MoneyDesk
from bongsu.planning.money.ledger import Line, LineKind
from bongsu.planning.money.views import MoneyView
from bongsu.planning.words import FundKind, Told

KEEPS_MONEY = (Role.SITE_PLANNER, Role.CENTRE_HEAD)
_BY_HAND = frozenset(LineKind) - {LineKind.CARRIED_IN, LineKind.CARRIED_OUT}
_BY_CARRY_OVER = Told(
    "이월은 이월 화면에서 두 해에 함께 적습니다.",
    "Money is carried over by /carry-over, on both sides at once",
)

Year = Annotated[int, Meta(ge=2000, le=2100)]
Won = Annotated[int, Meta(ge=-(10**13), le=10**13)]
Granted = Annotated[int, Meta(ge=0, le=10**13)]
Carried = Annotated[int, Meta(gt=0, le=10**13)]
Code = Annotated[str, Meta(min_length=1, max_length=60)]
Words = Annotated[str, Meta(min_length=1, max_length=200)]
Id = Annotated[str, Meta(min_length=1, max_length=40)]


class NewPurse(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """재원. `earmark`: what it was given for."""

    code: Code
    kind: FundKind
    year: Year
    won: Granted
    earmark: Annotated[str, Meta(max_length=200)] = ""


class NewLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`outgrow`: written although the purse does not hold so much, after a second look."""

    purse_id: Id
    kind: LineKind
    won: Won
    on: date
    item: Words
    site_id: Annotated[str, Meta(max_length=40)] = ""
    outgrow: bool = False


class TakeBack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why: it stands in the counter line."""

    reason: Words


class CarryOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`into`: a purse of the year after."""

    purse_id: Id
    into: Id
    won: Carried


@get("/", operation_id="PlanningMoney")
async def money(state: State, year: FromQuery[Year | None] = None) -> MoneyView:
    """Without a year: the newest that has begun and has a purse."""
    desk: MoneyDesk = state.money_desk
    return await desk.view(year)


@post("/purses", status_code=201, operation_id="AddPurse")
async def add_purse(data: JSONBody[NewPurse], signed_in: Who, state: State) -> MoneyView:
    """The won are as granted; more or less comes as a line of its own (추경)."""
    desk: MoneyDesk = state.money_desk
    return await desk.add_purse(
        data.code.strip(), data.kind, data.year, data.won, data.earmark.strip(), signed_in.person_id
    )


@post("/lines", status_code=201, operation_id="AddPurseLine")
async def add_line(data: JSONBody[NewLine], signed_in: Who, state: State) -> MoneyView:
    """409 `would_outgrow` where the purse does not hold so much: ask again with `outgrow`."""
    if data.kind not in _BY_HAND:
        raise Faulty(_BY_CARRY_OVER, field="kind")
    line = Line(
        line_id="",
        purse_id=data.purse_id,
        kind=data.kind,
        won=data.won,
        on=data.on,
        item=data.item.strip(),
        site_id=data.site_id,
    )
    desk: MoneyDesk = state.money_desk
    return await desk.add_line(line, signed_in.person_id, outgrow=data.outgrow)


@post("/lines/{line_id:str}/take-back", status_code=201, operation_id="TakeBackPurseLine")
async def take_back(
    line_id: FromPath[str], data: JSONBody[TakeBack], signed_in: Who, state: State
) -> MoneyView:
    """A counter line of all that is left of it; of a carry-over both ends."""
    desk: MoneyDesk = state.money_desk
    return await desk.take_back(line_id, data.reason.strip(), signed_in.person_id)


@post("/carry-over", status_code=201, operation_id="CarryMoneyOver")
async def carry_over(data: JSONBody[CarryOver], signed_in: Who, state: State) -> MoneyView:
    """이월."""
    desk: MoneyDesk = state.money_desk
    return await desk.carry_over(data.purse_id, data.into, data.won, signed_in.person_id)


def money_router() -> Router:
    return Router(
        "/api/planning/money",
        guards=[require(*KEEPS_MONEY)],
        route_handlers=[money, add_purse, add_line, take_back, carry_over],
        dependencies={"signed_in": SIGNED_IN},
        tags=["planning"],
    )
