"""The databases of releases as they were, each with one small row or more in every table: `released/<version>.sql`."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.shared_folder import ROOT

FOLDER = Path(__file__).parent / "released"
VERSIONS = sorted(file.stem for file in FOLDER.glob("*.sql"))


def released_versions() -> list[str]:
    """What CHANGELOG.md calls released: a version with a date."""
    return re.findall(r"^## (\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)$", changes(), re.MULTILINE)


def changes() -> str:
    return (ROOT / "CHANGELOG.md").read_text()


def make_released(version: str, file: Path) -> None:
    """That release's database with its rows."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FOLDER / f"{version}.sql").read_text())
        connection.commit()


def rows_of(file: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, by the names of its columns."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = [str(row["name"]) for row in connection.execute(named)]
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for table in tables
            if table != "alembic_version"
        }
