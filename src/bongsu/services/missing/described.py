"""인상착의, photo and stills of a search, while it is open: for operators at the desk and for the room that leads it.

Each reading leaves a trail row; when the search is over there is nothing left to read."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import Partner, Role, SignedIn
from bongsu.incidents.failures import UnknownIncident
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.services.missing.description import Description
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import NoPicture, SearchOver, UnknownSearch
from bongsu.services.missing.message import Confirmed, read_details
from bongsu.services.missing.picture import as_picture
from bongsu.services.missing.register import about as about_person
from bongsu.services.missing.register import personal_of
from bongsu.services.missing.registered.store import Registered, person_by_id
from bongsu.services.missing.search import Running, begin, register_of, running
from bongsu.services.missing.searches.store import Copy, add_copy, copy_by_id, newest_photo
from bongsu.services.missing.sighted import Sighted, sightings_of
from bongsu.services.missing.sighting import about
from bongsu.sharing.store import grants_of


@dataclass(frozen=True, slots=True)
class Described:
    """What to look for. `from_register`: ours helps, the police's is authoritative."""

    description: Description | None
    confirmed_by: Confirmed | None
    last_seen_at: datetime | None
    has_photo: bool
    from_register: bool
    sightings: tuple[Sighted, ...]


async def describe(desk: MissingDesk, incident_id: str, by: SignedIn) -> Described:
    """Raises `UnknownSearch`, `SearchOver`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work, desk, incident_id, by)
        said = read_details(found.incident.details)
        registered = await _registered(work, found)
        own = personal_of(desk, registered).description if registered else None
        photo = await newest_photo(work.connection, incident_id)
        await _write_down(work, found, by, now, "description")
    return Described(
        said.description or own,
        said.class_confirmed_by,
        said.last_seen_at,
        photo is not None or (registered is not None and registered.photo is not None),
        said.description is None and own is not None,
        tuple(sightings_of(found.incident)),
    )


async def photo_of(desk: MissingDesk, incident_id: str, by: SignedIn) -> bytes:
    """The police's photo, else the register's. Raises `NoPicture`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work, desk, incident_id, by)
        copy_id = await newest_photo(work.connection, incident_id)
        copy = await copy_by_id(work.connection, copy_id) if copy_id else None
        registered = await _registered(work, found)
        sealed, of = (copy.sealed, about(incident_id)) if copy else (None, "")
        if sealed is None and registered is not None:
            sealed, of = registered.photo, about_person(registered.person_id)
        if sealed is None:
            raise NoPicture("No photo was given")
        await _write_down(work, found, by, now, "photo")
    return desk.box.open(sealed, of)


async def still_of(desk: MissingDesk, incident_id: str, sighting_id: str, by: SignedIn) -> bytes:
    """Raises `NoPicture`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work, desk, incident_id, by)
        copy = await copy_by_id(work.connection, sighting_id)
        if copy is None or copy.incident_id != incident_id or copy.sealed is None:
            raise NoPicture("No still was given")
        await _write_down(work, found, by, now, "still")
    return desk.box.open(copy.sealed, about(incident_id))


async def take_photo(desk: MissingDesk, incident_id: str, data: bytes, partner: Partner) -> str:
    """The police's photo for this search alone. Raises `UnknownIncident`, `SearchOver`, `Invalid`."""
    async with desk.desk.database.read() as connection:
        incident = await incident_by_id(connection, incident_id)
    if incident is None or incident.partner != partner.name:
        raise UnknownIncident("No such incident")
    picture = await as_picture(data, "photo")
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        fresh = await incident_by_id(work.connection, incident_id)
        search = await begin(work, fresh) if fresh else None
        if search is None or fresh is None or not fresh.is_open:
            raise SearchOver("No search runs for this call")
        copy = Copy(
            copy_id=new_id("cpy"),
            incident_id=incident_id,
            kind="photo",
            at=now,
            by=partner.name,
            sealed=desk.box.seal(picture, about(incident_id)),
        )
        await add_copy(work.connection, copy)
        entry = Entry(
            kind=TrailKind.UPDATE_INCIDENT,
            actor=partner.name,
            organisation=partner.organisation,
            incident_id=incident_id,
            body={"photo": copy.copy_id},
        )
        await record(work, now, entry)
    return copy.copy_id


async def readable(work: Work, desk: MissingDesk, incident_id: str, by: SignedIn) -> Running:
    """The centre's operators, and the room that leads it; another room learns not even that it is."""
    found = await running(work.connection, desk, incident_id, by)
    if by.role is not Role.POLICE_ROOM:
        return found
    grants = await grants_of(work.connection, incident_id)
    service = desk.desk.centre.services[found.incident.service]
    if not Viewer.of(by, desk.desk.drills).leads(found.incident, grants, service):
        raise UnknownSearch("No such search")
    return found


async def _registered(work: Work, found: Running) -> Registered | None:
    register_id = register_of(found.incident)
    return await person_by_id(work.connection, register_id) if register_id else None


async def _write_down(work: Work, found: Running, by: SignedIn, now: datetime, what: str) -> None:
    entry = Entry(
        kind=TrailKind.READ_REGISTER,
        actor=by.person_id,
        organisation=by.person.organisation,
        incident_id=found.incident.incident_id,
        body={"what": what},
    )
    await record(work, now, entry)
