"""성북 owns cameras, the hub and 강북 know of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.federation.memory_line import MemoryCity
from tests.federation.catalogue.city import Centre, centre


@pytest.fixture
def city() -> MemoryCity:
    return MemoryCity()


@pytest.fixture
async def seongbuk(city: MemoryCity, tmp_path: Path) -> AsyncIterator[Centre]:
    one = await centre(city, tmp_path, "SEONGBUK", 300)
    await one.start()
    yield one
    await one.stop()
    await one.database.close()


@pytest.fixture
async def hub(city: MemoryCity, tmp_path: Path) -> AsyncIterator[Centre]:
    one = await centre(city, tmp_path, "SEOUL")
    await one.start()
    yield one
    await one.stop()
    await one.database.close()
