"""The bus's own process: found by its address, closed without its token, gone with its parent, back after a fall."""

import asyncio
import contextlib
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.bus_users import token_for
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import BusNotStarted, NatsServer

TOKEN = "for-this-test"


def lives(pid: int) -> bool:
    """A child that nobody has reaped yet lives no more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone_within(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while lives(pid) and time.monotonic() < until:
        time.sleep(0.01)
    return not lives(pid)


def pid_of(server: NatsServer) -> int:
    assert server._process is not None
    return server._process.pid


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    server = NatsServer(tmp_path / "bus", TOKEN)
    await server.start()
    yield server
    await server.stop()


async def test_it_listens_on_loopback_at_a_port_of_its_own(
    server: NatsServer, tmp_path: Path
) -> None:
    other = NatsServer(tmp_path / "other", TOKEN)
    await other.start()
    try:
        assert server.url != other.url
        assert server.url.startswith("nats://127.0.0.1:")
    finally:
        await other.stop()


async def test_the_token_stands_in_a_file_of_ours_alone(server: NatsServer, tmp_path: Path) -> None:
    """Not on the command line, which everybody on the machine may read."""
    settings = tmp_path / "bus" / "nats.conf"
    assert token_for(TOKEN, "node").partition(":")[2] in settings.read_text()
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert TOKEN.encode() not in Path(f"/proc/{pid_of(server)}/cmdline").read_bytes()


async def test_stopping_ends_the_process_and_a_second_stop_harms_nothing(tmp_path: Path) -> None:
    server = NatsServer(tmp_path / "bus", TOKEN)
    await server.start()
    pid = pid_of(server)
    await server.stop()
    assert not lives(pid)
    await server.stop()


async def test_a_port_file_of_an_earlier_run_is_not_believed(tmp_path: Path) -> None:
    folder = tmp_path / "bus"
    folder.mkdir()
    (folder / "nats-server_1.ports").write_text('{"nats": ["nats://127.0.0.1:1"]}')
    server = NatsServer(folder, TOKEN)
    await server.start()
    assert server.url != "nats://127.0.0.1:1"
    assert not (folder / "nats-server_1.ports").exists()
    await server.stop()


async def test_a_server_that_cannot_start_fails_by_name(tmp_path: Path) -> None:
    with pytest.raises(BusNotStarted):
        await NatsServer(tmp_path / 'a"b', TOKEN).start()


async def test_a_start_that_is_broken_off_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def never(_: NatsServer) -> str:
        asked.set()
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr(NatsServer, "_address", never)
    server = NatsServer(tmp_path / "bus", TOKEN)
    starting = asyncio.create_task(server.start())
    await asyncio.wait_for(asked.wait(), 5)
    pid = pid_of(server)
    assert lives(pid)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    assert not lives(pid)


PARENT = """
import asyncio, sys
from pathlib import Path
from bongsu.kernel.nats_server import NatsServer

async def main():
    server = NatsServer(Path(sys.argv[1]), "t")
    await server.start()
    print(server._process.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert lives(pid)
        parent.kill()
        parent.wait(5)
    assert gone_within(pid, 5)


async def test_a_server_that_falls_comes_back_at_the_same_address(server: NatsServer) -> None:
    """Every process of the node knows the address by its environment: it cannot learn another."""
    client = NatsBus(server.url, TOKEN, "survivor")
    await client.start()
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    await client.subscribe("bongsu.test", heard.put)
    before, address = pid_of(server), server.url
    os.kill(before, signal.SIGKILL)
    async with asyncio.timeout(15):
        while heard.empty():
            with contextlib.suppress(BusUnavailable):
                await client.publish("bongsu.test", b"again")
            await asyncio.sleep(0.05)
    assert server.url == address
    assert pid_of(server) != before
    assert not lives(before)
    await client.stop()
    await server.stop()
    assert gone_within(pid_of(server), 5), "no keeper starts it again after a stop"
