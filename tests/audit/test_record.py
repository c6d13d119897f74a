"""Rows are kept in order, without gaps, each sealed behind the one before, and never rewritten."""

import asyncio
import contextlib
import sqlite3
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from bongsu.audit.entry import FIRST_PREVIOUS, Entry, Head, canonical, hashed_line
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record, sealed
from bongsu.audit.stamp import read_stamp, stamp
from bongsu.audit.store import head_kept, rows_after
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.failures import Invalid

SQL_OF_THE_LINE = (
    "SELECT sequence, hash, json_object('actor', actor, 'at', at, 'body', json(body), "
    "'camera_id', camera_id, 'grant_id', grant_id, 'incident_id', incident_id, 'kind', kind, "
    "'organisation', organisation, 'previous', previous, 'sequence', sequence) "
    "FROM trail ORDER BY sequence"
)
LENT = Entry(
    kind=TrailKind.LEND,
    actor="system",
    organisation="KNPA.SEOUL.SEONGBUK",
    incident_id="inc_1",
    grant_id="gr_1",
    body={
        "clause": "제3조제2항",
        "cameras": ["cam-1", "cam-2"],
        "chance": 0.82,
        "quote": '"\\\n\t',
    },
)
SIGNED_IN = Entry(kind=TrailKind.SIGN_IN, actor="per_1")


async def test_each_row_is_sealed_behind_the_one_before(
    database: Database, clock: FixedClock
) -> None:
    async with database.work() as work:
        assert await record(work, clock.now(), LENT, SIGNED_IN) == 2
    async with database.work() as work:
        assert await record(work, clock.now(), LENT) == 3
    async with database.read() as connection:
        rows = await rows_after(connection, 0, 10)
        assert await head_kept(connection) == Head(3, rows[2].hash)
    assert [row.previous for row in rows] == [FIRST_PREVIOUS, rows[0].hash, rows[1].hash]
    assert rows[0].at == "2026-11-21T02:10:00.000000Z"
    assert read_stamp(rows[0].at) == clock.now()


async def test_the_head_stands_at_the_last_deed_whatever_was_undone_before(
    database: Database, clock: FixedClock
) -> None:
    """It is moved once, before the commit: behind what stands, not behind what was tried."""

    async def tried(work: Work, *entries: Entry) -> None:
        with contextlib.suppress(KeyError):
            async with database.attempt(work):
                await record(work, clock.now(), *entries)
                raise KeyError

    async with database.work() as work:
        await tried(work, LENT)
        assert await record(work, clock.now(), SIGNED_IN) == 1
        await tried(work, LENT, LENT)
        assert await record(work, clock.now(), LENT) == 2
        await tried(work, SIGNED_IN)
    async with database.work() as work:
        await tried(work, LENT)
    async with database.read() as connection:
        rows = await rows_after(connection, 0, 10)
        assert [row.kind for row in rows] == ["sign_in", "lend"]
        assert await head_kept(connection) == Head(2, rows[1].hash)


async def test_recording_nothing_answers_the_last_sequence(
    database: Database, clock: FixedClock
) -> None:
    async with database.work() as work:
        assert await record(work, clock.now()) == 0
        assert await record(work, clock.now(), LENT) == 1
        assert await record(work, clock.now()) == 1


async def test_a_failed_work_leaves_no_row_and_no_gap(
    database: Database, clock: FixedClock
) -> None:
    with pytest.raises(RuntimeError):
        async with database.work() as work:
            await record(work, clock.now(), LENT)
            raise RuntimeError
    async with database.work() as work:
        assert await record(work, clock.now(), LENT) == 1


