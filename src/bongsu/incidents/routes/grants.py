"""`/api/grants` and `/api/cameras`: decide, recommend, cut, undo, give the reason, renew; own monitoring."""

from datetime import timedelta
from typing import Annotated, Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Router, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.duties.routes import seat_open
from bongsu.identity.people import WALL_ROLES, SignedIn
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.again import ask_for_more
from bongsu.incidents.decide import Answer, decide_waiting, recommend
from bongsu.incidents.degrees import Lat, Lon
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.go_on import end_view, go_on
from bongsu.incidents.heard import heard_of_room
from bongsu.incidents.incident import Incident
from bongsu.incidents.own_watch import watch_own
from bongsu.incidents.resume import is_expired, resume
from bongsu.incidents.routes.incidents import actor_of
from bongsu.incidents.routes.page import host_of, watermark_of
from bongsu.incidents.store import incident_by_id, note
from bongsu.incidents.terms import until
from bongsu.incidents.tickets import TicketDesk
from bongsu.incidents.viewer import MONITORING, Viewer
from bongsu.incidents.views import TicketMessage
from bongsu.kernel.database import Work
from bongsu.sharing.failures import UnknownGrant
from bongsu.sharing.grants import Grant
from bongsu.sharing.renew import renew
from bongsu.sharing.store import grant_by_id
from bongsu.sharing.withdraw import give_reason, undo, withdraw


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Yes or no; for a question of jurisdiction the station, for one of place the point."""

    approve: bool
    organisation: str | None = None
    lat: Lat | None = None
    lon: Lon | None = None
    reason: Annotated[str, msgspec.Meta(max_length=120)] = ""


class Recommendation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An operator's word to the approver."""

    approve: bool


class CutReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of six words."""

    reason: str


async def _found(
    work: Work, desk: Desk, grant_id: str, signed_in: SignedIn
) -> tuple[Grant, Incident]:
    """Raises `UnknownGrant`, also for one of an exercise that this person has not joined."""
    grant = await grant_by_id(work.connection, grant_id)
    incident = await incident_by_id(work.connection, grant.incident_id) if grant else None
    if grant is None or incident is None:
        raise UnknownGrant("No such lending")
    if not Viewer.of(signed_in, desk.drills).knows_of(incident):
        raise UnknownGrant("No such lending")
    return grant, incident


@post(
    "/{grant_id:str}/decide", guards=[require(*MONITORING)], status_code=204, operation_id="Decide"
)
async def decide_here(
    grant_id: FromPath[str], data: JSONBody[Decision], signed_in: Who, state: State
) -> None:
    """The approver's one key."""
    desk: Desk = state.desk
    answer = Answer(data.approve, data.organisation, data.lat, data.lon, data.reason)
    async with desk.database.work() as work:
        grant, incident = await _found(work, desk, grant_id, signed_in)
        actor = actor_of(signed_in)
        await decide_waiting(work, desk, incident, grant, answer, actor, desk.clock.now())


@post(
    "/{grant_id:str}/recommend",
    guards=[require(*MONITORING)],
    status_code=204,
    operation_id="Recommend",
)
async def recommend_here(
    grant_id: FromPath[str], data: JSONBody[Recommendation], signed_in: Who, state: State
) -> None:
    """Opens nothing."""
    desk: Desk = state.desk
    async with desk.database.work() as work:
        grant, incident = await _found(work, desk, grant_id, signed_in)
        actor = actor_of(signed_in)
        await recommend(work, incident, grant, actor, desk.clock.now(), approve=data.approve)


@post(
    "/{grant_id:str}/withdraw",
    guards=[require(*MONITORING)],
    status_code=204,
    operation_id="Withdraw",
)
async def withdraw_here(grant_id: FromPath[str], signed_in: Who, state: State) -> None:
    """제공 중단: at once."""
    desk: Desk = state.desk
    now = desk.clock.now()
    async with desk.database.work() as work:
        grant, incident = await _found(work, desk, grant_id, signed_in)
        await withdraw(work, grant, signed_in.person_id, now)
        names = desk.centre.agreements.name_of(grant.organisation)
        await note(
            work.connection,
            incident.incident_id,
            now,
            "withdraw",
            f"제공 중단 · {names[0]}",
            f"Withdrawn · {names[1]}",
            about=grant.organisation,
        )
        work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


