"""인계: a person of the centre hands what came to it alone (a bell, an SOS) to a body outside; only what is agreed opens."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.desk import Actor, Desk
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.incident import Incident
from bongsu.incidents.settle import settle
from bongsu.incidents.store import note
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid


@dataclass(frozen=True, slots=True)
class HandOver:
    """To whom and why."""

    organisation: str
    reason: str


async def hand_over(
    work: Work, desk: Desk, incident: Incident, to: HandOver, actor: Actor, now: datetime
) -> Incident:
    """Asks for that body by the agreements; handing over twice changes nothing. Raises `AlreadyEnded`, `Invalid`."""
    if not incident.is_open:
        raise AlreadyEnded("The incident is already closed")
    book = desk.centre.agreements
    if to.organisation == desk.centre.code or not book.is_party(to.organisation):
        raise Invalid("No agreement names this body", field="organisation")
    if not desk.centre.services[incident.service].is_for(to.organisation):
        raise Invalid("Nothing of this service is for this body", field="organisation")
    if to.organisation in incident.handed_to:
        return incident
    handed = msgspec.structs.replace(incident, handed_to=(*incident.handed_to, to.organisation))
    entry = Entry(
        kind=TrailKind.HAND_OVER,
        actor=actor.person_id,
        organisation=to.organisation,
        incident_id=incident.incident_id,
        body={"reason": to.reason},
    )
    await record(work, now, entry)
    korean, english = book.name_of(to.organisation)
    await note(
        work.connection,
        incident.incident_id,
        now,
        "hand_over",
        f"인계 · {korean}: {to.reason}",
        f"Handed over · {english}: {to.reason}",
        about=to.organisation,
    )
    return await settle(work, desk, handed, now, actor=actor.person_id)
