"""발견: place, time and a still to the competent police room, in the transaction that writes who said so."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import SignedIn
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.store import note, save_incident
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import NotAtThisDesk, NotYourCamera, TooManyPictures
from bongsu.services.missing.picture import as_picture
from bongsu.services.missing.running import Running, at_desk
from bongsu.services.missing.searches.store import (
    STILL,
    Connection,
    Copy,
    add_copy,
    seats_of,
    sector_camera,
    set_verdict,
)
from bongsu.services.missing.sighted import Sighted, sightings_of, with_sighting
from bongsu.sharing.store import grant_by_id

MOST_SIGHTINGS = 50


@dataclass(frozen=True, slots=True)
class Report:
    """What the operator's console sends: the frame that it shows, and by which grant it shows it."""

    camera_id: str
    grant_id: str
    still: bytes


def about(incident_id: str) -> str:
    return f"missing/copy/{incident_id}"


async def report(desk: MissingDesk, incident_id: str, said: Report, by: SignedIn) -> str:
    """Answers the sighting's number. Raises `NotAtThisDesk`, `NotYourCamera`, `TooManyPictures`, `Invalid`."""
    async with desk.desk.database.read() as connection:
        await at_desk(connection, desk, incident_id, by)
        await _sits(connection, incident_id, by)
    still = await as_picture(said.still, "still") if said.still else None
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await at_desk(work.connection, desk, incident_id, by)
        if len(sightings_of(found.incident)) >= MOST_SIGHTINGS:
            raise TooManyPictures(f"One search takes {MOST_SIGHTINGS} reports")
        await _may_report(work, desk, incident_id, said, by, now)
        seen = _seen(desk, said, now)
        box = desk.keys.of_incident(found.incident)
        kept = box.seal(still, about(incident_id)) if still else None
        await _keep(work, incident_id, seen, kept, by)
        await set_verdict(work.connection, incident_id, said.camera_id, "found", by.person_id, now)
        await _tell(work, found, seen, said, by)
    return seen.sighting_id


def _seen(desk: MissingDesk, said: Report, now: datetime) -> Sighted:
    facts = desk.desk.chooser.facts(said.camera_id)
    assert facts is not None
    return Sighted(
        sighting_id=new_id("sgt"),
        camera_id=said.camera_id,
        camera=facts.name,
        lat=facts.lat,
        lon=facts.lon,
        at=now,
        still=bool(said.still),
    )


async def _tell(work: Work, found: Running, seen: Sighted, said: Report, by: SignedIn) -> None:
    """The room, the timeline and the trail."""
    incident_id, room = found.incident.incident_id, found.search.organisation
    await save_incident(work.connection, with_sighting(found.incident, seen))
    # no place in words: the line stays when the incident is forgotten
    await note(
        work.connection, incident_id, seen.at, "sighting", "발견 보고", "Reported found", about=room
    )
    entry = Entry(
        kind=TrailKind.REPORT_SIGHTING,
        actor=by.person_id,
        organisation=room,
        incident_id=incident_id,
        grant_id=said.grant_id or None,
        camera_id=said.camera_id,
        body={"sighting": seen.sighting_id, "still": seen.still},
    )
    await record(work, seen.at, entry)
    work.tell(IncidentChanged(incident_id=incident_id, service=found.incident.service))


async def _sits(connection: Connection, incident_id: str, by: SignedIn) -> None:
    if by.person_id not in await seats_of(connection, incident_id):
        raise NotAtThisDesk("Join the search first")


async def _may_report(
    work: Work, desk: MissingDesk, incident_id: str, said: Report, by: SignedIn, now: datetime
) -> None:
    await _sits(work.connection, incident_id, by)
    if await sector_camera(work.connection, incident_id, said.camera_id) is None:
        raise NotYourCamera("This camera is not in reach of the search")
    facts = desk.desk.chooser.facts(said.camera_id)
    if facts is None or facts.reserved_for:
        raise NotYourCamera("No such camera in service")
    if not said.still:
        return
    grant = await grant_by_id(work.connection, said.grant_id)
    is_shown = grant is not None and any(one.camera_id == said.camera_id for one in grant.lent)
    if grant is None or not is_shown or grant.organisation != desk.desk.centre.code:
        raise NotYourCamera("A still comes from a camera that you are shown now")
    if not grant.in_force(now):
        raise NotYourCamera("A still comes from a camera that you are shown now")


async def _keep(
    work: Work,
    incident_id: str,
    seen: Sighted,
    sealed: str | None,
    by: SignedIn,
) -> None:
    copy = Copy(
        copy_id=seen.sighting_id,
        incident_id=incident_id,
        kind=STILL,
        at=seen.at,
        by=by.person_id,
        sealed=sealed,
        camera_id=seen.camera_id,
        lat=seen.lat,
        lon=seen.lon,
    )
    await add_copy(work.connection, copy)
