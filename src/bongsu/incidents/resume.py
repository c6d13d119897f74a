"""One key of a room after its term (재난: every 24 h): what its clause opens by itself opens for another term."""

from datetime import datetime

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.settle import settle
from bongsu.kernel.database import Work
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import write_down
from bongsu.sharing.store import grants_of


def is_expired(grant: Grant) -> bool:
    """Its term is over; nobody has cut or closed it."""
    return grant.state is State.EXPIRED


async def resume(
    work: Work, desk: Desk, incident: Incident, grant: Grant, actor: str, now: datetime
) -> Incident:
    """Raises `TooLate` where nothing may be resumed: it was cut, it is asked for, the incident is over."""
    service = desk.centre.services.get(incident.service)
    every = await grants_of(work.connection, incident.incident_id)
    own = [one for one in every if one.organisation == grant.organisation and not one.is_of_peer]
    is_last = bool(own) and own[-1].grant_id == grant.grant_id
    is_over = is_expired(grant) and is_last and incident.is_open
    if service is None or not service.asks_again or not is_over:
        raise TooLate("Nothing is lent for another term here")
    await write_down(work, now, TrailKind.RENEW, grant, actor, term="another")
    return await settle(work, desk, incident, now, actor=actor, resumed=grant.organisation)
