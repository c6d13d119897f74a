"""A real database, both buses, a clock that stands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.bus import Bus
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/node.db")
    await database.create_all()
    yield database
    await database.close()


@pytest.fixture(params=["memory", "nats"])
async def bus(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bus]:
    if request.param == "memory":
        yield MemoryBus()
        return
    server = NatsServer(tmp_path / "nats", token="for-this-test")
    await server.start()
    client = NatsBus(server.url, "for-this-test", "test")
    await client.start()
    yield client
    await client.stop()
    await server.stop()
