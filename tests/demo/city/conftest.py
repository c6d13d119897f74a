"""The city's areas from the package's own boundaries, read once; a registry of one centre."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.districts import BY_CODE
from bongsu.registry.load_areas import load_areas
from tests.databases import url_in


@pytest.fixture(scope="session")
def areas() -> Areas:
    return load_areas(None, *BY_CODE)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()
