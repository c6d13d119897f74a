"""`/api/duties…`: the registers; `/api/me/duties`: one's own standing; `seat_open`: the guard before an operator's seat."""

from typing import Any  # Any: Litestar's connection is generic in what nobody here uses

from litestar import Router, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath, JSONBody

from bongsu.identity.duties.deeds import (
    appoint,
    register_ai,
    relieve,
    retire_ai,
    usual_end,
    write_minutes,
    write_training,
)
from bongsu.identity.duties.pledge import TEXT_EN, TEXT_KO, VERSION, pledge
from bongsu.identity.duties.records import AiUse, Course, Minutes, Officer
from bongsu.identity.duties.status import DutyDesk, all_standings, must_have_seat, standing_of
from bongsu.identity.duties.store import all_ai_uses, all_minutes, all_officers
from bongsu.identity.duties.views import (
    Duties,
    Ends,
    MyDuties,
    NewAiUse,
    NewMinutes,
    NewOfficer,
    NewTraining,
    Pledge,
    StandingView,
    ai_view,
    minutes_view,
    officer_view,
    person_view,
    standing_view,
    training_views,
)
from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require, session_on
from bongsu.kernel.ids import new_id

READS_DUTIES = (Role.CENTRE_HEAD, Role.CPO, Role.AUDITOR, Role.SHIFT_LEAD)
# who manages people sees their names; examiners see ids, as in the trail
_SEES_NAMES = frozenset({Role.CENTRE_HEAD, Role.SHIFT_LEAD})


async def seat_open(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Guard: an operator whose training or pledge is missing opens no seat. Others pass."""
    await must_have_seat(connection.app.state.duties, await session_on(connection))


@get("/", guards=[require(*READS_DUTIES)], operation_id="ListDuties")
async def duties_here(signed_in: Who, state: State) -> Duties:
    """All registers of the centre's own duties."""
    desk: DutyDesk = state.duties
    named, today = signed_in.role in _SEES_NAMES, desk.today()
    async with desk.database.read() as connection:
        officers = await all_officers(connection)
        minutes = await all_minutes(connection)
        uses = await all_ai_uses(connection)
    return Duties(
        today=today,
        officers=[officer_view(one, today, named=named) for one in officers],
        minutes=[minutes_view(one) for one in minutes],
        people=[person_view(one, named=named) for one in await all_standings(desk)],
        ai_uses=[ai_view(use, said) for use, said in uses],
        training_every_months=desk.settings.training_every_months,
        training_grace_days=desk.settings.training_grace_days,
        pledge_required=desk.settings.pledge_required,
    )


_WRITES = require(Role.CENTRE_HEAD)


@post("/officers", guards=[_WRITES], status_code=204, operation_id="AppointOfficer")
async def appoint_here(data: JSONBody[NewOfficer], signed_in: Who, state: State) -> None:
    """운영책임자 지정."""
    officer = Officer(new_id("off"), data.name, data.office, data.phone, data.starts, None)
    await appoint(state.duties, signed_in, officer)


@post(
    "/officers/{officer_id:str}/end",
    guards=[_WRITES],
    status_code=204,
    operation_id="RelieveOfficer",
)
async def relieve_here(
    officer_id: FromPath[str], data: JSONBody[Ends], signed_in: Who, state: State
) -> None:
    """The last day in office."""
    await relieve(state.duties, signed_in, officer_id, data.on)


@post("/minutes", guards=[_WRITES], status_code=204, operation_id="WriteMinutes")
async def minutes_here(data: JSONBody[NewMinutes], signed_in: Who, state: State) -> None:
    """운영위원회."""
    minutes = Minutes(
        new_id("min"),
        data.held_on,
        tuple(dict.fromkeys(data.subjects)),
        data.decisions,
        data.attendance,
        data.document_sha256,
    )
    await write_minutes(state.duties, signed_in, minutes)


@post("/training", guards=[_WRITES], status_code=204, operation_id="WriteTraining")
async def training_here(data: JSONBody[NewTraining], signed_in: Who, state: State) -> None:
    """관제요원 교육."""
    until = data.valid_until or usual_end(state.duties, data.held_on)
    course = Course(data.course, data.held_on, data.hours, until)
    await write_training(state.duties, signed_in, data.who, course)


@post("/ai", guards=[_WRITES], status_code=204, operation_id="RegisterAi")
async def ai_here(data: JSONBody[NewAiUse], signed_in: Who, state: State) -> None:
    """Register of AI use."""
    use = AiUse(
        new_id("ai"),
        data.name,
        data.version,
        data.kind,
        data.place,
        data.purpose,
        data.since,
        None,
        data.decided_by,
    )
    await register_ai(state.duties, signed_in, use)


@post("/ai/{ai_id:str}/end", guards=[_WRITES], status_code=204, operation_id="RetireAi")
async def retire_here(
    ai_id: FromPath[str], data: JSONBody[Ends], signed_in: Who, state: State
) -> None:
    """The last day of use."""
    await retire_ai(state.duties, signed_in, ai_id, data.on)


@get("/duties", guards=[require()], operation_id="MyDuties")
async def my_duties(signed_in: Who, state: State) -> MyDuties:
    """One's own standing."""
    desk: DutyDesk = state.duties
    found = await standing_of(desk, signed_in.person_id)
    async with desk.database.read() as connection:
        officers = await all_officers(connection)
    today = desk.today()
    officer = next((one for one in officers if one.in_office(today)), None)
    own = signed_in.role.is_own
    empty = StandingView(due_on=None, seat_until=None, notice=None, pledged_at=None, lacks=[])
    stands = standing_view(found) if found else empty
    return MyDuties(
        standing=stands,
        trainings=training_views(found) if found else [],
        pledge_version=VERSION,
        pledge_ko=list(TEXT_KO) if own else [],
        pledge_en=list(TEXT_EN) if own else [],
        pledge_asked=own and stands.pledged_at is None,
        office=officer.office if officer else None,
        phone=officer.phone if officer else None,
    )


@post("/pledge", guards=[require()], status_code=204, operation_id="SignPledge")
async def pledge_here(data: JSONBody[Pledge], signed_in: Who, state: State) -> None:
    """보안서약서."""
    desk: DutyDesk = state.duties
    await pledge(desk.database, desk.clock, signed_in, data.version)


def duty_routes() -> list[Router]:
    """`/api/duties` and one's own under `/api/me`."""
    registers = [
        duties_here,
        appoint_here,
        relieve_here,
        minutes_here,
        training_here,
        ai_here,
        retire_here,
    ]
    dependencies = {"signed_in": SIGNED_IN}
    return [
        Router(path, route_handlers=handlers, dependencies=dependencies, tags=["duties"])
        for path, handlers in (("/api/duties", registers), ("/api/me", [my_duties, pledge_here]))
    ]
