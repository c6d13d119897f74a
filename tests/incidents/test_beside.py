"""A command beside the running node changes what is agreed: the node takes it up and judges its calls again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bongsu.incidents.feed import Feed
from bongsu.incidents.listen import Listening
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.kernel.outbox import OutboxRelay
from bongsu.kernel.parts import Part
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.keeping.suspend import resume, suspend
from bongsu.sharing.rules import Reason
from tests.incidents.stage import NOW, Stage
from tests.sharing.keeping.shelf import HEAD, ID, Shelf, next_version


@pytest.fixture
async def shelf(stage: Stage) -> Shelf:
    """The stage's own book, with tables behind it."""
    shelf = Shelf(stage.desk.database, stage.clock, stage.desk.centre.agreements)
    await shelf.in_force()
    return shelf


@pytest.fixture
async def beside(stage: Stage, shelf: Shelf) -> AsyncIterator[Shelf]:
    """What a command holds: a database of its own, a book of its own, the same keys."""
    database = Database(stage.desk.database.url)
    yield replace(shelf, database=database, book=AgreementBook())
    await database.close()


@pytest.fixture(autouse=True)
async def running(stage: Stage, shelf: Shelf) -> AsyncIterator[None]:
    """The parts of a node that hear of it."""
    bus = MemoryBus()
    hearing, relay = (
        Listening(stage.desk, Feed(stage.desk), bus),
        OutboxRelay(stage.desk.database, bus),
    )
    parts: list[Part] = [hearing, relay]
    for part in parts:
        await part.start()
    yield
    for part in reversed(parts):
        await part.stop()


async def becomes(stage: Stage, grant: Grant, state: State) -> Grant:
    """Of the same call, at latest within ten seconds."""
    async with asyncio.timeout(10):
        while True:
            now = await stage.grant(await stage.open_of(grant))
            if now.state is state:
                return now
            await asyncio.sleep(0.02)


async def test_a_suspension_beside_the_node_is_taken_up(stage: Stage, beside: Shelf) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    async with beside.book.change(beside.database) as work:
        await suspend(work, ID, "점검", HEAD, NOW)
    assert (await becomes(stage, grant, State.CLOSED)).reason == Reason.SUSPENDED
    async with asyncio.timeout(10):
        while stage.desk.centre.agreements.kept.standings[0].suspension is None:
            await asyncio.sleep(0.02)
    late = await stage.grant(await stage.open(stage.call()))
    assert late.reason == Reason.SUSPENDED
    async with beside.book.change(beside.database) as work:
        await resume(work, ID, "확인 끝", HEAD, NOW)
    assert (await becomes(stage, grant, State.ACTIVE)).grant_id != grant.grant_id


async def test_a_version_that_is_added_and_signed_beside_the_node_decides(
    stage: Stage, shelf: Shelf, beside: Shelf
) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    text = next_version(
        examples=(),
        clauses=tuple(
            replace(one, categories=frozenset({"MURDER"}))
            for one in shelf.standing().agreement.clauses
            if one.service == "P112_DISPATCH"
        ),
    )
    await beside.add(text)
    await beside.sign_all(text)
    refused = await becomes(stage, grant, State.REFUSED)
    assert (refused.agreement_version, refused.reason) == (2, Reason.NOT_LISTED)
    assert shelf.standing(2).is_signed


async def test_a_key_withdrawn_beside_the_node_ends_what_it_held_up(
    stage: Stage, beside: Shelf
) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    await beside.withdraw(POLICE_SEONGBUK)
    assert (await becomes(stage, grant, State.CLOSED)).reason == Reason.KEY_WITHDRAWN


async def test_no_older_view_replaces_a_newer_one(stage: Stage, shelf: Shelf) -> None:
    """Refreshing waits for its turn to write: a suspension is never undone in memory by a slower reader."""
    book, database = stage.desk.centre.agreements, stage.desk.database

    async def suspended() -> None:
        async with book.change(database) as work:
            await asyncio.sleep(0)
            await suspend(work, ID, "점검", HEAD, NOW)

    await asyncio.gather(*(book.refresh(database) for _ in range(3)), suspended())
    assert book.kept.standings[0].suspension is not None
    await asyncio.gather(suspended_is_seen(book, database), book.refresh(database))


async def suspended_is_seen(book: AgreementBook, database: Database) -> None:
    await book.refresh(database)
    assert book.kept.standings[0].suspension is not None
