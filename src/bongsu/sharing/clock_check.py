"""At start: is it earlier than what the trail already says? Then nobody knows what is in force, and nothing is lent."""

from datetime import datetime, timedelta

import msgspec
import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.stamp import read_stamp, stamp
from bongsu.audit.store import Connection, last_of_kind, rows_before
from bongsu.kernel.database import Database
from bongsu.sharing.book import AgreementBook

log = structlog.get_logger()

# clocks of healthy machines are set by fractions of a second; a minute is no correction
TOLERATED = timedelta(seconds=60)
BY = "system"
_BEYOND_ALL = 2**62


class _Noted(msgspec.Struct, frozen=True):
    not_before: str


async def check_clock(database: Database, book: AgreementBook, now: datetime) -> None:
    """One trail row when it is newly found; the book refuses until the clock has caught up."""
    async with database.read() as connection:
        noted = await _noted(connection)
        newest = await _newest(connection)
    latest = max((at for at in (noted, newest) if at is not None), default=None)
    if latest is None or now >= latest or (noted != latest and latest - now <= TOLERATED):
        return
    book.trust_nothing_before(latest)
    log.error("clock set back", now=stamp(now), newest_row=stamp(latest))
    if noted != latest:
        entry = Entry(kind=TrailKind.CLOCK_SET_BACK, actor=BY, body={"not_before": stamp(latest)})
        async with database.work() as work:
            await record(work, now, entry)


async def _newest(connection: Connection) -> datetime | None:
    rows = await rows_before(connection, _BEYOND_ALL, 1)
    return read_stamp(rows[0].at) if rows else None


async def _noted(connection: Connection) -> datetime | None:
    """What an earlier start found: rows written since then are as early as the clock was."""
    row = await last_of_kind(connection, TrailKind.CLOCK_SET_BACK, BY)
    if row is None:
        return None
    return read_stamp(msgspec.json.decode(row.body, type=_Noted).not_before)
