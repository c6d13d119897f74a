"""The server answers on both loopback addresses, says when a port is taken, and stops."""

import asyncio
import socket

import httpx
import pytest
from litestar import Litestar

from bongsu.web.server import LOOPBACK, PortTaken, WebServer, listening


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as one:
            one.bind(("::1", 0))
    except OSError:
        return False
    return True


async def test_both_loopback_addresses_answer_until_it_stops(app: Litestar) -> None:
    server = WebServer(app, LOOPBACK, 0)
    await asyncio.wait_for(server.start(), 10)
    hosts = ["127.0.0.1", "[::1]"] if has_ipv6() else ["127.0.0.1"]
    async with httpx.AsyncClient(trust_env=False) as client:
        for host in hosts:
            answer = await client.get(f"http://{host}:{server.port}/health")
            assert answer.json() == {"status": "ok"}
            assert "server" not in answer.headers
    await asyncio.wait_for(server.stop(), 10)
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{server.port}/health")


async def test_a_taken_port_is_said_at_once(app: Litestar) -> None:
    first = WebServer(app, ("127.0.0.1",), 0)
    await first.start()
    with pytest.raises(PortTaken, match=str(first.port)):
        WebServer(app, ("127.0.0.1",), first.port)
    await first.stop()


async def test_a_port_can_be_taken_again_after_a_stop(app: Litestar) -> None:
    first = WebServer(app, ("127.0.0.1",), 0)
    await first.start()
    await first.stop()
    second = WebServer(app, ("127.0.0.1",), first.port)
    await second.start()
    assert second.port == first.port
    await second.stop()


def test_a_machine_without_ipv6_goes_without_its_loopback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = socket.socket

    def without(family: int, *more: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(97, "Address family not supported by protocol")
        return made(family, *more)

    monkeypatch.setattr(socket, "socket", without)
    sockets = listening(LOOPBACK, 0)
    assert [one.family for one in sockets] == [socket.AF_INET]
    for one in sockets:
        one.close()


def test_an_address_that_is_not_ours_is_said() -> None:
    with pytest.raises(PortTaken):
        listening(("192.0.2.1",), 0)


def test_a_port_that_is_taken_on_ipv6_alone_is_said() -> None:
    """Else `localhost` would reach somebody else's server in a browser that prefers IPv6."""
    if not has_ipv6():
        pytest.skip("this machine has no IPv6 loopback")
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as other:
        other.bind(("::1", 0))
        other.listen()
        with pytest.raises(PortTaken):
            listening(LOOPBACK, other.getsockname()[1])
