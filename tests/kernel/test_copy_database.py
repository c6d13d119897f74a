"""Every row of a node's database arrives in another kind of database, and comes back the same."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import JSON, insert, select
from sqlalchemy.exc import DBAPIError

from bongsu.audit.store import head_kept
from bongsu.audit.tables import trail
from bongsu.audit.verify import verify
from bongsu.kernel.copy_database import DatabaseNotEmpty, TablesDiffer, copy_database
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.kernel.tables import metadata, outbox
from bongsu.roles.every_table import every_context_joins
from tests.kernel.released_database import VERSIONS, make_released, rows_of

VERSION = VERSIONS[-1]


@pytest.fixture
async def old(tmp_path: Path) -> AsyncIterator[Database]:
    """A node as a release left it, with a row in every table that there was, brought up to this release."""
    make_released(VERSION, tmp_path / "old.db")
    url = f"sqlite+aiosqlite:///{tmp_path}/old.db"
    await upgrade(url)
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
async def server(server_url: str) -> AsyncIterator[Database]:
    await upgrade(server_url)
    database = Database(server_url)
    yield database
    await database.close()


def as_meant(file: Path) -> dict[str, list[dict[str, object]]]:
    """JSON may come back with other spaces, and rows in another order."""
    found = rows_of(file)
    for name, rows in found.items():
        for row in rows:
            row.update({key: json.loads(str(row[key])) for key in _JSON[name] if row[key]})
        rows.sort(key=str)
    return found


every_context_joins()
_JSON = {
    table.name: [column.name for column in table.columns if isinstance(column.type, JSON)]
    for table in metadata.sorted_tables
}


async def test_every_row_arrives_and_comes_back_the_same(
    old: Database, server: Database, tmp_path: Path
) -> None:
    counts = await copy_database(old, server)
    assert sum(counts.values()) == sum(
        len(rows) for name, rows in rows_of(tmp_path / "old.db").items() if name in counts
    )
    url = f"sqlite+aiosqlite:///{tmp_path}/again.db"
    await upgrade(url)
    again = Database(url)
    assert await copy_database(server, again) == counts
    await again.close()
    assert as_meant(tmp_path / "again.db") == as_meant(tmp_path / "old.db")


async def test_the_trail_proves_where_it_arrives_and_refuses_changes_again(
    old: Database, server: Database
) -> None:
    await copy_database(old, server)
    async with server.read() as connection:
        verdict, head = await verify(connection), await head_kept(connection)
    assert (verdict.ok, verdict.rows) == (True, head.sequence)
    for harm in ("UPDATE trail SET actor = 'nobody'", "DELETE FROM trail"):
        with pytest.raises(DBAPIError, match="append-only"):
            async with server.work() as work:
                await work.connection.exec_driver_sql(harm)


async def test_new_rows_take_numbers_behind_the_old_ones(old: Database, server: Database) -> None:
    async with old.work() as work:
        rows = [{"id": number, "subject": "s", "body": b""} for number in (900, 901)]
        await work.connection.execute(insert(outbox), rows)
    await copy_database(old, server)
    async with server.work() as work:
        await work.connection.execute(insert(outbox), {"subject": "new", "body": b""})
        found = await work.connection.execute(select(outbox.c.id).where(outbox.c.subject == "new"))
        assert found.scalar_one() == 902


async def test_two_nodes_are_never_mixed(old: Database, server: Database) -> None:
    await copy_database(old, server)
    with pytest.raises(DatabaseNotEmpty):
        await copy_database(old, server)


async def test_a_copy_that_fails_leaves_an_empty_database_with_its_rules(
    old: Database, server: Database
) -> None:
    async with server.work() as work:
        await work.connection.exec_driver_sql("ALTER TABLE trail ADD CHECK (sequence < 2)")
    with pytest.raises(DBAPIError):
        await copy_database(old, server)
    async with server.read() as connection:
        for table in metadata.sorted_tables:
            assert (await connection.execute(select(table))).all() == [], table.name
    with pytest.raises(DBAPIError, match="append-only"):
        async with server.work() as work:
            await work.connection.execute(trail.delete())


async def test_tables_of_another_release_are_not_filled(old: Database, server_url: str) -> None:
    await upgrade(server_url, "0001")
    older = Database(server_url)
    with pytest.raises(TablesDiffer):
        await copy_database(old, older)
    await older.close()


async def test_rules_stand_again_in_a_sqlite_file_too(old: Database, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/again.db"
    await upgrade(url)
    again = Database(url)
    await copy_database(old, again)
    with pytest.raises(DBAPIError, match="append-only"):
        async with again.work() as work:
            await work.connection.execute(trail.delete())
    await again.close()
