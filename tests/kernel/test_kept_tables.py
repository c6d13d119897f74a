"""Whatever must not be changed, the database itself refuses to change: SQLite and PostgreSQL alike, and nothing more."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bongsu.kernel.migrate import upgrade
from tests.kernel.kept import ALLOWED, EMPTIED, HARMS, ROWS
from tests.kernel.postgresql import PostgreSql, as_sql


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for all harms: none of them leaves a trace, and what is allowed is not committed."""
    file = tmp_path_factory.mktemp("kept") / "node.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{file}"))
    with closing(sqlite3.connect(file)) as connection:
        for row in ROWS:
            connection.execute(row)
        connection.commit()
    return file


@pytest.fixture(scope="module")
def kept(postgresql: PostgreSql) -> PostgreSql:
    """One database for all harms: none of them leaves a trace."""
    postgresql.create("kept_tables")
    postgresql.sql("kept_tables", as_sql("upgrade") + ";".join(ROWS))
    return postgresql


def test_sqlite_refuses_each_harm(sqlite: Path) -> None:
    for harm, said in HARMS.items():
        with (
            closing(sqlite3.connect(sqlite)) as connection,
            pytest.raises(sqlite3.IntegrityError, match=said),
        ):
            connection.execute(harm)


@pytest.mark.parametrize(
    "table", ["trail", "rights_history", "agreements", "party_keys", "log_reviews", "log_findings"]
)
def test_sqlite_refuses_to_replace_a_row_under_its_own_key(sqlite: Path, table: str) -> None:
    """INSERT OR REPLACE deletes without asking the triggers for deletion."""
    (row, *_) = [one for one in ROWS if one.startswith(f"INSERT INTO {table} ")]
    with closing(sqlite3.connect(sqlite)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(row.replace("INSERT", "INSERT OR REPLACE", 1))


def test_sqlite_allows_what_people_do(sqlite: Path) -> None:
    with closing(sqlite3.connect(sqlite)) as connection:
        for deed in ALLOWED:
            assert connection.execute(deed).rowcount == 1, deed


@pytest.mark.parametrize("harm", list(HARMS))
def test_postgresql_refuses_it_too(kept: PostgreSql, harm: str) -> None:
    with pytest.raises(AssertionError, match=HARMS[harm]):
        kept.sql("kept_tables", harm)


@pytest.mark.parametrize("table", EMPTIED)
def test_postgresql_empties_no_kept_table(kept: PostgreSql, table: str) -> None:
    with pytest.raises(AssertionError, match=r"append-only|only be withdrawn|kept"):
        kept.sql("kept_tables", f"TRUNCATE {table} CASCADE")


def test_postgresql_allows_what_people_do(kept: PostgreSql) -> None:
    postgresql_rows = "; ".join(ALLOWED)
    kept.sql("kept_tables", f"BEGIN; {postgresql_rows}; ROLLBACK")
    left = kept.sql("kept_tables", "SELECT count(*) FROM log_findings")
    assert left.strip() == "2"
