"""The revisions make the very tables that the code expects, up and down, on SQLite and on PostgreSQL."""

import importlib
import pkgutil
import sqlite3
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_mock_engine
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.schema import ExecutableDDLElement

import bongsu
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import configuration, downgrade, upgrade
from bongsu.kernel.tables import metadata
from tests.kernel.postgresql import PostgreSql, as_sql

TRIGGERS = {
    "trail_is_not_updated",
    "trail_is_not_deleted",
    "trail_grows_by_one",
    "journals_are_not_updated",
    "journals_are_not_deleted",
}
Shape = dict[str, object]


def every_context_has_joined() -> None:
    """A table joins the metadata when its module is imported."""
    for found in pkgutil.walk_packages(bongsu.__path__, "bongsu."):
        if found.name.endswith(".tables"):
            importlib.import_module(found.name)


def shape_of(path: Path) -> Shape:
    """Tables with their columns and keys, indexes with their columns, triggers with their text."""
    with sqlite3.connect(path) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        named = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        shape: Shape = {}
        for kind, name in rows(named):
            if name == "alembic_version":
                continue
            if kind == "table":
                shape[f"table {name}"] = (
                    sorted(
                        rows(
                            f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')"
                        ),
                        key=str,
                    ),
                    sorted(
                        rows(
                            f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{name}\')'
                        ),
                        key=str,
                    ),
                )
            elif kind == "index":
                shape[f"index {name}"] = rows(f"SELECT name FROM pragma_index_info('{name}')")
        triggers = rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        shape.update({f"trigger {name}": sql for name, sql in triggers})
        return shape


async def by_metadata(path: Path) -> Shape:
    every_context_has_joined()
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.create_all()
    await database.close()
    return shape_of(path)


async def test_the_revisions_make_the_tables_that_the_code_expects(tmp_path: Path) -> None:
    await upgrade(f"sqlite+aiosqlite:///{tmp_path}/migrated.db")
    migrated, expected = shape_of(tmp_path / "migrated.db"), await by_metadata(tmp_path / "made.db")
    assert migrated.keys() == expected.keys()
    assert migrated == expected


async def test_the_trail_refuses_changes_in_a_migrated_database(tmp_path: Path) -> None:
    await upgrade(f"sqlite+aiosqlite:///{tmp_path}/node.db")
    made = {name.removeprefix("trigger ") for name in shape_of(tmp_path / "node.db")}
    assert made >= TRIGGERS


async def test_down_to_nothing_and_up_again_is_the_same(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/node.db"
    await upgrade(url)
    before = shape_of(tmp_path / "node.db")
    await downgrade(url, "base")
    assert shape_of(tmp_path / "node.db") == {}
    await upgrade(url)
    assert shape_of(tmp_path / "node.db") == before


async def test_an_upgrade_of_what_is_up_to_date_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/node.db"
    await upgrade(url)
    content = (tmp_path / "node.db").read_bytes()
    await upgrade(url)
    assert (tmp_path / "node.db").read_bytes() == content


def test_there_is_one_line_of_revisions() -> None:
    script = ScriptDirectory.from_config(configuration("sqlite://"))
    assert len(script.get_heads()) == 1
    assert [one.revision for one in script.walk_revisions()] == sorted(
        (one.revision for one in script.walk_revisions()), reverse=True
    )


def metadata_as_sql() -> str:
    every_context_has_joined()
    said: list[str] = []
    as_postgresql = postgresql_dialect.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy left it untyped

    def say(one: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(one.compile(dialect=as_postgresql)))

    metadata.create_all(create_mock_engine("postgresql://", say), checkfirst=False)
    return ";\n".join(said) + ";"


def test_postgresql_gets_the_tables_that_the_code_expects(postgresql: PostgreSql) -> None:
    postgresql.create("migrated")
    postgresql.sql("migrated", as_sql("upgrade"))
    postgresql.create("made")
    postgresql.sql("made", metadata_as_sql())
    assert postgresql.schema("migrated") == postgresql.schema("made")


def test_postgresql_goes_down_to_nothing_and_up_again(postgresql: PostgreSql) -> None:
    postgresql.create("empty")
    postgresql.create("again")
    postgresql.sql("again", as_sql("upgrade"))
    before = postgresql.schema("again")
    postgresql.sql("again", as_sql("downgrade"))
    assert postgresql.schema("again") == postgresql.schema("empty")
    postgresql.sql("again", as_sql("upgrade"))
    assert postgresql.schema("again") == before


def test_postgresql_lets_no_row_of_the_trail_be_changed(postgresql: PostgreSql) -> None:
    postgresql.create("kept")
    postgresql.sql("kept", as_sql("upgrade"))
    row = "1, 'now', 'lend', 'system', NULL, NULL, NULL, NULL, '{}', '', ''"
    postgresql.sql("kept", f"INSERT INTO trail VALUES ({row})")
    for harm in (
        "UPDATE trail SET actor = 'nobody'",
        "DELETE FROM trail",
        "TRUNCATE trail CASCADE",
    ):
        with pytest.raises(AssertionError, match="append-only"):
            postgresql.sql("kept", harm)
    for sequence in (1, 3):
        gap = row.replace("1", f"{sequence}", 1)
        with pytest.raises(AssertionError, match="grows by one"):
            postgresql.sql("kept", f"INSERT INTO trail VALUES ({gap})")
    postgresql.sql("kept", f"INSERT INTO trail VALUES ({row.replace('1', '2', 1)})")
