"""수색 창구: who sits at a search, and which cameras each seat looks at."""

from datetime import datetime

from bongsu.identity.people import SignedIn
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point
from bongsu.registry.camera import Purpose
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import NotYourCamera
from bongsu.services.missing.message import read_details
from bongsu.services.missing.reach import area
from bongsu.services.missing.register import personal_of
from bongsu.services.missing.registered.store import person_by_id
from bongsu.services.missing.running import at_desk, is_asked, is_wanted
from bongsu.services.missing.searches.store import (
    Connection,
    Search,
    add_seat,
    move_seat,
    remove_seat,
    replace_unchecked,
    save_search,
    search_by_id,
    seats_of,
    seats_of_session,
    sector_camera,
    sectors_of,
    set_verdict,
)
from bongsu.services.missing.sectors import Candidate, Seen, ordered, split
from bongsu.sharing.grants import Grant
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import grants_of

# what the district's cameras were put up for, as the agreement names it too
PURPOSES = frozenset(
    {
        Purpose.CRIME_PREVENTION,
        Purpose.VEHICLE_CRIME_PREVENTION,
        Purpose.CHILDREN,
        Purpose.MULTI,
    }
)
VERDICTS = frozenset({"none", "suspect"})


async def begin(work: Work, desk: MissingDesk, incident: Incident) -> Search | None:
    """The line in the register of searches, as the call says it now; None for what is no search."""
    known = await search_by_id(work.connection, incident.incident_id)
    if not incident.is_open or not await is_wanted(work.connection, desk, incident):
        return known
    said = read_details(incident.details)
    grants = await grants_of(work.connection, incident.incident_id)
    made = Search(
        incident_id=incident.incident_id,
        ext_incident_no=incident.ext_incident_no,
        police_no=said.police_no,
        register_id=register_of(incident),
        organisation=room_of(grants, incident),
        opened_at=incident.received_at,
    )
    if made != known:
        await save_search(work.connection, made)
    return made


def register_of(incident: Incident) -> str | None:
    """An exercise opens no real person's record, and no guardian hears of it."""
    if incident.drill_id is not None:
        return None
    return read_details(incident.details).register_id


def room_of(grants: list[Grant], incident: Incident) -> str:
    """The competent police room, or who sent it while nobody is."""
    asked = (one.organisation for one in grants if is_asked(one) and not one.is_of_peer)
    police = (one for one in asked if f"{one}.".startswith(f"{incident.sender_org}."))
    return next(police, incident.sender_org)


async def join(desk: MissingDesk, incident_id: str, by: SignedIn) -> None:
    """Sits down at the search; the area is divided anew."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await at_desk(work.connection, desk, incident_id, by)
        if await move_seat(work.connection, incident_id, by.person_id, by.session_id):
            return
        await add_seat(work.connection, incident_id, by.person_id, by.session_id, now)
        await divide(work, desk, found.incident, now)


async def leave(desk: MissingDesk, incident_id: str, by: SignedIn) -> None:
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await at_desk(work.connection, desk, incident_id, by)
        if await remove_seat(work.connection, incident_id, by.person_id):
            await divide(work, desk, found.incident, now)


async def session_over(desk: MissingDesk, session_id: str) -> None:
    """Signed out or locked: the seat is empty, and its cameras are the others'."""
    async with desk.desk.database.read() as connection:
        if not await seats_of_session(connection, session_id):
            return
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        for incident_id, person_id in await seats_of_session(work.connection, session_id):
            await remove_seat(work.connection, incident_id, person_id)
            incident = await incident_by_id(work.connection, incident_id)
            if incident is not None and incident.is_open:
                await divide(work, desk, incident, now)


async def divide(work: Work, desk: MissingDesk, incident: Incident, now: datetime) -> None:
    """Each camera in reach goes to one seat; what was looked at keeps its verdict."""
    if incident.place is None:
        return
    rows = await sectors_of(work.connection, incident.incident_id)
    done = {row.camera_id: row.verdict for row in rows if row.verdict is not None}
    ranked = ordered(candidates(desk, incident, now), await _seen(work.connection, desk, incident))
    seats = await seats_of(work.connection, incident.incident_id)
    after = split(ranked, seats, done)
    # heard at each change of the incident: what stays as it is is not written again
    if after != [row for row in rows if row.verdict is None]:
        await replace_unchecked(work.connection, incident.incident_id, after)


async def _seen(connection: Connection, desk: MissingDesk, incident: Incident) -> Seen:
    place = incident.place
    assert place is not None
    at = Point(place.lat, place.lon)
    register_id = register_of(incident)
    registered = await person_by_id(connection, register_id) if register_id else None
    if registered is None:
        return Seen(at, place.dong)
    often = personal_of(desk, registered).habitual
    return Seen(at, place.dong, [Point(one.lat, one.lon) for one in often])


def candidates(desk: MissingDesk, incident: Incident, now: datetime) -> list[Candidate]:
    """Every camera of ours in the area that was put up for such a purpose."""
    index, within = desk.catalogue.index, incident.area or area(incident, now)
    middle = within.middle
    rows, _ = index.near(middle, within.reach_m)
    agreed = index.serving(PURPOSES)
    kept = [int(row) for row in rows if agreed[row]]
    places = [Point(float(index.columns.lat[row]), float(index.columns.lon[row])) for row in kept]
    inside = within.holds(places)
    return [
        _candidate(desk, index.camera_ids[row], place)
        for row, place, is_in in zip(kept, places, inside, strict=True)
        if is_in
    ]


def _candidate(desk: MissingDesk, camera_id: str, place: Point) -> Candidate:
    row = desk.catalogue.row(camera_id)
    found = desk.desk.centre.dongs.dong_of(place.lat, place.lon)
    return Candidate(
        camera_id, place, row.kind.value if row else "unknown", found[1] if found else ""
    )


async def look(
    desk: MissingDesk, incident_id: str, camera_id: str, verdict: str, by: SignedIn
) -> None:
    """확인했음 - 없음, or 의심. Raises `NotYourCamera`."""
    if verdict not in VERDICTS:
        raise Invalid("none or suspect", field="verdict")
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        await at_desk(work.connection, desk, incident_id, by)
        camera = await sector_camera(work.connection, incident_id, camera_id)
        if camera is None or camera.person_id != by.person_id:
            raise NotYourCamera("This camera is not in your sector")
        await set_verdict(work.connection, incident_id, camera_id, verdict, by.person_id, now)


def is_found(incident: Incident) -> bool:
    return incident.end_reason == Reason.CLOSED.value
