"""A next hop that says what a test wants it to: the hostile or broken media process of another centre."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from aiohttp import web

from bongsu.media.peers.supply import Hop
from bongsu.media.peers.wire import Shows

Behave = Callable[[web.WebSocketResponse], Awaitable[None]]


@asynccontextmanager
async def upstream(context: ssl.SSLContext, behave: Behave) -> AsyncIterator[str]:
    """Yields its address."""

    async def attend(request: web.Request) -> web.StreamResponse:
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        await ws.receive()
        await behave(ws)
        return ws

    app = web.Application()
    app.router.add_get("/peer", attend)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield f"wss://127.0.0.1:{runner.addresses[0][1]}/peer"
    finally:
        await runner.cleanup()


def accepted(**more: Any) -> str:  # JSON: any value
    return msgspec.json.encode({"type": "accepted", "number": 1, **more}).decode()


class OneTicket:
    """A `Supply` with one ticket and no renewal; `over` is what it was told of it."""

    def __init__(self, url: str, server_name: str) -> None:
        self._hop = Hop(url, server_name, Shows("a ticket", 1))
        self.over: list[tuple[int, str]] = []

    async def first(self) -> Hop:
        return self._hop

    async def further(self) -> Shows:
        await asyncio.Event().wait()
        raise AssertionError("nothing ever sets it")

    def is_over(self, number: int, reason: str) -> None:
        self.over.append((number, reason))
