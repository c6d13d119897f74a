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
from bongsu.services.missing.failures import (
    NoPicture,
    NotAtThisDesk,
    SearchOver,
    TooManyPictures,
    UnknownSearch,
)
from bongsu.services.missing.handed_out import still_handed_out
from bongsu.services.missing.message import Confirmed, description_of, read_details
from bongsu.services.missing.picture import as_picture
from bongsu.services.missing.register import about as about_person
from bongsu.services.missing.register import personal_of
from bongsu.services.missing.registered.store import Registered, person_by_id
from bongsu.services.missing.running import Running, at_desk, is_wanted, running
from bongsu.services.missing.search import begin, register_of
from bongsu.services.missing.searches.store import (
    PHOTO,
    STILL,
    Connection,
    Copy,
    add_copy,
    copies_of,
    copy_by_id,
    newest_photo,
    seats_of,
)
from bongsu.services.missing.sighted import Sighted, sightings_of
from bongsu.services.missing.sighting import about
from bongsu.sharing.grants import Grant
from bongsu.sharing.store import grants_of

# of one person, seen from a few sides
MOST_PHOTOS = 8


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
        found = await readable(work.connection, desk, incident_id, by)
        said = read_details(found.incident.details)
        said_of = description_of(found.incident, desk.keys)
        registered = await _registered(work, found, by, now)
        own = personal_of(desk, registered).description if registered else None
        photo = await newest_photo(work.connection, incident_id)
        await _write_down(work, found, by, now, "description")
    return Described(
        said_of or own,
        said.class_confirmed_by,
        said.last_seen_at,
        photo is not None or (registered is not None and registered.photo is not None),
        said_of is None and own is not None,
        tuple(sightings_of(found.incident)),
    )


async def photo_of(desk: MissingDesk, incident_id: str, by: SignedIn) -> bytes:
    """The police's photo, else the register's. Raises `NoPicture`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work.connection, desk, incident_id, by)
        copy_id = await newest_photo(work.connection, incident_id)
        copy = await copy_by_id(work.connection, copy_id) if copy_id else None
        registered = await _registered(work, found, by, now)
        await _write_down(work, found, by, now, "photo")
        if copy is not None and copy.sealed is not None:
            return _opened(desk, found, copy.sealed)
        if registered is None or registered.photo is None:
            raise NoPicture("No photo was given")
    return desk.box.open(registered.photo, about_person(registered.person_id))


async def still_of(desk: MissingDesk, incident_id: str, sighting_id: str, by: SignedIn) -> bytes:
    """A still is a picture of the centre's camera: a room sees it while it is lent to. Raises `NoPicture`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work.connection, desk, incident_id, by)
        copy = await copy_by_id(work.connection, sighting_id)
        is_still = copy is not None and (copy.incident_id, copy.kind) == (incident_id, STILL)
        if copy is None or copy.sealed is None or not is_still:
            raise NoPicture("No still was given")
        if by.role is Role.POLICE_ROOM:
            grant = await _lent_to(work, found, by, now)
            if grant is None:
                raise NoPicture("Nothing is lent to you now")
            await still_handed_out(work, desk, found.incident, copy, grant, now)
        await _write_down(work, found, by, now, "still")
        return _opened(desk, found, copy.sealed)


def _opened(desk: MissingDesk, found: Running, sealed: str) -> bytes:
    plain = desk.keys.opened(found.incident, sealed, about(found.incident.incident_id))
    if plain is None:
        raise NoPicture("Its key is gone: ask for it again")
    return plain


async def take_photo(desk: MissingDesk, incident_id: str, data: bytes, partner: Partner) -> str:
    """The police's photo for this search alone. Raises `UnknownIncident`, `SearchOver`, `TooManyPictures`, `Invalid`."""
    async with desk.desk.database.read() as connection:
        incident = await incident_by_id(connection, incident_id)
    if incident is None or incident.partner != partner.name:
        raise UnknownIncident("No such incident")
    picture = await as_picture(data, "photo")
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        fresh = await incident_by_id(work.connection, incident_id)
        if fresh is None or not fresh.is_open:
            raise SearchOver("No search runs for this call")
        if not await is_wanted(work.connection, desk, fresh):
            raise SearchOver("No search runs for this call")
        await begin(work, desk, fresh)
        if await copies_of(work.connection, incident_id, PHOTO) >= MOST_PHOTOS:
            raise TooManyPictures(f"One search takes {MOST_PHOTOS} photos")
        copy = Copy(
            copy_id=new_id("cpy"),
            incident_id=incident_id,
            kind=PHOTO,
            at=now,
            by=partner.name,
            sealed=desk.keys.of_incident(fresh).seal(picture, about(incident_id)),
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


async def readable(
    connection: Connection, desk: MissingDesk, incident_id: str, by: SignedIn
) -> Running:
    """Who sits at it, and the room that leads it; another room learns not even that it is."""
    if by.role is not Role.POLICE_ROOM:
        found = await at_desk(connection, desk, incident_id, by)
        if by.person_id not in await seats_of(connection, incident_id):
            raise NotAtThisDesk("Join the search first")
        return found
    found = await running(connection, desk, incident_id, by)
    grants = await grants_of(connection, incident_id)
    service = desk.desk.centre.services[found.incident.service]
    if not Viewer.of(by, desk.desk.drills).leads(found.incident, grants, service):
        raise UnknownSearch("No such search")
    return found


async def sightings_for(desk: MissingDesk, incident_id: str, by: SignedIn) -> list[Sighted]:
    """Place and time, which the room's card tells anyway: no trail row. Newest first."""
    async with desk.desk.database.read() as connection:
        found = await readable(connection, desk, incident_id, by)
    return sightings_of(found.incident)[::-1]


async def _registered(work: Work, found: Running, by: SignedIn, now: datetime) -> Registered | None:
    """Our own register helps the desk; a room reads of it what a person or a clause has let it see."""
    register_id = register_of(found.incident)
    is_room = by.role is Role.POLICE_ROOM
    if register_id is None or (is_room and await _lent_to(work, found, by, now) is None):
        return None
    return await person_by_id(work.connection, register_id)


async def _lent_to(work: Work, found: Running, by: SignedIn, now: datetime) -> Grant | None:
    """The lending to this room that is in force."""
    grants = await grants_of(work.connection, found.incident.incident_id)
    home = by.person.organisation
    return next((one for one in grants if one.organisation == home and one.in_force(now)), None)


async def _write_down(work: Work, found: Running, by: SignedIn, now: datetime, what: str) -> None:
    entry = Entry(
        kind=TrailKind.READ_REGISTER,
        actor=by.person_id,
        organisation=by.person.organisation,
        incident_id=found.incident.incident_id,
        body={"what": what},
    )
    await record(work, now, entry)
