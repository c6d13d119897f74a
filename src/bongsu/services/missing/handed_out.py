"""A still that a room reads has left the centre: the ledger says so once, and that it went with its search (제42조)."""

from datetime import datetime

from bongsu.incidents.incident import Incident
from bongsu.incidents.occasion import occasion_of
from bongsu.kernel.database import Work
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.searches.store import Copy
from bongsu.sharing.grants import Grant
from bongsu.sharing.ledger.keep import write_copy, write_destruction
from bongsu.sharing.ledger.row import LedgerKind, LedgerRow
from bongsu.sharing.ledger.store import rows_of_incident
from bongsu.sharing.lend import SYSTEM

_BASIS = "MISSING9"
_STILL = "sighting"


async def still_handed_out(
    work: Work, desk: MissingDesk, incident: Incident, still: Copy, grant: Grant, now: datetime
) -> None:
    """Under the lending by which the room reads it; once for each room."""
    room, camera_id = grant.organisation, still.camera_id
    before = await _copies(work, incident)
    if camera_id is None or any(
        (one.organisation, one.details.get(_STILL)) == (room, still.copy_id) for one in before
    ):
        return
    agreed = None
    if grant.agreement_id is not None and grant.agreement_version is not None:
        agreed = (grant.agreement_id, grant.agreement_version)
    await write_copy(
        work,
        occasion_of(incident, desk.desk, room),
        room,
        [camera_id],
        now,
        approver=still.by,
        legal_bases=(incident.legal_basis or _BASIS,),
        agreement=agreed,
        details={_STILL: still.copy_id},
        incident_id=incident.incident_id,
    )


async def stills_destroyed(work: Work, incident: Incident, now: datetime) -> None:
    """Every copy that the ledger says was handed out."""
    for one in await _copies(work, incident):
        details = {_STILL: one.details.get(_STILL, ""), "how": "수색 종료로 자동 파기"}
        await write_destruction(work, one, SYSTEM, now, details=details)


async def _copies(work: Work, incident: Incident) -> list[LedgerRow]:
    rows = await rows_of_incident(work.connection, incident.incident_id)
    gone = {one.details.get("of") for one in rows if one.kind is LedgerKind.DESTROY}
    return [one for one in rows if one.kind is LedgerKind.COPY and one.ledger_id not in gone]
