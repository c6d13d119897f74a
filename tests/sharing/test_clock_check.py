"""A node that starts earlier than its own trail lends nothing until time has caught up, and says so once."""

from datetime import timedelta

import pytest

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.store import trail_batches
from bongsu.kernel.database import Database
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.clock_check import check_clock
from tests.incidents.stage import NOW


@pytest.fixture
async def written(database: Database) -> Database:
    async with database.work() as work:
        await record(work, NOW, Entry(kind=TrailKind.SIGN_IN, actor="per_1"))
    return database


async def started(database: Database, seconds: float) -> AgreementBook:
    """A start so many seconds after the newest row."""
    book = AgreementBook()
    await check_clock(database, book, NOW + timedelta(seconds=seconds))
    return book


async def rows(database: Database) -> list[str]:
    async with database.read() as connection:
        found = [row.kind async for some in trail_batches(connection) for row in some]
    return [kind for kind in found if kind == TrailKind.CLOCK_SET_BACK]


@pytest.mark.parametrize("seconds", [0, 1, -1, -60, 1e6])
async def test_a_clock_as_clocks_are_is_believed(written: Database, seconds: float) -> None:
    book = await started(written, seconds)
    assert not book.is_clock_set_back(NOW + timedelta(seconds=seconds))
    assert await rows(written) == []


async def test_a_fresh_node_believes_its_clock(database: Database) -> None:
    assert not (await started(database, -1e8)).is_clock_set_back(NOW)


@pytest.mark.parametrize("seconds", [-61, -3600, -1e7])
async def test_more_than_a_minute_back_is_refused_until_it_has_caught_up(
    written: Database, seconds: float
) -> None:
    book = await started(written, seconds)
    assert book.policy(NOW + timedelta(seconds=seconds)).clock_set_back
    assert book.policy(NOW - timedelta(microseconds=1)).clock_set_back
    assert not book.policy(NOW).clock_set_back
    assert len(await rows(written)) == 1


async def test_the_next_start_still_knows_and_writes_no_second_row(written: Database) -> None:
    """The row itself is as early as the clock: the newest time is not that of the last row any more."""
    await started(written, -3600)
    for seconds in (-3500, -30):
        book = await started(written, seconds)
        assert book.is_clock_set_back(NOW + timedelta(seconds=seconds))
    assert len(await rows(written)) == 1
    assert not (await started(written, 1)).is_clock_set_back(NOW + timedelta(seconds=1))
