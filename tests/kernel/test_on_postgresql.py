"""What a PostgreSQL server does to a node, and a node to it: several processes, restarts, full disks, faults."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bongsu.kernel.database import (
    Database,
    DatabaseUnfit,
    DatabaseUnreachable,
    DatabaseUnwritable,
    ValueNotKept,
    as_url,
)
from bongsu.kernel.migrate import upgrade
from bongsu.kernel.tables import outbox
from tests.databases import may_stand_up
from tests.kernel.postgresql import PostgreSql, programs


@pytest.fixture
async def node(server_url: str) -> AsyncIterator[Database]:
    database = Database(server_url)
    await database.create_all()
    yield database
    await database.close()


@pytest.fixture
async def beside(node: Database, server_url: str) -> AsyncIterator[Database]:
    """A command: another process as far as the server knows."""
    database = Database(server_url)
    yield database
    await database.close()


async def put(database: Database, subject: str) -> None:
    async with database.work() as work:
        await work.connection.execute(insert(outbox), {"subject": subject, "body": b""})


async def subjects(database: Database) -> list[str]:
    async with database.read() as connection:
        return list(await connection.scalars(select(outbox.c.subject).order_by(outbox.c.id)))


async def test_a_command_beside_the_node_waits_for_its_work_and_sees_what_it_wrote(
    node: Database, beside: Database
) -> None:
    async def second() -> list[str]:
        async with beside.work() as work:
            return list(await work.connection.scalars(select(outbox.c.subject)))

    async with node.work() as work:
        await work.connection.execute(insert(outbox), {"subject": "first", "body": b""})
        waiting = asyncio.create_task(second())
        await until_somebody_waits(node)
        assert not waiting.done()
    assert await waiting == ["first"]


async def until_somebody_waits(database: Database) -> None:
    asked = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    async with asyncio.timeout(10):
        while True:
            async with database.read() as connection:
                if (await connection.execute(asked)).scalar_one():
                    return


async def test_of_many_writers_in_several_processes_none_overtakes_another(
    node: Database, beside: Database
) -> None:
    async def count_and_add(database: Database) -> None:
        async with database.work() as work:
            found = len((await work.connection.execute(select(outbox.c.id))).all())
            await work.connection.execute(insert(outbox), {"subject": f"{found}", "body": b""})

    await asyncio.gather(*(count_and_add(one) for one in (node, beside) * 15))
    assert await subjects(node) == [str(number) for number in range(30)]


async def test_the_number_of_commits_changes_with_each_and_with_nothing_else(
    node: Database, beside: Database
) -> None:
    async with node.commits() as commits:
        seen = [await commits()]
        assert await commits() == seen[0]
        for database in (node, beside):
            await put(database, "one")
            seen.append(await commits())
            await subjects(database)
            assert await commits() == seen[-1]
    assert len(set(seen)) == 3


async def test_a_commit_is_noticed_though_a_later_transaction_ended_before(
    node: Database, beside: Database
) -> None:
    async with node.commits() as commits:
        async with node.work() as work:
            await work.connection.execute(insert(outbox), {"subject": "long", "body": b""})
            # past the writers' lock, as any other program on the same server
            async with beside._engine.begin() as other:
                await other.execute(insert(outbox), {"subject": "short", "body": b""})
            between = await commits()
        assert await commits() != between


async def test_a_reading_sees_one_state_and_writes_nothing(
    node: Database, beside: Database
) -> None:
    async with node.read() as connection:
        assert (await connection.execute(select(outbox))).all() == []
        await put(beside, "meanwhile")
        assert (await connection.execute(select(outbox))).all() == []
    assert await subjects(node) == ["meanwhile"]
    with pytest.raises(DBAPIError, match="read-only"):
        async with node.read() as connection:
            await connection.execute(insert(outbox), {"subject": "x", "body": b""})


async def test_a_fault_says_nothing_of_what_was_to_be_written(node: Database) -> None:
    with pytest.raises(IntegrityError) as fault:
        async with node.work() as work:
            await work.connection.exec_driver_sql("CREATE UNIQUE INDEX one ON outbox (subject)")
            for _ in range(2):
                row = {"subject": "목멱산", "body": b"secret"}
                await work.connection.execute(insert(outbox), row)
    for said in (str(fault.value), str(fault.value.orig)):
        assert "duplicate key" in said
        assert "목멱산" not in said
        assert "secret" not in said


@pytest.mark.parametrize("subject", ["a\x00b", "long" * 40], ids=["nul", "too long"])
async def test_a_text_that_the_server_cannot_keep_is_refused_and_nothing_is_kept(
    node: Database, subject: str
) -> None:
    with pytest.raises(ValueNotKept) as refused:
        async with node.work() as work:
            await work.connection.execute(insert(outbox), {"subject": "before", "body": b""})
            await work.connection.execute(insert(outbox), {"subject": subject, "body": b""})
    assert subject not in refused.value.detail
    assert await subjects(node) == []


async def test_a_question_with_such_a_letter_is_refused_by_name(node: Database) -> None:
    with pytest.raises(ValueNotKept):
        async with node.read() as connection:
            await connection.execute(select(outbox).where(outbox.c.subject == "a\x00b"))


@pytest.mark.parametrize("sqlstate", ["53100", "58030", "XX001"], ids=["full", "io", "damaged"])
async def test_a_server_whose_disk_fails_keeps_nothing_of_the_work(
    node: Database, sqlstate: str
) -> None:
    """As PostgreSQL itself says it: disk_full, io_error, data_corrupted."""
    async with node.work() as work:
        await work.connection.exec_driver_sql(
            "CREATE FUNCTION bad() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{sqlstate}'; END $$"
        )
        await work.connection.exec_driver_sql(
            "CREATE TRIGGER bad BEFORE INSERT ON outbox FOR EACH ROW "
            "WHEN (NEW.subject = 'second') EXECUTE FUNCTION bad()"
        )
    with pytest.raises(DatabaseUnwritable):
        async with node.work() as work:
            await work.connection.execute(insert(outbox), {"subject": "first", "body": b""})
            await work.connection.execute(insert(outbox), {"subject": "second", "body": b""})
    assert await subjects(node) == []
    await put(node, "third")


async def test_a_server_that_is_read_only_is_named(node: Database, beside: Database) -> None:
    """As after a failover to a standby."""
    name = node.url.database
    async with node.work() as work:
        await work.connection.exec_driver_sql(
            f"ALTER DATABASE {name} SET default_transaction_read_only = on"
        )
    with pytest.raises(DatabaseUnwritable):
        await put(beside, "x")


async def test_a_writer_that_dies_leaves_nothing_and_no_lock(
    node: Database, beside: Database
) -> None:
    with pytest.raises(DatabaseUnwritable):
        async with node.work() as work:
            await work.connection.execute(insert(outbox), {"subject": "half", "body": b""})
            process = (await work.connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            async with beside.read() as other:
                await other.execute(text(f"SELECT pg_terminate_backend({process})"))
            await work.connection.execute(insert(outbox), {"subject": "other", "body": b""})
    await put(beside, "next")
    await put(node, "again")
    assert await subjects(node) == ["next", "again"]


async def test_what_was_answered_outlives_a_power_cut_whatever_the_server_was_set_to(
    node: Database,
) -> None:
    async with node.read() as connection:
        found = (await connection.execute(text("SHOW synchronous_commit"))).scalar_one()
    assert found == "on"


async def test_two_starts_at_once_bring_the_tables_up_once(server_url: str) -> None:
    """Of two processes: a command beside a node that is just starting."""
    said = f"import asyncio; from bongsu.kernel.migrate import upgrade; asyncio.run(upgrade({server_url!r}))"
    both = [await asyncio.create_subprocess_exec(sys.executable, "-c", said) for _ in range(2)]
    assert await asyncio.gather(*(one.wait() for one in both)) == [0, 0]
    database = Database(server_url)
    async with database.read() as connection:
        versions = (await connection.execute(text("SELECT * FROM alembic_version"))).all()
    await database.close()
    assert len(versions) == 1


@pytest.fixture
def cluster() -> Iterator[PostgreSql]:
    """A server of the test's own, to be stopped and started."""
    found = programs()
    if found is None or not may_stand_up():
        pytest.skip("NO POSTGRESQL: initdb cannot be run here")
    folder = Path(tempfile.mkdtemp(prefix="bongsu-postgresql-"))
    own = PostgreSql(found, folder)
    own.start()
    yield own
    own.stop()
    shutil.rmtree(folder)


