"""How many calls a pilot (시범운영) has let through before this one: its limits are counted per agreement."""

from datetime import datetime

from bongsu.incidents.incident import Incident
from bongsu.incidents.rules import NO_CALLS, Calls
from bongsu.kernel.clock import SEOUL
from bongsu.sharing.agreement import Stage
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.keeping.store import Connection
from bongsu.sharing.store import calls_under


async def calls_before(
    connection: Connection, book: AgreementBook, incident: Incident, now: datetime
) -> Calls:
    """Of several pilots for one service the fullest counts: a limit is a limit."""
    midnight = now.astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    found = [
        await calls_under(connection, one.agreement_id, one.centre, midnight, incident.incident_id)
        for one in book.living(now)
        if one.stage is Stage.PILOT
        and any(clause.service == incident.service for clause in one.clauses)
    ]
    if not found:
        return NO_CALLS
    return max(today for today, _ in found), max(in_all for _, in_all in found)
