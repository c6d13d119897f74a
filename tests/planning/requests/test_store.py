"""What is kept is what comes back; numbers go on; what is due for destruction is found and nothing else."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.store import (
    add_request,
    change_request,
    due_for_destruction,
    every_request,
    next_sequence,
    open_letters,
    open_requests,
    parts_of,
    request_numbered,
    request_of,
    requests_of,
    sent_since,
)
from bongsu.planning.requests.words import Ground, RequestState
from tests.databases import url_in
from tests.planning.requests.made import AT, ONE, one

FULL = one(
    7,
    channel_no="1AA-2611-0000001",
    repeats=2,
    state=RequestState.REJECTED,
    shown_state=RequestState.REJECTED,
    merged_into="req_1",
    organisation="KNPA.SEOUL.SEONGBUK",
    by="per_1",
    sender_mark="mark",
    wish_mark="wish",
    sealed_said="said",
    sealed_contact="contact",
    contact_until=AT + timedelta(days=180),
    ground=Ground.COVERED,
    note="이미 있습니다.",
    decided_at=AT,
    decided_by="per_2",
    sent_at=AT,
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(url_in(tmp_path))
    yield made
    await made.close()


async def kept(database: Database, *requests: CameraRequest) -> None:
    async with database.work() as work:
        for request in requests:
            await add_request(work.connection, request)


async def test_a_request_comes_back_as_it_was_kept(database: Database) -> None:
    await kept(database, ONE, FULL)
    async with database.read() as connection:
        assert await request_of(connection, "req_one") == ONE
        assert await request_numbered(connection, FULL.number) == FULL
        assert await request_of(connection, "req_none") is None
        assert await requests_of(connection, []) == []


async def test_numbers_go_on_by_year_and_district(database: Database) -> None:
    await kept(database, one(1, number="2026-SB-000009"), one(2, number="2026-GB-000042"))
    async with database.read() as connection:
        assert await next_sequence(connection, "2026-SB-") == 10
        assert await next_sequence(connection, "2026-GB-") == 43
        assert await next_sequence(connection, "2027-SB-") == 1


async def test_parts_open_ones_and_a_bodys_own_are_found(database: Database) -> None:
    await kept(database, one(1), FULL)
    async with database.read() as connection:
        assert await parts_of(connection, "req_1") == [FULL]
        assert await open_requests(connection, [RequestState.RECEIVED]) == [one(1)]
        assert await every_request(connection, "KNPA.SEOUL.SEONGBUK") == [FULL]
        assert len(await every_request(connection)) == 2


async def test_what_an_address_sent_is_counted_from_a_moment_on(database: Database) -> None:
    await kept(database, one(1, sender_mark="a"), one(9, sender_mark="a"), one(5, sender_mark="b"))
    async with database.read() as connection:
        found = await sent_since(connection, "a", AT + timedelta(minutes=5))
    assert [request.request_id for request in found] == ["req_9"]


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (timedelta(hours=23), False),
        (timedelta(days=1, minutes=10), True),
    ],
)
async def test_a_mark_is_due_after_a_day(database: Database, after: timedelta, due: bool) -> None:
    await kept(database, one(1, sender_mark="a"))
    now = AT + after
    async with database.read() as connection:
        assert bool(await due_for_destruction(connection, now, now - timedelta(days=1))) is due


async def test_what_is_destroyed_already_is_not_due_again(database: Database) -> None:
    far = AT + timedelta(days=4_000)
    await kept(database, one(1), one(2, sealed_said="said"))
    async with database.work() as work:
        found = await due_for_destruction(work.connection, far, far)
        assert [request.request_id for request in found] == ["req_2"]
        await change_request(work.connection, "req_2", sealed_said=None)
        assert await due_for_destruction(work.connection, far, far) == []


async def test_another_answer_opens_the_letters_of_all_parts(database: Database) -> None:
    other = one(3, sent_at=AT)
    await kept(database, one(1, sent_at=AT), FULL, other)
    async with database.work() as work:
        await open_letters(work.connection, ["req_1"])
        rows = await every_request(work.connection)
    assert {row.request_id for row in rows if row.sent_at is None} == {"req_1", "req_7"}