async def test_thirty_works_at_once_leave_no_gap(database: Database, clock: FixedClock) -> None:
    async def one() -> int:
        async with database.work() as work:
            return await record(work, clock.now(), LENT, SIGNED_IN)

    ends = await asyncio.gather(*(one() for _ in range(30)))
    assert sorted(ends) == list(range(2, 61, 2))
    async with database.read() as connection:
        rows = await rows_after(connection, 0, 100)
    assert [row.sequence for row in rows] == list(range(1, 61))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET actor = 'nobody' WHERE sequence = 1",
        "DELETE FROM trail WHERE sequence = 2",
        pytest.param(
            "INSERT OR REPLACE INTO trail SELECT 1, at, kind, 'nobody', organisation, incident_id, "
            "grant_id, camera_id, body, previous, hash FROM trail WHERE sequence = 1",
            marks=pytest.mark.sqlite,
        ),
        "INSERT INTO trail SELECT 9, at, kind, actor, organisation, incident_id, "
        "grant_id, camera_id, body, previous, hash FROM trail WHERE sequence = 2",
        "INSERT INTO trail SELECT sequence + 3, at, kind, actor, organisation, incident_id, "
        "grant_id, camera_id, body, previous, hash FROM trail",
    ],
)
async def test_the_database_refuses_to_rewrite_the_trail(
    database: Database, clock: FixedClock, statement: str
) -> None:
    async with database.work() as work:
        await record(work, clock.now(), LENT, SIGNED_IN)
    with pytest.raises(DBAPIError, match=r"append-only|grows by one"):
        async with database.work() as work:
            await work.connection.exec_driver_sql(statement)


async def test_rows_that_follow_one_another_may_come_in_one_statement(
    database: Database, clock: FixedClock
) -> None:
    async with database.work() as work:
        await record(work, clock.now(), LENT, SIGNED_IN)
        await work.connection.exec_driver_sql(
            "INSERT INTO trail SELECT sequence + 2, at, kind, actor, organisation, incident_id, "
            "grant_id, camera_id, body, previous, hash FROM trail ORDER BY sequence"
        )
    async with database.read() as connection:
        rows = await rows_after(connection, 0, 100)
    assert [row.sequence for row in rows] == [1, 2, 3, 4]


@pytest.mark.sqlite
async def test_an_expert_can_redo_every_hash_with_sql_and_sha256sum(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    async with database.work() as work:
        await record(work, clock.now(), LENT, SIGNED_IN)
    with sqlite3.connect(tmp_path / "node.db") as plain:
        rows = plain.execute(SQL_OF_THE_LINE).fetchall()
    assert len(rows) == 2
    assert all(sha256(line.encode()).hexdigest() == kept for _, kept, line in rows)


def test_the_readme_shows_the_very_statement_that_is_tested() -> None:
    readme = Path(__file__).parents[2] / "src" / "bongsu" / "audit" / "README.md"
    shown = " ".join(readme.read_text().split())
    assert " ".join(SQL_OF_THE_LINE.split("FROM trail", maxsplit=1)[0].split())[23:] in shown


def test_the_line_under_a_hash_is_as_documented(clock: FixedClock) -> None:
    row = sealed(SIGNED_IN, clock.now(), Head(0, FIRST_PREVIOUS))
    assert hashed_line(row) == (
        b'{"actor":"per_1","at":"2026-11-21T02:10:00.000000Z","body":{},"camera_id":null,'
        b'"grant_id":null,"incident_id":null,"kind":"sign_in","organisation":null,'
        b'"previous":"' + b"0" * 64 + b'","sequence":1}'
    )
    assert row.hash == sha256(hashed_line(row)).hexdigest()


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.booleans() | st.none()))
def test_the_order_of_a_body_does_not_change_its_bytes(body: dict[str, object]) -> None:
    assert canonical(body) == canonical(dict(reversed(body.items())))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(Invalid):
        stamp(datetime(2026, 11, 21))  # noqa: DTZ001 (the fault under test)


def test_a_seoul_time_is_kept_as_utc() -> None:
    seoul = datetime(2026, 11, 21, 11, 10, tzinfo=timezone(timedelta(hours=9)))
    assert stamp(seoul) == "2026-11-21T02:10:00.000000Z"
