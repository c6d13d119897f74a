"""A database with the dongs of 성북구, and the whole application in memory."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.planning.layers.import_layer import LayerDesk
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from tests.databases import url_in
from tests.web.doors import house, template

__all__ = ["house", "template"]

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    await register_areas(database, load_areas(None), {"SB"})
    yield database
    await database.close()


@pytest.fixture
def desk(database: Database) -> LayerDesk:
    return LayerDesk(database, FixedClock(NOW), ("SB",))
