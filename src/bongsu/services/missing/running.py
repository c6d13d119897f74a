"""Which searches run: what police asked for and nobody refused, until somebody is found or it ends."""

from dataclasses import dataclass

from bongsu.identity.people import SignedIn
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incident_by_id
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import SearchOver, SearchRefused, UnknownSearch
from bongsu.services.missing.rules import ADULT
from bongsu.services.missing.searches.store import (
    Connection,
    Search,
    open_searches,
    search_by_id,
)
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import grants_of

SERVICE = "MISSING"
_ASKED_OF = frozenset({State.WAITING, State.ACTIVE, State.WITHDRAWN, State.EXPIRED})
# the agreements let police see, and there was nothing to be seen
_NO_PICTURES = frozenset({Reason.NO_CAMERA, Reason.NOT_LINKED_YET, Reason.UNLINKED})


def is_search(incident: Incident) -> bool:
    """An adult is not looked for under this law; a test message looks for nobody."""
    return incident.service == SERVICE and incident.category != ADULT and not incident.exercise


@dataclass(frozen=True, slots=True)
class Running:
    """A search with its incident."""

    search: Search
    incident: Incident


async def running_searches(desk: MissingDesk, by: SignedIn) -> list[Running]:
    """Oldest first; those of an exercise only for whoever has joined it."""
    joined = desk.desk.drills.joined_by(by.person_id)
    if not is_of_this_centre(desk, by):
        return []
    found = []
    async with desk.desk.database.read() as connection:
        for one in await open_searches(connection):
            incident = await incident_by_id(connection, one.incident_id)
            if incident is None or not incident.is_open:
                continue
            is_told = incident.drill_id is None or incident.drill_id in joined
            if is_told and await is_wanted(connection, desk, incident):
                found.append(Running(one, incident))
    return found


def is_of_this_centre(desk: MissingDesk, by: SignedIn) -> bool:
    """Another district's operator searches in another district."""
    return by.person.organisation == desk.desk.centre.code


def is_asked(grant: Grant) -> bool:
    """Somebody whom the agreements let see, or who is being asked about."""
    no_pictures = grant.state is State.REFUSED and grant.reason in _NO_PICTURES
    return grant.state in _ASKED_OF or no_pictures


async def is_wanted(connection: Connection, desk: MissingDesk, incident: Incident) -> bool:
    """What was refused, or lost its ground, is searched for by nobody here."""
    if not is_search(incident):
        return False
    return any(
        is_asked(grant)
        for grant in await grants_of(connection, incident.incident_id)
        if grant.organisation != desk.desk.centre.code
    )


async def running(
    connection: Connection, desk: MissingDesk, incident_id: str, by: SignedIn
) -> Running:
    """Raises `UnknownSearch`, `SearchOver`, `SearchRefused`."""
    search = await search_by_id(connection, incident_id)
    incident = await incident_by_id(connection, incident_id) if search else None
    joined = desk.desk.drills.joined_by(by.person_id)
    if search is None or incident is None or incident.drill_id not in {None, *joined}:
        raise UnknownSearch("No such search")
    if not incident.is_open or search.destroyed_at is not None:
        raise SearchOver("This search is over: what was provided is destroyed")
    if not await is_wanted(connection, desk, incident):
        raise SearchRefused("This request is refused: nobody searches for it here")
    return Running(search, incident)


async def at_desk(
    connection: Connection, desk: MissingDesk, incident_id: str, by: SignedIn
) -> Running:
    """For those who search: the centre's own. Raises as `running`."""
    if not is_of_this_centre(desk, by):
        raise UnknownSearch("No such search")
    return await running(connection, desk, incident_id, by)
