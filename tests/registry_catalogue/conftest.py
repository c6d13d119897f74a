"""A synthetic district in a real database, and the catalogue read from it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.synthetic import register_synthetic, synthetic_district
from tests.databases import copied, url_in


@pytest.fixture(scope="session")
def areas() -> Areas:
    return load_areas(None)


async def _furnish(url: str, areas: Areas) -> None:
    database = Database(url)
    await register_areas(database, areas, {"SB"})
    await register_synthetic(database, synthetic_district(areas))
    await database.close()


@pytest.fixture(scope="session")
def furnished(areas: Areas, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Made once and copied for each test."""
    url = url_in(tmp_path_factory.mktemp("district"))
    asyncio.run(_furnish(url, areas))
    return url


@pytest.fixture
async def database(furnished: str, tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(copied(furnished, tmp_path))
    yield database
    await database.close()


@pytest.fixture
async def catalogue(database: Database) -> Catalogue:
    catalogue = Catalogue()
    async with database.read() as connection:
        await catalogue.load(connection)
    return catalogue
