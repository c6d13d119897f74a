"""One queue on a database of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from tests.databases import url_in
from tests.monitoring.alarms.queue import Queue, new_queue


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


@pytest.fixture
async def queue(database: Database, tmp_path: Path) -> Queue:
    return new_queue(database, tmp_path)
