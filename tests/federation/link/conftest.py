"""One city for each test: a hub, two districts, real link servers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.federation.link.centre import City


@pytest.fixture
async def city(tmp_path: Path) -> AsyncIterator[City]:
    city = City(tmp_path, "SEONGBUK", "GANGBUK")
    await city.start()
    try:
        await city.linked()
        yield city
    finally:
        await city.stop()
