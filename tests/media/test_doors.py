"""Insecure defaults (pains 16): nothing is shown, listed or held open for whoever has no ticket."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

import aiohttp
import msgspec
import pytest

from bongsu.media.settings import MediaSettings
from tests.media.stand import LiveViewer, Stand, until

StandUp = Callable[[MediaSettings], Awaitable[Stand]]
METHODS = (
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "CONNECT",
)
PATHS = (
    "/",
    "/live",
    "/live/",
    "/live/cam_1",
    "/LIVE",
    "/live/../health/",
    "/%2e%2e/live",
    "/health/",
    "/cam/1/main",
    "/cameras",
    "/api",
    "/v3/paths/list",
    "/metrics",
    "/docs",
    "/favicon.ico",
    "/*",
)
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: x\r\nOrigin: {origin}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


async def raw(stand: Stand) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", stand.part.port)


async def everything(reader: asyncio.StreamReader, within_s: float = 5.0) -> bytes:
    """All bytes until the server closes; fails when it does not."""
    said = b""
    async with asyncio.timeout(within_s):
        try:
            while piece := await reader.read(65_536):
                said += piece
        except ConnectionResetError:
            pass
    return said


def masked(first: int, data: bytes) -> bytes:
    """A client's WebSocket frame with an empty mask."""
    size = (
        struct.pack("!BH", 0x80 | 126, len(data)) if len(data) > 125 else bytes([0x80 | len(data)])
    )
    return bytes([first]) + size + bytes(4) + data


async def handshaken(stand: Stand) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await raw(stand)
    writer.write(HANDSHAKE.format(path="/live", origin=stand.origin).encode())
    assert b" 101 " in await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def test_no_path_and_no_method_gives_anything_without_a_ticket(stand: Stand) -> None:
    async with aiohttp.ClientSession() as session:
        for method in METHODS[:-1]:
            for path in PATHS:
                for origin in (stand.origin, "http://evil.test"):
                    async with session.request(
                        method,
                        f"http://127.0.0.1:{stand.part.port}{path}",
                        headers={"Origin": origin},
                        allow_redirects=False,
                    ) as answer:
                        body = await answer.text()
                        assert answer.status in {400, 403, 404, 405}, (method, path)
                        assert "cam_" not in body
                        assert len(body) < 200, "no page, no list, no traceback"
    assert stand.part.hub.pulls == 0
    assert stand.node.rows == []


