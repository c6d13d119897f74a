"""The ends that `service.toml` promises: a record that nobody checks is destroyed, and so is an old line of the searches."""

from datetime import datetime, timedelta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.services.missing.clothing.store import remove_orders_ended_before
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.registered.store import people_unchecked_since, remove_person
from bongsu.services.missing.searches.store import remove_searches_ended_before
from bongsu.sharing.lend import SYSTEM

# a year until the check falls due, and another in which the officer is reminded of it
UNCHECKED = timedelta(days=365)
SEARCHES_KEPT = timedelta(days=3 * 365)


def destroyed_on(check_due: datetime) -> datetime:
    """When a record goes that nobody checks."""
    return check_due + UNCHECKED


async def destroy_what_is_old(desk: MissingDesk) -> None:
    now = desk.desk.clock.now()
    async with desk.desk.database.read() as connection:
        unchecked = await people_unchecked_since(connection, now - UNCHECKED)
    for one in unchecked:
        async with desk.desk.database.work() as work:
            await remove_person(work.connection, one.person_id)
            entry = Entry(
                kind=TrailKind.DESTROY,
                actor=SYSTEM,
                organisation=one.organisation,
                body={"register": one.person_id, "why": "unchecked"},
            )
            await record(work, now, entry)
    async with desk.desk.database.work() as work:
        gone = await remove_searches_ended_before(work.connection, now - SEARCHES_KEPT)
        if gone:
            await remove_orders_ended_before(work.connection, now - SEARCHES_KEPT)
            body = {"what": "searches", "rows": gone}
            await record(work, now, Entry(kind=TrailKind.DESTROY, actor=SYSTEM, body=body))
    if unchecked or gone:
        await desk.desk.database.leave_no_copy()
