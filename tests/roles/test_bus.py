"""The bus between machines: TLS before the first word, the token from a file, refused in words where anything is missing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.failures import Failure
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer
from bongsu.roles.bus import NoBus, bus_client, bus_server, parts, token_of
from bongsu.roles.listening import NotSafe, must_be_safe
from bongsu.roles.settings import NodeSettings
from tests.kernel.authority import Authority

TOKEN = "a-token-of-at-least-thirty-two-letters"
NAME = "bus.test"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def token_file(tmp_path: Path) -> str:
    file = tmp_path / "bus.token"
    file.touch(mode=0o600)
    file.write_text(f"{TOKEN}\n")
    return str(file)


@pytest.fixture
def secured(tmp_path: Path, authority: Authority, token_file: str) -> NodeSettings:
    certificate, key = authority.issue(NAME, file="bus")
    return NodeSettings(
        data_dir=str(tmp_path / "node"),
        bus_certificate=str(certificate),
        bus_key=str(key),
        bus_token_file=token_file,
    )


@pytest.fixture
async def server(secured: NodeSettings) -> AsyncIterator[NatsServer]:
    server = bus_server(secured, token_of(secured))
    await server.start()
    yield server
    await server.stop()


def far(server: NatsServer, authority: Authority, token_file: str, **more: str) -> NodeSettings:
    """Another machine's settings."""
    given = {"bus_url": server.url, "bus_ca": str(authority.file), "bus_name": NAME}
    return msgspec.structs.replace(NodeSettings(bus_token_file=token_file), **{**given, **more})


async def says_something(client: NatsBus) -> None:
    heard = asyncio.Event()

    async def hear(_body: bytes) -> None:
        heard.set()

    async with asyncio.timeout(10):
        await client.start()
        try:
            await client.subscribe("bongsu.test", hear)
            await client.publish("bongsu.test", b"{}")
            await heard.wait()
        finally:
            await client.stop()


async def refuses(client: NatsBus) -> None:
    starting = asyncio.create_task(client.start())
    done, _ = await asyncio.wait([starting], timeout=3)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    assert not done or starting.exception() is not None
    with pytest.raises(BusUnavailable):
        await client.publish("bongsu.test", b"{}")


async def test_another_machine_speaks_by_tls(
    server: NatsServer, authority: Authority, token_file: str
) -> None:
    assert server.url.startswith("tls://127.0.0.1:")
    await says_something(bus_client(far(server, authority, token_file), "node"))


async def test_the_processes_beside_it_trust_its_very_certificate(
    server: NatsServer, secured: NodeSettings
) -> None:
    beside = NodeSettings(
        bus_url=server.url,
        bus_certificate=secured.bus_certificate,
        bus_key=secured.bus_key,
        bus_token=TOKEN,
    )
    await says_something(bus_client(beside, "node"))


async def test_who_speaks_in_the_clear_gets_no_word(server: NatsServer) -> None:
    port = int(server.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f'CONNECT {{"auth_token":"{TOKEN}"}}\r\nPING\r\n'.encode())
        async with asyncio.timeout(10):
            try:
                said = await reader.read(200)
            except ConnectionResetError:
                said = b""
    finally:
        writer.close()
    assert b"INFO" not in said
    assert b"PONG" not in said


async def test_a_bus_of_another_name_or_authority_is_not_believed(
    server: NatsServer, authority: Authority, token_file: str, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other")
    for more in ({"bus_name": "elsewhere.test"}, {"bus_ca": str(other.file)}):
        await refuses(bus_client(far(server, authority, token_file, **more), "media"))


async def test_another_token_opens_nothing(
    server: NatsServer, authority: Authority, token_file: str
) -> None:
    Path(token_file).write_text("x" * 40)
    await refuses(bus_client(far(server, authority, token_file), "media"))


async def test_after_a_fall_it_is_back_at_its_port_with_tls(
    server: NatsServer, authority: Authority, token_file: str
) -> None:
    assert server._process is not None
    server._process.kill()
    await server._process.wait()
    before = server._process
    async with asyncio.timeout(10):
        while server._process is before:
            await asyncio.sleep(0.02)
    await says_something(bus_client(far(server, authority, token_file), "node"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"bus_host": "0.0.0.0"}, "bus_host"),
        ({"bus_certificate": "c.pem"}, "bus_certificate"),
        ({"bus_certificate": "none.pem", "bus_key": "none.key"}, "tls_certificate"),
    ],
)
def test_a_bus_outside_this_machine_is_refused_by_name(given: dict[str, str], field: str) -> None:
    with pytest.raises(Failure) as refused:
        must_be_safe(msgspec.structs.replace(NodeSettings(), **given))
    assert refused.value.field == field


def test_with_a_certificate_it_needs_a_token_that_others_know(
    authority: Authority, token_file: str
) -> None:
    certificate, key = (str(file) for file in authority.issue(NAME, file="bus"))
    given = {"bus_host": "0.0.0.0", "bus_certificate": certificate, "bus_key": key}
    with pytest.raises(NotSafe) as refused:
        must_be_safe(msgspec.structs.replace(NodeSettings(), **given))
    assert refused.value.field == "bus_token_file"
    must_be_safe(msgspec.structs.replace(NodeSettings(bus_token_file=token_file), **given))


def test_a_bus_elsewhere_in_the_clear_is_not_spoken_to() -> None:
    with pytest.raises(NotSafe) as refused:
        bus_client(NodeSettings(bus_url="nats://192.0.2.1:4222", bus_token=TOKEN), "media")
    assert refused.value.field == "bus_url"


def test_a_process_that_knows_no_bus_says_so() -> None:
    with pytest.raises(NoBus) as refused:
        bus_client(NodeSettings(), "media")
    assert "--bus-url" in refused.value.detail


@pytest.mark.parametrize(("mode", "text"), [(0o644, TOKEN), (0o600, "short"), (0o600, "")])
def test_a_token_that_others_read_or_guess_is_refused(tmp_path: Path, mode: int, text: str) -> None:
    file = tmp_path / "token"
    file.write_text(text)
    file.chmod(mode)
    with pytest.raises(NotSafe) as refused:
        token_of(NodeSettings(bus_token_file=str(file)))
    assert refused.value.field == "bus_token_file"


def test_a_token_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoBus, match="nowhere"):
        token_of(NodeSettings(bus_token_file=str(tmp_path / "nowhere")))


async def test_a_bus_by_itself_needs_a_token(tmp_path: Path) -> None:
    with pytest.raises(NoBus):
        await parts(NodeSettings(data_dir=str(tmp_path)))
    [server] = await parts(NodeSettings(data_dir=str(tmp_path), bus_token=TOKEN))
    await server.start()
    try:
        assert isinstance(server, NatsServer)
        await says_something(bus_client(NodeSettings(bus_url=server.url, bus_token=TOKEN), "n"))
    finally:
        await server.stop()
