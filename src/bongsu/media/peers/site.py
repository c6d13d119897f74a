"""A listener by TLS that sends away whoever opens a connection and does not go on: aiohttp's own waits a minute for each."""

import asyncio
import ssl

from aiohttp import web

HANDSHAKE_WITHIN_S = 5.0


class PromptSite(web.TCPSite):
    """As `TCPSite`, with a time limit for the handshake."""

    def __init__(
        self, runner: web.AppRunner, host: str, port: int, context: ssl.SSLContext
    ) -> None:
        super().__init__(runner, host, port, ssl_context=context)
        self._where = host, port, context

    async def start(self) -> None:
        await web.BaseSite.start(self)
        host, port, context = self._where
        assert self._runner.server is not None
        self._server = await asyncio.get_running_loop().create_server(
            self._runner.server,
            host,
            port,
            ssl=context,
            backlog=512,
            ssl_handshake_timeout=HANDSHAKE_WITHIN_S,
        )
