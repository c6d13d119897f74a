"""What a media or link process may do on the bus is what its work needs: one that is taken over speaks as no other."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from bongsu.cli.bus_token import bus_token
from bongsu.federation.link.messages import HEARD, LINK_STATE, PEERS_CHANGED, SEND
from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.bus_users import token_for
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer
from bongsu.media.events import ASK_STREAM
from bongsu.roles.bus import bus_client, bus_server
from bongsu.roles.bus_users import FEDERATION, MEDIA
from bongsu.roles.settings import NodeSettings

TOKEN = "a-token-of-at-least-thirty-two-letters"
WITHIN_S = 0.5


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    server = bus_server(NodeSettings(data_dir=str(tmp_path)), TOKEN)
    await server.start()
    yield server
    await server.stop()


@asynccontextmanager
async def speaking(server: NatsServer, name: str, token: str = TOKEN) -> AsyncIterator[NatsBus]:
    client = bus_client(NodeSettings(bus_url=server.url, bus_token=token), name)
    async with asyncio.timeout(15):
        await client.start()
        try:
            yield client
        finally:
            await client.stop()


async def echo(question: bytes) -> bytes:
    return b"answer to " + question


async def test_the_node_and_its_processes_ask_and_answer_each_other(server: NatsServer) -> None:
    async with (
        speaking(server, "node") as node,
        speaking(server, "media") as media,
        speaking(server, "federation") as federation,
    ):
        for subject in (ASK_STREAM, HEARD):
            await node.serve(subject, echo)
        await federation.serve(SEND, echo)
        for one in (node, federation):
            await one.flush()
        assert await media.request(ASK_STREAM, b"1", 5) == b"answer to 1"
        assert await federation.request(HEARD, b"2", 5) == b"answer to 2"
        assert await node.request(SEND, b"3", 5) == b"answer to 3"


@pytest.mark.parametrize(
    "subject", [LINK_STATE, PEERS_CHANGED, "bongsu.sharing.grant_opened", SEND]
)
async def test_a_media_process_says_nothing_in_anothers_name(
    server: NatsServer, subject: str
) -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    async with speaking(server, "node") as node, speaking(server, "media") as media:
        await node.subscribe(subject, heard.put)
        await node.flush()
        await media.publish(subject, b"forged")
        await media.flush()
        await node.publish(subject, b"true")
        assert await heard.get() == b"true"


@pytest.mark.parametrize("subject", [">", "bongsu.>", HEARD, SEND, ASK_STREAM, "_INBOX_node.>"])
async def test_a_media_process_hears_and_answers_nothing_that_is_anothers(
    server: NatsServer, subject: str
) -> None:
    """Above all not what other centres say, nor the addresses that another process is told."""
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    async with (
        speaking(server, "node") as node,
        speaking(server, "media") as media,
        speaking(server, "federation") as federation,
    ):
        await media.subscribe(subject, heard.put)
        await media.serve(HEARD, echo)
        await media.flush()
        with pytest.raises(BusUnavailable):
            await federation.request(HEARD, b"of another centre", WITHIN_S)
        await node.serve(ASK_STREAM, echo)
        await node.flush()
        assert await media.request(ASK_STREAM, b"1", 5) == b"answer to 1"
        assert heard.empty()


async def test_the_link_process_asks_for_no_cameras(server: NatsServer) -> None:
    async with speaking(server, "node") as node, speaking(server, "federation") as federation:
        await node.serve(ASK_STREAM, echo)
        await node.flush()
        with pytest.raises(BusUnavailable):
            await federation.request(ASK_STREAM, b"rtsp", WITHIN_S)


async def test_a_roles_token_is_no_way_to_another_role(server: NatsServer) -> None:
    """What lies on a media machine opens the bus as media, whatever the process there calls itself."""
    token = token_for(TOKEN, "media")
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    async with speaking(server, "node") as node, speaking(server, "node", token) as taken_over:
        await node.subscribe(LINK_STATE, heard.put)
        await node.flush()
        await taken_over.publish(LINK_STATE, b"forged")
        await taken_over.flush()
        await node.publish(LINK_STATE, b"true")
        assert await heard.get() == b"true"
    password = token.partition(":")[2]
    for wrong in (f"node:{password}", f"federation:{password}", password):
        client = NatsBus(server.url, wrong, "thief")
        starting = asyncio.create_task(client.start())
        done, _ = await asyncio.wait([starting], timeout=WITHIN_S)
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        assert not done or starting.exception() is not None


def test_a_token_is_made_for_a_role_by_a_command(tmp_path: Path) -> None:
    file = tmp_path / "bus.token"
    file.touch(mode=0o600)
    file.write_text(TOKEN + "\n")
    made = CliRunner().invoke(bus_token, ["media", "--bus-token-file", str(file)])
    assert made.output.strip() == token_for(TOKEN, "media")
    assert re.fullmatch(r"media:[0-9a-f]{64}", made.output.strip())
    assert TOKEN not in made.output
    file.write_text(made.output)
    again = CliRunner().invoke(bus_token, ["federation", "--bus-token-file", str(file)])
    assert again.exit_code, "no role's token leads to another's"


def test_every_subject_that_the_processes_use_is_listed() -> None:
    """As architecture.md lists them; a new one is added there and here."""
    assert len(MEDIA.says) == 11
    assert len(MEDIA.hears) == 5
    assert (len(FEDERATION.says), len(FEDERATION.hears)) == (3, 2)
