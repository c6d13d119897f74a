"""Two districts, and three with their hub."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.federation.crossing.city import City, build
from tests.federation.crossing.city_map import (
    GANGBUK,
    GURO,
    SEONGBUK,
    SEOUL,
)


@pytest.fixture
def centres() -> None:
    """Who uses it runs on PostgreSQL too (`tests/databases.py`); all would, and take minutes."""


@pytest.fixture
async def city(tmp_path: Path) -> AsyncIterator[City]:
    """성북 asks, 강북 owns."""
    two = await build(tmp_path, SEONGBUK, GANGBUK)
    yield two
    await two.end()


@pytest.fixture
async def whole_city(tmp_path: Path) -> AsyncIterator[City]:
    four = await build(tmp_path, SEONGBUK, GANGBUK, GURO, SEOUL)
    yield four
    await four.end()
