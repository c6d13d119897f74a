"""A TCP proxy between a district and its hub that can be cut (connections reset) or swallow everything."""

import asyncio


class Cable:
    """`port` is where the district finds the hub. Cut ends are reset; a swallowing cable keeps them open in silence."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._whole = asyncio.Event()
        self._whole.set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._flows.set()
        self.cut()
        assert self._server is not None
        self._server.close()

    def cut(self) -> None:
        self._whole.clear()
        for writer in self._writers:
            writer.transport.abort()

    def heal(self) -> None:
        self._whole.set()
        self._flows.set()

    def swallow(self) -> None:
        self._flows.clear()

    async def _connected(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        if not self._whole.is_set():
            to_near.transport.abort()
            return
        await self._flows.wait()
        try:
            far, to_far = await asyncio.open_connection("127.0.0.1", self._to_port)
        except OSError:
            to_near.transport.abort()
            return
        self._writers |= {to_near, to_far}
        await asyncio.gather(self._pump(near, to_far), self._pump(far, to_near))
        self._writers -= {to_near, to_far}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65_536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.transport.abort()
