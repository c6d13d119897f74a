"""A disk that returns errors while pictures are lent or ended: all of a deed or nothing of it, and a failure by name."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import DBAPIError

from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.incident import Incident
from bongsu.incidents.timers import Timers
from bongsu.kernel.database import Database, DatabaseUnwritable
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from bongsu.sharing.grants import State
from bongsu.sharing.keeping.suspend import suspend
from bongsu.sharing.withdraw import withdraw
from tests.databases import breaks, mended, on_a_read_only_disk
from tests.incidents.stage import NOW, SHIFT_LEAD, YES, Stage, actor, stage_on
from tests.sharing.keeping.shelf import HEAD, ID, Shelf

# every table that one lending touches
TABLES = (
    "incidents",
    "grants",
    "grant_cameras",
    "provision_ledger",
    "trail",
    "incident_timeline",
    "outbox",
)
every_table = pytest.mark.parametrize("table", TABLES)


async def written(database: Database) -> dict[str, int]:
    async with database.read() as connection:
        return {
            table: (await connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}")).scalar_one()
            for table in TABLES
        }


@every_table
async def test_a_call_that_cannot_be_written_lends_nothing_and_leaves_nothing(
    stage: Stage, table: str
) -> None:
    before = await written(stage.desk.database)
    await breaks(stage.desk.database, table)
    with pytest.raises(DBAPIError):
        await stage.open(stage.call())
    assert await written(stage.desk.database) == before
    assert await stage.told("sharing.grant_opened") == []
    await mended(stage.desk.database)
    assert (await stage.grant(await stage.open(stage.call()))).state is State.ACTIVE


@pytest.mark.parametrize(
    "table", ["grants", "grant_cameras", "provision_ledger", "trail", "outbox"]
)
async def test_an_approval_that_cannot_be_written_goes_on_waiting(stage: Stage, table: str) -> None:
    incident = await stage.open(stage.call("THEFT", "C2"))
    waiting = await stage.grant(incident)
    before = await written(stage.desk.database)
    deed = "UPDATE" if table == "grants" else "INSERT"
    await breaks(stage.desk.database, table, deed)
    with pytest.raises(DBAPIError):
        await stage.decide(waiting, YES, actor(SHIFT_LEAD))
    assert await written(stage.desk.database) == before
    assert await stage.grant(incident) == waiting
    await mended(stage.desk.database, deed)
    await stage.decide(waiting, YES, actor(SHIFT_LEAD))
    assert (await stage.grant(incident)).state is State.ACTIVE


@pytest.mark.parametrize("table", ["trail", "outbox"])
async def test_a_cut_that_cannot_be_written_is_none_that_is_told(stage: Stage, table: str) -> None:
    """Neither the trail without the cut nor the cut without the trail."""
    incident = await stage.open(stage.call())
    running = await stage.grant(incident)
    await breaks(stage.desk.database, table)
    with pytest.raises(DBAPIError):
        async with stage.work() as work:
            await withdraw(work, running, "per_1", NOW)
    assert await stage.grant(incident) == running
    assert await stage.told("sharing.grant_ended") == []


@pytest.mark.parametrize("table", ["agreement_suspensions", "trail", "outbox"])
async def test_a_suspension_that_cannot_be_written_changes_neither_book_nor_lendings(
    stage: Stage, table: str
) -> None:
    shelf = Shelf(stage.desk.database, stage.clock, stage.desk.centre.agreements)
    await shelf.in_force()
    incident = await stage.open(stage.call())
    running, policy = await stage.grant(incident), shelf.book.policy(NOW)
    await breaks(stage.desk.database, table)
    with pytest.raises(DBAPIError):
        async with shelf.book.change(shelf.database) as work:
            await suspend(work, ID, "점검", HEAD, NOW)
    assert shelf.book.policy(NOW) == policy
    assert await stage.grant(incident) == running
    await mended(stage.desk.database)
    async with shelf.book.change(shelf.database) as work:
        assert await suspend(work, ID, "점검", HEAD, NOW) == 1


async def test_an_end_that_cannot_be_written_ends_for_the_media_all_the_same(stage: Stage) -> None:
    """Media asks which grants are in force, and the answer counts by the clock, not by the row."""
    incident = await stage.open(stage.call())
    grant = await stage.grant(incident)
    assert grant.ends_at is not None
    await breaks(stage.desk.database, "trail")
    stage.clock.advance((grant.ends_at - NOW).total_seconds())
    with pytest.raises(DBAPIError):
        await do_what_is_due(stage.desk)
    still = await stage.grant(incident)
    assert still.state is State.ACTIVE
    assert not still.in_force(stage.clock.now())
    await mended(stage.desk.database)
    timers = Timers(stage.desk, MemoryBus())
    await timers.do_once()
    assert (await stage.grant(incident)).state is State.EXPIRED
    assert (await stage.verified()).ok


@pytest.fixture
async def read_only(database: Database) -> AsyncIterator[Database]:
    """The same database on a disk that the system has set to read-only after an error."""
    broken = on_a_read_only_disk(database.url)
    yield broken
    await broken.close()


async def test_the_failure_has_a_name_and_the_partner_may_try_again(
    database: Database, read_only: Database
) -> None:
    stage = stage_on(read_only)
    with pytest.raises(DatabaseUnwritable) as unwritable:
        await stage.open(stage.call())
    assert (unwritable.value.kind, unwritable.value.code) == ("unavailable", "database_unwritable")
    assert sum((await written(database)).values()) == 0
    healthy = stage_on(database)
    incident: Incident = await healthy.open(healthy.call())
    assert (await healthy.grant(incident, POLICE_SEONGBUK)).state is State.ACTIVE
