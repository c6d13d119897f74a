"""The node's application behind a real socket."""

from collections.abc import AsyncIterator

import pytest

from bongsu.web.server import WebServer
from tests.web.doors import house, template
from tests.web.house import House

__all__ = ["house", "template"]


@pytest.fixture
async def origin(house: House) -> AsyncIterator[str]:
    server = WebServer(house.app, ("127.0.0.1",), 0)
    await server.start()
    yield f"http://127.0.0.1:{server.port}"
    await server.stop()
