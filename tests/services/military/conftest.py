"""The army's partner and officers, with the whole application behind them."""

import pytest

from tests.services.military.barracks import Barracks, open_barracks
from tests.web.house import House


@pytest.fixture
async def barracks(house: House) -> Barracks:
    return await open_barracks(house)
