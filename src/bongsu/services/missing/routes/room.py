"""`/api/missing/incidents`: 인상착의, photo and stills while open, for operators and the leading room; a room's register."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from bongsu.identity.duties.routes import seat_open
from bongsu.identity.people import Role
from bongsu.identity.routes import Who, require
from bongsu.incidents.lookback import ask_lookback
from bongsu.services.missing.described import (
    describe,
    photo_of,
    readable,
    sightings_for,
    still_of,
)
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.destroy import ReceiptNo, confirm_destroyed, searches_for
from bongsu.services.missing.routes.pictures import picture
from bongsu.services.missing.routes.search import SEARCHERS
from bongsu.services.missing.routes.views import DescribedView, RegisterLine, register_line
from bongsu.services.missing.sighted import Sighted

_READS = (require(*SEARCHERS, Role.POLICE_ROOM), seat_open)
_ROOM = require(Role.POLICE_ROOM)


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """파기 대장 번호."""

    receipt_no: ReceiptNo


class Back(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far back, at most a day."""

    seconds: Annotated[int, Meta(ge=1, le=86_400)]


class BackAnswer(msgspec.Struct, frozen=True):
    """`nothing_recorded`: it may be shown, and nothing is recorded here."""

    said: str


@get("/incidents/{incident_id:str}", guards=[*_READS], operation_id="DescribeMissing")
async def describe_here(incident_id: FromPath[str], signed_in: Who, state: State) -> DescribedView:
    """With a trail row."""
    said = await describe(state.missing, incident_id, signed_in)
    return DescribedView(
        description=said.description,
        confirmed_by=said.confirmed_by,
        last_seen_at=said.last_seen_at,
        has_photo=said.has_photo,
        from_register=said.from_register,
        sightings=list(said.sightings),
    )


@get("/incidents/{incident_id:str}/photo", guards=[*_READS], operation_id="ReadMissingPhoto")
async def photo_here(incident_id: FromPath[str], signed_in: Who, state: State) -> Response[bytes]:
    """With a trail row."""
    return picture(await photo_of(state.missing, incident_id, signed_in))


@get("/incidents/{incident_id:str}/sightings", guards=[*_READS], operation_id="ListSightings")
async def sightings_here(incident_id: FromPath[str], signed_in: Who, state: State) -> list[Sighted]:
    """발견 보고, newest first. Each still is read on its own."""
    return await sightings_for(state.missing, incident_id, signed_in)


@get(
    "/incidents/{incident_id:str}/stills/{sighting_id:str}",
    guards=[*_READS],
    operation_id="ReadSighting",
)
async def still_here(
    incident_id: FromPath[str], sighting_id: FromPath[str], signed_in: Who, state: State
) -> Response[bytes]:
    """With a trail row."""
    return picture(await still_of(state.missing, incident_id, sighting_id, signed_in))


@post(
    "/incidents/{incident_id:str}/lookback",
    guards=[*_READS],
    status_code=200,
    operation_id="LookBackForMissing",
)
async def look_back_here(
    incident_id: FromPath[str], data: JSONBody[Back], signed_in: Who, state: State
) -> BackAnswer:
    """Decided by its own clause for the competent room; then the recorder answers, where there is one."""
    desk: MissingDesk = state.missing
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work.connection, desk, incident_id, signed_in)
        answer = await ask_lookback(
            work,
            desk.desk,
            found.incident,
            found.search.organisation,
            data.seconds,
            signed_in.person_id,
            now,
            desk.recordings,
        )
    return BackAnswer(answer.said)


@get("/register", guards=[_ROOM], operation_id="ListMissingRegister")
async def list_register_here(signed_in: Who, state: State) -> list[RegisterLine]:
    """The room's own searches, newest first."""
    found = await searches_for(state.missing, signed_in)
    return [register_line(one) for one in found]


@post(
    "/register/{incident_id:str}/receipt",
    guards=[_ROOM],
    status_code=204,
    operation_id="ConfirmDestroyed",
)
async def receipt_here(
    incident_id: FromPath[str], data: JSONBody[Receipt], signed_in: Who, state: State
) -> None:
    """The number of the police's own register of destruction."""
    await confirm_destroyed(state.missing, incident_id, data.receipt_no, signed_in)


ROOM = (
    describe_here,
    photo_here,
    sightings_here,
    still_here,
    look_back_here,
    list_register_here,
    receipt_here,
)
