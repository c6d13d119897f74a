"""A synthetic district in a real database, and the catalogue read from it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.synthetic import register_synthetic, synthetic_district
from tests.databases import url_in


@pytest.fixture(scope="session")
def areas() -> Areas:
    return load_areas(None)


@pytest.fixture
async def database(tmp_path: Path, areas: Areas) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    await register_areas(database, areas, {"SB"})
    await register_synthetic(database, synthetic_district(areas))
    yield database
    await database.close()


@pytest.fixture
async def catalogue(database: Database) -> Catalogue:
    catalogue = Catalogue()
    async with database.read() as connection:
        await catalogue.load(connection)
    return catalogue
