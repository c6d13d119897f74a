"""Databases for tests: SQLite files, or with `BONGSU_TEST_DATABASE=postgresql` those of one real PostgreSQL per process."""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any  # Any: the driver's own connection

import psycopg
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL

from bongsu.kernel.database import Database
from bongsu.kernel.tables import metadata
from bongsu.roles.every_table import every_context_joins
from tests.kernel.postgresql import PostgreSql, may_run, programs

POSTGRESQL = os.environ.get("BONGSU_TEST_DATABASE") == "postgresql"
_FIXTURES = frozenset(
    {"database", "template", "log", "seoul", "gangbuk", "guro", "seongbuk", "hub", "centres"}
)
# with every context's tables, copied for each test: copying takes 1 to 5 ms, making them 60
_ALL_TABLES = "all_tables"
_made: set[str] = set()


def url_in(folder: Path, name: str = "node") -> str:
    """The database `name` of this folder; one with every table and no row, where there is none yet."""
    if not POSTGRESQL:
        file = _file(folder, name)
        if not file.exists():
            shutil.copyfile(_all_tables(), file)
        return f"sqlite+aiosqlite:///{file}"
    database = _named(folder, name)
    if database not in _made:
        _copied(_ALL_TABLES, database)
    return _url(database)


def copied(url: str, folder: Path, name: str = "node") -> str:
    """A copy of a database that nobody has open."""
    if not POSTGRESQL:
        target = _file(folder, name)
        shutil.copyfile(url.partition(":///")[2], target)
        return f"sqlite+aiosqlite:///{target}"
    database = _named(folder, name)
    _copied(url.partition("?")[0].rpartition("/")[2], database)
    return _url(database)


@contextmanager
def none_left_behind() -> Iterator[None]:
    """What a test makes goes with it: ten megabytes each."""
    before = frozenset(_made)
    yield
    for database in _made - before:
        _admin().execute(f"DROP DATABASE {database} WITH (FORCE)")
        _made.discard(database)


def opens_one(fixtures: Iterable[str]) -> bool:
    """Of a test that runs on both: it stands on one of the fixtures that call `url_in`."""
    return not _FIXTURES.isdisjoint(fixtures)


@contextmanager
def on_the_server(name: str) -> Iterator[str]:
    """An empty database of the server, without a table, whatever the other tests stand on."""
    database = f"own_{name}_{len(_made)}"
    _copied("template0", database)
    try:
        yield _url(database)
    finally:
        _admin().execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        _made.discard(database)


def may_stand_up() -> bool:
    """Whether this machine has a PostgreSQL that a test may start."""
    return programs() is not None and may_run()


async def breaks(database: Database, table: str, deed: str = "INSERT") -> None:
    """From now on, writing to this table fails as it would on a bad sector."""
    rule = f"CREATE TRIGGER bad_{deed} BEFORE {deed} ON {table}"
    fails = f"{rule} BEGIN SELECT RAISE(ABORT, 'bad sector'); END"
    async with database.work() as work:
        if POSTGRESQL:
            await work.connection.exec_driver_sql(
                f"CREATE FUNCTION bad_{deed}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'bad sector'; END $$"
            )
            fails = f"{rule} FOR EACH ROW EXECUTE FUNCTION bad_{deed}()"
        await work.connection.exec_driver_sql(fails)


async def mended(database: Database, deed: str = "INSERT") -> None:
    away = f"FUNCTION bad_{deed}() CASCADE" if POSTGRESQL else f"TRIGGER bad_{deed}"
    async with database.work() as work:
        await work.connection.exec_driver_sql(f"DROP {away}")


def on_a_read_only_disk(url: URL) -> Database:
    """The same database as after the system has set its disk to read-only."""
    broken = Database(url)

    def no_writes(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(
            "SET default_transaction_read_only = on" if POSTGRESQL else "PRAGMA query_only=ON"
        )
        cursor.close()
        if POSTGRESQL:
            connection.commit()

    event.listen(broken._engine.sync_engine, "connect", no_writes)
    return broken


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.db"


def _named(folder: Path, name: str) -> str:
    return "t_" + sha256(str(folder / name).encode()).hexdigest()[:24]


def _copied(template: str, database: str) -> None:
    _admin().execute(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY FILE_COPY")
    _made.add(database)


def _url(database: str) -> str:
    return f"postgresql+psycopg://bongsu@/{database}?host={server().folder}"


@cache
def _admin() -> psycopg.Connection:
    cluster = server()
    admin = psycopg.connect(
        host=str(cluster.folder), user="bongsu", dbname="postgres", autocommit=True
    )
    admin.execute(f"CREATE DATABASE {_ALL_TABLES} TEMPLATE template0")
    _make_tables(_url(_ALL_TABLES))
    return admin


@cache
def _all_tables() -> Path:
    """SQLite's file of them, as a node that was stopped leaves it."""
    folder = tempfile.mkdtemp(prefix="bongsu-tables-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = Path(folder) / f"{_ALL_TABLES}.db"
    _make_tables(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    return file


def _make_tables(url: str) -> None:
    # every context joins the tables, and each linked service that has some
    every_context_joins()
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()


@cache
def server() -> PostgreSql:
    """Started at first use, stopped with the process. In memory, where the machine has such a folder."""
    found = programs()
    assert found is not None, "NO POSTGRESQL: there is no initdb"
    assert may_run(), "NO POSTGRESQL: initdb refuses root, and there is no account postgres"
    memory = Path("/dev/shm")  # this machine's own, for a test's lifetime
    # not below pytest's own folder, which the account `postgres` may not enter
    folder = Path(tempfile.mkdtemp("", "bongsu-postgresql-", memory if memory.is_dir() else None))
    cluster = PostgreSql(found, folder)
    cluster.start()
    atexit.register(_end, cluster)
    return cluster


def _end(cluster: PostgreSql) -> None:
    cluster.stop()
    shutil.rmtree(cluster.folder, ignore_errors=True)


async def everything_in(database: Database) -> str:
    """Every row of every table, as text: what is not in it is not kept."""
    rows: list[str] = []
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            found = await connection.execute(table.select())
            rows += [str(tuple(row)) for row in found]
    return "\n".join(rows)
