"""A stage on a real database, and the whole application: made once for all folders, which lay their own over it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from tests.databases import url_in
from tests.incidents.stage import Stage, stage_on
from tests.web.doors import house
from tests.web.doors import template as without
from tests.web.house import Template

__all__ = ["house", "without"]


@pytest.fixture(scope="session")
def template(without: Template) -> Template:
    """The house as it is; a folder whose systems are linked says `template = house_with(…)`."""
    return without


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


@pytest.fixture
def stage(database: Database) -> Stage:
    return stage_on(database)
