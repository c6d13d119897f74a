"""The whole application in memory with a planning office in it."""

from collections.abc import AsyncIterator

import pytest

from tests.planning.plans.office import Office, office_in
from tests.web.doors import house, template
from tests.web.house import House

__all__ = ["house", "template"]


@pytest.fixture
async def office(house: House) -> AsyncIterator[Office]:
    async with office_in(house) as office:
        yield office