async def test_a_node_goes_on_when_its_server_comes_back(cluster: PostgreSql) -> None:
    cluster.create("node")
    database = Database(f"postgresql://bongsu:geheim@/node?host={cluster.folder}")
    await database.create_all()
    async with database.commits() as commits:
        await put(database, "before")
        seen = await commits()
        cluster.stop()
        with pytest.raises(DatabaseUnwritable) as unwritable:
            await put(database, "while it is gone")
        with pytest.raises(DatabaseUnreachable) as unreachable:
            await subjects(database)
        with pytest.raises(DatabaseUnreachable):
            await commits()
        cluster.start_again()
        await put(database, "after")
        assert await commits() != seen
    assert await subjects(database) == ["before", "after"]
    await database.close()
    for said in (unwritable.value.detail, unreachable.value.detail):
        assert "geheim" not in said


async def test_a_server_that_is_not_there_is_named_at_the_upgrade(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable) as unreachable:
        await upgrade(f"postgresql://bongsu:geheim@/node?host={tmp_path}")
    assert "geheim" not in unreachable.value.detail


@pytest.mark.parametrize(
    "how",
    ["ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "LOCALE_PROVIDER icu ICU_LOCALE 'ko-KR'"],
)
async def test_a_database_that_cannot_keep_korean_in_its_order_is_refused(
    cluster: PostgreSql, how: str
) -> None:
    cluster.sql("postgres", f"CREATE DATABASE unfit {how} TEMPLATE template0")
    with pytest.raises(DatabaseUnfit, match="LC_COLLATE 'C'"):
        await upgrade(f"postgresql://bongsu@/unfit?host={cluster.folder}")


def test_a_plain_url_is_taken_for_the_installed_driver() -> None:
    for given in ("postgresql://a@b/c", "postgres://a@b/c", "postgresql+psycopg://a@b/c"):
        assert as_url(given).drivername == "postgresql+psycopg"
    assert as_url("sqlite+aiosqlite:///x").drivername == "sqlite+aiosqlite"
