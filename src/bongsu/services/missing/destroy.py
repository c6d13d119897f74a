"""Found or over: every provided copy, picture, index and hold is destroyed; register and police number stay (제9조).

The centre's own recording follows its own policy; the police confirm with the number of their 파기 대장."""

from dataclasses import replace
from typing import Annotated

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import SignedIn
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import (
    incident_by_id,
    incidents_by_id,
    open_incidents,
    save_incident,
)
from bongsu.kernel.database import Work
from bongsu.services.missing.clothing.store import destroy_index
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import UnknownSearch
from bongsu.services.missing.handed_out import stills_destroyed
from bongsu.services.missing.message import read_details
from bongsu.services.missing.rules import ADULT
from bongsu.services.missing.running import SERVICE, is_search, is_wanted
from bongsu.services.missing.search import begin, divide, is_found
from bongsu.services.missing.searches.store import (
    Search,
    destroy_rows,
    open_searches,
    save_search,
    search_by_id,
    searches_of,
)
from bongsu.sharing.lend import SYSTEM

ReceiptNo = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9가-힣-]{3,60}$(?!\n)")]


async def heard(desk: MissingDesk, incident_id: str) -> None:
    """An incident is new, has changed, or is over. May be heard as often as one likes."""
    async with desk.desk.database.read() as connection:
        incident = await incident_by_id(connection, incident_id)
        search = await search_by_id(connection, incident_id) if incident else None
    if incident is None or incident.service != SERVICE:
        return
    is_done = search is not None and search.destroyed_at is not None
    if search is None and not is_search(incident):
        return
    if is_done and not _is_again(incident):
        return
    async with desk.desk.database.work() as work:
        fresh = await incident_by_id(work.connection, incident_id)
        assert fresh is not None
        await _keep_in_step(work, desk, fresh)
    if _is_over(fresh):
        # the rows are gone; without its key nothing that a file still holds of them can be read
        desk.keys.destroy(fresh)
        await desk.desk.database.leave_no_copy()


async def _keep_in_step(work: Work, desk: MissingDesk, incident: Incident) -> None:
    known = await begin(work, desk, incident)
    if known is None or known.destroyed_at is not None:
        return
    if _is_over(incident):
        await _destroy(work, desk, known, incident)
    elif await is_wanted(work.connection, desk, incident):
        await divide(work, desk, incident, desk.desk.clock.now())


def _is_over(incident: Incident) -> bool:
    """For this law: an adult is none of its concern."""
    return not incident.is_open or incident.category == ADULT


def _is_again(incident: Incident) -> bool:
    """Police called them an adult, and have found that this law is for them after all."""
    return incident.is_open and is_search(incident)


async def sweep(desk: MissingDesk) -> None:
    """What ended while nobody listened."""
    async with desk.desk.database.read() as connection:
        left = await open_searches(connection)
    for one in left:
        await heard(desk, one.incident_id)
    async with desk.desk.database.read() as connection:
        running = await open_incidents(connection)
    desk.keys.destroy_all_but([one for one in running if is_search(one)])


async def _destroy(work: Work, desk: MissingDesk, search: Search, incident: Incident) -> None:
    now = desk.desk.clock.now()
    counts = await destroy_rows(work.connection, search.incident_id)
    counts["clothing"] = await destroy_index(work.connection, search.incident_id)
    await stills_destroyed(work, incident, now)
    counts["holds"] = await desk.recordings.release(search.incident_id)
    # the incident itself was forgotten in the transaction that ended it; of an adult nothing is kept under this law
    counts["descriptions"] = 1
    if incident.is_open:
        kept = read_details(incident.details).police_no
        without = msgspec.structs.replace(incident, details={"police_no": kept} if kept else {})
        await save_incident(work.connection, without)
    ended = replace(
        search,
        ended_at=incident.ended_at or now,
        found=is_found(incident),
        destroyed_at=now,
        destroyed=msgspec.json.encode(counts).decode(),
    )
    await save_search(work.connection, ended)
    entry = Entry(
        kind=TrailKind.DESTROY,
        actor=SYSTEM,
        organisation=search.organisation,
        incident_id=search.incident_id,
        body={"counts": counts, "found": ended.found},
    )
    await record(work, now, entry)


async def searches_for(desk: MissingDesk, by: SignedIn) -> list[Search]:
    """A room's own register: what still misses its receipt is reminded of. Exercises only for whoever joined them."""
    shown = {None, *desk.desk.drills.joined_by(by.person_id)}
    async with desk.desk.database.read() as connection:
        found = await searches_of(connection, by.person.organisation)
        every = await incidents_by_id(connection, [one.incident_id for one in found])
    known = {one.incident_id for one in every if one.drill_id in shown}
    return [one for one in found if one.incident_id in known]


async def confirm_destroyed(
    desk: MissingDesk, incident_id: str, receipt_no: str, by: SignedIn
) -> None:
    """The police's own 파기 대장 number. Raises `UnknownSearch`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        search = await search_by_id(work.connection, incident_id)
        if search is None or search.organisation != by.person.organisation:
            raise UnknownSearch("No such search of your room")
        if search.destroyed_at is None:
            raise UnknownSearch("This search is not over yet")
        told = replace(search, receipt_no=receipt_no, receipt_at=now, receipt_by=by.person_id)
        await save_search(work.connection, told)
        entry = Entry(
            kind=TrailKind.CHANGE_REGISTER,
            actor=by.person_id,
            organisation=search.organisation,
            incident_id=incident_id,
            body={"what": "receipt"},
        )
        await record(work, now, entry)
