"""A database of every released version comes up to this release: nothing lost, and its trail still verifies."""

from pathlib import Path

import pytest

from bongsu.audit.verify import verify_node
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from tests.kernel.released_database import (
    VERSIONS,
    changes,
    make_released,
    released_versions,
    rows_of,
)
from tests.kernel.test_migrations import by_metadata, shape_of


def test_every_released_version_has_its_database_here() -> None:
    """Before a release: `bongsu run` of that version, a row in every table, `sqlite3 node.db .dump`."""
    assert "## 0.1.0" in changes()
    assert set(released_versions()) <= set(VERSIONS), "a release without its database in released/"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_database_says_something_in_every_table(version: str, tmp_path: Path) -> None:
    make_released(version, tmp_path / "node.db")
    assert [table for table, rows in rows_of(tmp_path / "node.db").items() if not rows] == []


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_upgrade_keeps_every_row_and_makes_this_releases_tables(
    version: str, tmp_path: Path
) -> None:
    file = tmp_path / "node.db"
    make_released(version, file)
    before = rows_of(file)
    await upgrade(f"sqlite+aiosqlite:///{file}")
    after = rows_of(file)
    for table, rows in before.items():
        assert len(after[table]) >= len(rows), table
        for row in rows:
            assert any(row.items() <= kept.items() for kept in after[table]), (table, row)
    assert shape_of(file) == await by_metadata(tmp_path / "made.db")


@pytest.mark.parametrize("version", VERSIONS)
async def test_the_trail_of_a_released_database_verifies_after_the_upgrade(
    version: str, tmp_path: Path
) -> None:
    make_released(version, tmp_path / "node.db")
    url = f"sqlite+aiosqlite:///{tmp_path}/node.db"
    await upgrade(url)
    database = Database(url)
    verdict = await verify_node(database, tmp_path / "trail.head")
    await database.close()
    assert (verdict.ok, verdict.why) == (True, "")
    assert verdict.rows == len(rows_of(tmp_path / "node.db")["trail"])
