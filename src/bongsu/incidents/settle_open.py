"""Judges every running call again: what is agreed has changed, or the clock has."""

import structlog

from bongsu.incidents.desk import Desk
from bongsu.incidents.settle import settle
from bongsu.incidents.store import incident_by_id, open_incidents

log = structlog.get_logger()


async def settle_open(desk: Desk, why: str) -> int:
    """One transaction for each call, so that none waits for all."""
    async with desk.database.read() as connection:
        running = [one.incident_id for one in await open_incidents(connection)]
    for incident_id in running:
        async with desk.database.work() as work:
            fresh = await incident_by_id(work.connection, incident_id)
            if fresh is not None and fresh.is_open:
                await settle(work, desk, fresh, desk.clock.now())
    log.info("calls judged again", why=why, calls=len(running))
    return len(running)
