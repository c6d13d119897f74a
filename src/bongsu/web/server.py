"""A part that serves the application with uvicorn on every given address, without signal handlers of its own."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator

import uvicorn
from litestar import Litestar

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.tls import ServerTls

# a taken port is no missing IPv6: a browser that prefers IPv6 would reach somebody else's server
_NO_IPV6 = frozenset({errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT})
LOOPBACK = ("127.0.0.1", "::1")


class PortTaken(Failure):
    """Somebody else listens there."""

    kind = Kind.UNAVAILABLE
    code = "port_taken"


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening(hosts: tuple[str, ...], port: int) -> list[socket.socket]:
    """One socket per address; a machine without IPv6 goes without its loopback."""
    sockets: list[socket.socket] = []
    for host in hosts:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            one = socket.socket(family, socket.SOCK_STREAM)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind((host, sockets[0].getsockname()[1] if sockets and port == 0 else port))
        except OSError as cause:
            if family == socket.AF_INET6 and sockets and cause.errno in _NO_IPV6:
                continue
            raise PortTaken(f"Port {port} on {host} cannot be opened: {cause.strerror}") from cause
        sockets.append(one)
    return sockets


class WebServer:
    """Serves until stopped."""

    name = "web"

    def __init__(
        self, app: Litestar, hosts: tuple[str, ...], port: int, tls: ServerTls | None = None
    ) -> None:
        self._sockets = listening(hosts, port)
        self.port: int = self._sockets[0].getsockname()[1]
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_max_size=64 * 1024,
            timeout_graceful_shutdown=3,
            # linked systems send call after call on one connection; five seconds would cut it under them
            timeout_keep_alive=75,
            server_header=False,
            # else uvicorn would believe whoever stands on this machine; ours are in proxies.py
            proxy_headers=False,
            ssl_context_factory=None if tls is None else lambda *_: tls.context,
            lifespan="on",
        )
        self._server = _Quiet(config)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._server.serve(self._sockets), name="web server")
        while not self._server.started:
            if self._task.done():
                self._task.result()
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task is not None:
            await self._task
        for one in self._sockets:
            one.close()