async def test_health_says_numbers_and_no_names(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(1)
    health = await stand.health()
    assert set(health) == {"status", "process", "pulls", "viewers", "taps"}
    text = str(health)
    for name in ("cam_1", "gr_1", "순21", "jongam", "rtsp", "127.0.0.1"):
        assert name not in text


def test_by_default_media_listens_where_only_this_machine_comes() -> None:
    assert all(ip_address(host).is_loopback for host in MediaSettings().hosts)
    assert not MediaSettings().allow_no_origin
    assert "*" not in MediaSettings().allowed_origins


async def test_the_open_ports_are_loopback(stand: Stand) -> None:
    runner = stand.part._server._runner
    assert runner
    assert runner.addresses
    assert all(ip_address(address[0]).is_loopback for address in runner.addresses)


@pytest.mark.parametrize("where", ["query", "header", "cookie", "protocol"])
@pytest.mark.waits(ticket_within_s=0.5)
async def test_a_ticket_anywhere_but_in_the_first_message_is_ignored(
    stand: Stand, where: str
) -> None:
    token = stand.ticket()
    query = f"?ticket={token}&access_token={token}" if where == "query" else ""
    given = {
        "query": {},
        "header": {"Authorization": f"Bearer {token}"},
        "cookie": {"Cookie": f"ticket={token}"},
        "protocol": {"Sec-WebSocket-Protocol": token},
    }
    url = f"http://127.0.0.1:{stand.part.port}/live{query}"
    async with aiohttp.ClientSession(headers={"Origin": stand.origin, **given[where]}) as session:
        viewer = LiveViewer(await session.ws_connect(url))
        assert (await viewer.text("refused"))["reason"] == "forged"
        assert await viewer.closed() == 4403
    assert not any(message.kind for message in viewer.messages)
    assert stand.node.rows == []
    await (await stand.view(token=token)).text("accepted")


@pytest.mark.waits(ticket_within_s=0.5)
async def test_a_first_message_in_endless_small_pieces_is_cut_off(stand: Stand) -> None:
    reader, writer = await handshaken(stand)
    writer.write(masked(0x01, b'{"ticket": "'))

    async def drip() -> None:
        while not writer.is_closing():
            writer.write(masked(0x00, b"x" * 100))
            await asyncio.sleep(0.01)

    dripping = asyncio.create_task(drip())
    await everything(reader)
    dripping.cancel()
    writer.close()
    await until(lambda: not stand.part._server._doorman.attended)


@pytest.mark.waits(ticket_within_s=0.5)
async def test_pings_instead_of_a_ticket_win_no_time(stand: Stand) -> None:
    reader, writer = await handshaken(stand)

    async def ping() -> None:
        while not writer.is_closing():
            writer.write(masked(0x89, b""))
            await asyncio.sleep(0.05)

    pinging = asyncio.create_task(ping())
    said = await everything(reader)
    pinging.cancel()
    writer.close()
    assert b"forged" in said


@pytest.mark.parametrize("size", [8193, 65_535])
async def test_an_oversize_first_message_is_not_kept(stand: Stand, size: int) -> None:
    reader, writer = await handshaken(stand)
    writer.write(masked(0x81, b"x" * size))
    await everything(reader)
    writer.close()
    await until(lambda: not stand.part._server._doorman.attended)
    assert stand.node.rows == []


@pytest.mark.parametrize(
    "message",
    [
        '{"x":' + "[" * 4000 + "]" * 4000 + ',"ticket":"a"}',
        '{"ticket":"\\ud800"}',
        '{"ticket":"' + "a" * 8000 + '"}',
        '{"ticket":null}',
        "NaN",
        "\x00",
        '{"ticket":"a","ticket":"b","stream":"main"}',
        '{"ticket":"a","stream":"../main"}',
    ],
    ids=range(8),
)
async def test_a_first_message_of_any_shape_is_refused_by_name(stand: Stand, message: str) -> None:
    viewer = LiveViewer(await stand.connect())
    stand.viewers.append(viewer)
    await viewer.ws.send_str(message)
    assert (await viewer.text("refused"))["reason"] == "forged"
    assert await viewer.closed() == 4403


async def test_bytes_instead_of_text_are_refused(stand: Stand) -> None:
    viewer = LiveViewer(await stand.connect())
    stand.viewers.append(viewer)
    await viewer.ws.send_bytes(msgspec.json.encode({"ticket": stand.ticket()}))
    assert (await viewer.text("refused"))["reason"] == "forged"


async def test_whatever_a_viewer_says_later_its_picture_goes_on(stand: Stand) -> None:
    viewer = await stand.view()
    await viewer.fragments(2)
    for said in (
        '{"x":' + "[" * 3000 + "]" * 3000 + "}",
        "[]",
        '{"stream":7}',
        '{"stream":"x"}',
        "",
    ):
        await viewer.ws.send_str(said)
    await viewer.ws.send_bytes(b"\x00" * 500)
    seen = len(viewer.messages)
    await until(lambda: len(viewer.messages) > seen + 10)
    assert not viewer.ws.closed


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET /live HTTP/1.1\r\n",
        b"GET /live HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /live HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"OPTIONS rtsp://x/cam/1 RTSP/1.0\r\nCSeq: 1\r\n\r\n",
    ],
    ids=["nothing", "line", "header", "body", "tls", "rtsp"],
)
@pytest.mark.waits(ticket_within_s=0.5)
async def test_who_never_finishes_a_request_is_sent_away(stand: Stand, said: bytes) -> None:
    """Slow loris: half a request must not hold a socket for an hour."""
    reader, writer = await raw(stand)
    writer.write(said)
    await everything(reader)
    writer.close()


@pytest.mark.waits(ticket_within_s=0.5)
async def test_who_sends_its_request_byte_by_byte_is_sent_away(stand: Stand) -> None:
    reader, writer = await raw(stand)

    async def drip() -> None:
        writer.write(b"GET /live HTTP/1.1\r\nHost: x\r\n")
        while not writer.is_closing():
            writer.write(b"X-A: b\r\n")
            await asyncio.sleep(0.2)

    dripping = asyncio.create_task(drip())
    await everything(reader)
    dripping.cancel()
    writer.close()


@pytest.mark.waits(ticket_within_s=0.5)
async def test_a_viewer_stays_however_strictly_idlers_are_sent_away(stand: Stand) -> None:
    viewer = await stand.view()
    frames = len(await viewer.fragments(1))
    for _ in range(3):
        reader, writer = await raw(stand)
        await everything(reader)
        writer.close()
    await viewer.fragments(frames + 20)
    assert not viewer.ws.closed


async def test_only_so_many_sockets_are_let_in_at_once(
    stand_up: StandUp, settings: MediaSettings
) -> None:
    stand = await stand_up(msgspec.structs.replace(settings, connections=3))
    answers = await asyncio.gather(*(stand.connect() for _ in range(12)), return_exceptions=True)
    refused = [one for one in answers if isinstance(one, aiohttp.WSServerHandshakeError)]
    assert (len(answers) - len(refused), {one.status for one in refused}) == (3, {503})
    for one in answers:
        if isinstance(one, aiohttp.ClientWebSocketResponse):
            await one.close()
    await until(lambda: not stand.part._server._doorman.attended)
    await (await stand.view()).text("accepted")


async def test_a_viewer_that_vanishes_without_a_word_is_forgotten(stand: Stand) -> None:
    reader, writer = await handshaken(stand)
    writer.write(masked(0x81, msgspec.json.encode({"ticket": stand.ticket()})))
    await reader.readuntil(b"accepted")
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    await until(lambda: len(stand.part.watching) == 0)
    await until(lambda: [row.event for row in stand.node.rows] == ["watch_started", "watch_ended"])
    await until(lambda: stand.cameras.pulls(1) == 0)
