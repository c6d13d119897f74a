"""A test's own connections to the one running district, and the places where calls come from."""

from collections.abc import AsyncIterator

import pytest

from tests.journeys.client import District
from tests.journeys.node import Node


@pytest.fixture
async def district(node: Node) -> AsyncIterator[District]:
    district = District(node)
    yield district
    await district.leave()
