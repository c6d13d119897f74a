"""성북 and 강북."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.federation.memory_line import MemoryCity
from tests.federation.exchange.two_centres import Centre, centre


@pytest.fixture
def city() -> MemoryCity:
    return MemoryCity()


@pytest.fixture
async def seongbuk(city: MemoryCity, tmp_path: Path) -> AsyncIterator[Centre]:
    one = await centre(city, tmp_path, "SEONGBUK")
    yield one
    await one.courier.stop()
    await one.database.close()


@pytest.fixture
async def gangbuk(city: MemoryCity, tmp_path: Path) -> AsyncIterator[Centre]:
    one = await centre(city, tmp_path, "GANGBUK")
    yield one
    await one.courier.stop()
    await one.database.close()
