"""`/api/incidents`: look, direct, move, close."""

from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from bongsu.identity.people import WALL_ROLES, SignedIn
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.case import Case
from bongsu.incidents.close import close_incident
from bongsu.incidents.degrees import Lat, Lon
from bongsu.incidents.desk import Actor, Desk
from bongsu.incidents.direct import Direction, direct
from bongsu.incidents.failures import (
    AlreadyEnded,
    AnswerFirst,
    NotYourIncident,
    UnknownIncident,
)
from bongsu.incidents.hand_over import HandOver, hand_over
from bongsu.incidents.incident import Incident, Place
from bongsu.incidents.show import show
from bongsu.incidents.store import incident_by_id, recent_incidents, timelines
from bongsu.incidents.update import move_incident
from bongsu.incidents.viewer import MONITORING, Viewer
from bongsu.incidents.views import IncidentView
from bongsu.kernel.database import Work
from bongsu.sharing.store import grants_of, grants_of_many

ROOM_ACCURACY_M = 10.0


class HandedTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To which body, and why."""

    organisation: Annotated[str, Meta(min_length=1, max_length=80)]
    reason: Annotated[str, Meta(min_length=1, max_length=200)]


class NewPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the room says the scene is now."""

    lat: Lat
    lon: Lon


def actor_of(signed_in: SignedIn) -> Actor:
    person = signed_in.person
    return Actor(
        person.person_id, person.role, person.organisation, person.role.is_own, person.unit_id
    )


async def led_by(work: Work, desk: Desk, incident_id: str, signed_in: SignedIn) -> Incident:
    """The incident, if the person's room leads it. Raises `UnknownIncident`, `NotYourIncident`, `AlreadyEnded`."""
    incident = await incident_by_id(work.connection, incident_id)
    if incident is None:
        raise UnknownIncident("No such incident")
    viewer = Viewer.of(signed_in, desk.drills)
    if not viewer.knows_of(incident):
        raise UnknownIncident("No such incident")
    grants = await grants_of(work.connection, incident_id)
    # the scene of a call that another centre asked about is that centre's to direct and to close
    is_ours = incident.origin is None
    if not (is_ours and viewer.leads(incident, grants, desk.centre.services[incident.service])):
        # with the incident its lendings ended, and nobody leads it any more
        if not incident.is_open and viewer.is_concerned(incident, grants):
            raise AlreadyEnded("The incident is already closed")
        raise NotYourIncident("This incident is not led by your room")
    return incident


@get("/", guards=[require()], operation_id="ListIncidents")
async def list_incidents(signed_in: Who, state: State) -> list[IncidentView]:
    """Newest first, ended ones too; only those that concern the asker."""
    desk: Desk = state.desk
    viewer = Viewer.of(signed_in, desk.drills)
    async with desk.database.read() as connection:
        incidents = await recent_incidents(connection)
        ids = [one.incident_id for one in incidents]
        grants = await grants_of_many(connection, ids)
        lines = await timelines(connection, ids)
    cases = (
        Case.of(desk, one, grants[one.incident_id], lines[one.incident_id]) for one in incidents
    )
    return [view for case in cases if (view := show(case, viewer)) is not None]


@get("/{incident_id:str}", guards=[require()], operation_id="Incident")
async def one_incident(incident_id: FromPath[str], signed_in: Who, state: State) -> IncidentView:
    """One incident as the asker may see it."""
    desk: Desk = state.desk
    async with desk.database.read() as connection:
        incident = await incident_by_id(connection, incident_id)
        grants = await grants_of(connection, incident_id)
        lines = await timelines(connection, [incident_id])
    case = incident and Case.of(desk, incident, grants, lines[incident_id])
    view = case and show(case, Viewer.of(signed_in, desk.drills))
    if not view:
        raise UnknownIncident("No such incident")
    return view


@post(
    "/{incident_id:str}/direct",
    guards=[require(*WALL_ROLES)],
    status_code=204,
    operation_id="Direct",
)
async def direct_here(
    incident_id: FromPath[str], data: JSONBody[Direction], signed_in: Who, state: State
) -> None:
    """지휘: chosen tile, pointer, arrow, one line."""
    desk: Desk = state.desk
    actor = actor_of(signed_in)
    async with desk.database.work() as work:
        incident = await led_by(work, desk, incident_id, signed_in)
        await direct(work, incident, data, actor, desk.clock.now())


@post(
    "/{incident_id:str}/move", guards=[require(*WALL_ROLES)], status_code=204, operation_id="Move"
)
async def move_here(
    incident_id: FromPath[str], data: JSONBody[NewPlace], signed_in: Who, state: State
) -> None:
    """The scene is elsewhere now; the tiles follow."""
    desk: Desk = state.desk
    actor = actor_of(signed_in)
    place = Place(lat=data.lat, lon=data.lon, accuracy_m=ROOM_ACCURACY_M, method="OPERATOR")
    async with desk.database.work() as work:
        incident = await led_by(work, desk, incident_id, signed_in)
        await move_incident(work, desk, incident, place, actor.person_id, desk.clock.now())


@post(
    "/{incident_id:str}/hand-over",
    guards=[require(*MONITORING)],
    status_code=204,
    operation_id="HandOver",
)
async def hand_over_here(
    incident_id: FromPath[str], data: JSONBody[HandedTo], signed_in: Who, state: State
) -> None:
    """인계: what came to the centre alone goes to a body outside, by what is agreed."""
    desk: Desk = state.desk
    async with desk.database.work() as work:
        incident = await incident_by_id(work.connection, incident_id)
        grants = await grants_of(work.connection, incident_id)
        if incident is None or not Viewer.of(signed_in, desk.drills).is_concerned(incident, grants):
            raise UnknownIncident("No such incident")
        if desk.centre.services[incident.service].own is None:
            raise NotYourIncident("Only what came to the centre alone is handed over")
        to = HandOver(data.organisation, data.reason)
        await hand_over(work, desk, incident, to, actor_of(signed_in), desk.clock.now())


@post(
    "/{incident_id:str}/close",
    guards=[require(*WALL_ROLES, *MONITORING)],
    status_code=204,
    operation_id="Close",
)
async def close_here(incident_id: FromPath[str], signed_in: Who, state: State) -> None:
    """현장종결."""
    desk: Desk = state.desk
    actor = actor_of(signed_in)
    name = (signed_in.organisation.name_ko, signed_in.organisation.name_en)
    async with desk.database.work() as work:
        incident = await led_by(work, desk, incident_id, signed_in)
        if desk.centre.services[incident.service].answers is not None:
            raise AnswerFirst("An alarm of a resident ends by the answer what it was")
        await close_incident(
            work, desk, incident, actor.person_id, desk.clock.now(), actor_name=name
        )


def incidents_router() -> Router:
    return Router(
        "/api/incidents",
        route_handlers=[
            list_incidents,
            one_incident,
            direct_here,
            move_here,
            hand_over_here,
            close_here,
        ],
        dependencies={"signed_in": SIGNED_IN},
        tags=["incidents"],
    )