@post(
    "/{grant_id:str}/undo",
    guards=[require(*MONITORING)],
    status_code=204,
    operation_id="UndoWithdraw",
)
async def undo_here(grant_id: FromPath[str], signed_in: Who, state: State) -> None:
    """Within ten seconds of the cut, while the incident runs."""
    desk: Desk = state.desk
    now = desk.clock.now()
    async with desk.database.work() as work:
        grant, incident = await _found(work, desk, grant_id, signed_in)
        await undo(work, grant, signed_in.person_id, now)
        await note(
            work.connection,
            incident.incident_id,
            now,
            "undo",
            "제공 재개",
            "Lent again",
            about=grant.organisation,
        )
        work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


@post(
    "/{grant_id:str}/reason",
    guards=[require(*MONITORING)],
    status_code=204,
    operation_id="GiveReason",
)
async def reason_here(
    grant_id: FromPath[str], data: JSONBody[CutReason], signed_in: Who, state: State
) -> None:
    """Why it was cut, afterwards."""
    desk: Desk = state.desk
    async with desk.database.work() as work:
        grant, incident = await _found(work, desk, grant_id, signed_in)
        await give_reason(work, grant, data.reason, signed_in.person_id, desk.clock.now())
        work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


@post(
    "/{grant_id:str}/renew",
    guards=[require(*WALL_ROLES, *MONITORING)],
    status_code=204,
    operation_id="Renew",
)
async def renew_here(grant_id: FromPath[str], signed_in: Who, state: State) -> None:
    """One more term, as often as the clause allows; of a service that lends for one term at a time also after its end. What
    a person let in that person is asked for. The centre's own view: as often as one of its people asks for it."""
    desk: Desk = state.desk
    async with desk.database.work() as work:
        grant, incident = await _found(work, desk, grant_id, signed_in)
        if grant.organisation != signed_in.person.organisation:
            raise UnknownGrant("No such lending")
        now = desk.clock.now()
        if grant.organisation == desk.centre.code:
            await go_on(work, desk, incident, grant, signed_in.person_id, now)
            return
        if is_expired(grant):
            await resume(work, desk, incident, grant, signed_in.person_id, now)
            return
        if not await ask_for_more(work, desk, incident, grant, now):
            by_then = now + timedelta(seconds=grant.ttl_s)
            latest = until(desk.centre, incident, grant.organisation, now, by_then)
            await renew(work, grant, signed_in.person_id, now, until=latest)
        await heard_of_room(work, desk, incident, Viewer.of(signed_in, desk.drills), now)
        work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))


@post(
    "/{grant_id:str}/end-view",
    guards=[require(*MONITORING)],
    status_code=204,
    operation_id="EndView",
)
async def end_view_here(grant_id: FromPath[str], signed_in: Who, state: State) -> None:
    """끝내기: the centre's own view, before its time."""
    desk: Desk = state.desk
    async with desk.database.work() as work:
        grant, incident = await _found(work, desk, grant_id, signed_in)
        await end_view(work, desk, incident, grant, signed_in.person_id, desk.clock.now())


@post(
    "/{camera_id:str}/watch",
    guards=[require(*MONITORING)],
    status_code=200,
    operation_id="WatchOwn",
    tags=["cameras"],
)
async def watch_here(
    camera_id: FromPath[str], signed_in: Who, state: State, request: Request[Any, Any, State]
) -> TicketMessage:
    """The centre's own monitoring (관제) of one of its cameras; ten minutes, then it is asked again."""
    desk: Desk = state.desk
    tickets: TicketDesk = state.tickets
    now = desk.clock.now()
    async with desk.database.work() as work:
        grant = await watch_own(work, desk, camera_id, signed_in.person_id, now)
    whose = watermark_of(signed_in)
    viewer = Viewer.of(signed_in, desk.drills)
    return tickets.mint(viewer, grant, camera_id, whose, host_of(request), now, 0)


def grants_router() -> Router:
    deeds = [
        decide_here,
        recommend_here,
        withdraw_here,
        undo_here,
        reason_here,
        renew_here,
        end_view_here,
    ]
    return Router(
        "/api",
        route_handlers=[
            Router("/grants", route_handlers=deeds, tags=["grants"]),
            Router("/cameras", route_handlers=[watch_here]),
        ],
        dependencies={"signed_in": SIGNED_IN},
        guards=[seat_open],
    )
