"""A real database, both buses, a clock that stands."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bongsu.kernel.bus import Bus
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer
from tests.databases import url_in
from tests.kernel.postgresql import PostgreSql, may_run, programs


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSql]:
    found = programs()
    if found is None or not may_run():
        pytest.skip("NO POSTGRESQL: initdb cannot be run here, its migrations were not tested")
    # not below pytest's own folder, which the account `postgres` may not enter
    folder = Path(tempfile.mkdtemp(prefix="bongsu-postgresql-"))
    cluster = PostgreSql(found, folder)
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder)
