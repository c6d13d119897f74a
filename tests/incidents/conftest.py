"""A stage on a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from tests.databases import url_in
from tests.incidents.stage import Stage, stage_on


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


@pytest.fixture
def stage(database: Database) -> Stage:
    return stage_on(database)
