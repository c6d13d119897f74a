"""A real database and a clock that stands, shared by the trail's tests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.nodes import Node, node
from tests.databases import url_in


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 21, 2, 10, tzinfo=UTC))


@pytest.fixture
async def log(tmp_path: Path, clock: FixedClock) -> AsyncIterator[Node]:
    async with node(tmp_path, clock, "SEONGBUK", 1) as one:
        yield one


@pytest.fixture
async def witness(tmp_path: Path, clock: FixedClock, log: Node) -> AsyncIterator[Node]:
    async with node(tmp_path, clock, "GANGBUK", 2) as other:
        await other.watches(log)
        yield other
