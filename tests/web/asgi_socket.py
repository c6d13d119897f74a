"""A WebSocket driven without a server and without threads: the test sees each message and may stop reading."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Any  # Any: ASGI messages and JSON

import msgspec
from litestar import Litestar

WITHIN_S = 5.0


class Closed(Exception):
    """The other side closed; `code` is why."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


class AsgiSocket:
    """Opened by `async with`; leaving it disconnects."""

    def __init__(self, app: Litestar, path: str, headers: Mapping[str, str]) -> None:
        plain, _, query = path.partition("?")
        given = {"host": "localhost:8600", **headers}
        self._scope: dict[str, Any] = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": plain,
            "raw_path": plain.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), text.encode()) for name, text in given.items()],
            "client": ("127.0.0.1", 50_000),
            "server": ("localhost", 8600),
            "subprotocols": [],
            "extensions": {},
        }
        self._app = app
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self.task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "AsgiSocket":
        self._said.put_nowait({"type": "websocket.connect"})
        running = self._app(self._scope, self._said.get, self._take)  # type: ignore[arg-type]  # plain ASGI
        self.task = asyncio.create_task(running, name="socket under test")
        assert (await self._next())["type"] == "websocket.accept"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self.task is not None
        self.reads.set()
        self._said.put_nowait({"type": "websocket.disconnect", "code": 1001})
        try:
            await asyncio.wait_for(self.task, WITHIN_S)
        except TimeoutError:
            raise AssertionError("the route outlives its viewer") from None

    async def _take(self, message: dict[str, Any]) -> None:
        """A screen that does not read blocks whoever sends, as a full TCP buffer does."""
        await self.reads.wait()
        self._heard.put_nowait(message)

    async def _next(self) -> dict[str, Any]:
        heard = asyncio.create_task(self._heard.get())
        assert self.task is not None
        done, _ = await asyncio.wait(
            {heard, self.task}, timeout=WITHIN_S, return_when=asyncio.FIRST_COMPLETED
        )
        if heard in done:
            return heard.result()
        heard.cancel()
        if self.task in done:
            self.task.result()
        raise AssertionError("nothing was said in time")

    async def heard(self) -> dict[str, Any]:
        """The next message, read. Raises `Closed`."""
        message = await self._next()
        if message["type"] == "websocket.close":
            raise Closed(message["code"], message.get("reason") or "")
        body = message.get("text") or message.get("bytes")
        assert isinstance(body, (str, bytes))
        read: dict[str, Any] = msgspec.json.decode(body)
        return read

    async def until(self, kind: str, **like: object) -> list[dict[str, Any]]:
        """Everything up to the first message of that kind (and of those values), that one last."""
        told = []
        while True:
            told.append(await self.heard())
            if told[-1]["kind"] == kind and all(told[-1][key] == like[key] for key in like):
                return told

    async def closed(self) -> Closed:
        """Reads on until the other side closes."""
        with contextlib.suppress(AssertionError):
            while True:
                try:
                    await self.heard()
                except Closed as closed:
                    return closed
        raise AssertionError("it was not closed in time")

    def say(self, message: object) -> None:
        text = message if isinstance(message, str) else msgspec.json.encode(message).decode()
        self._said.put_nowait({"type": "websocket.receive", "text": text, "bytes": None})

    def say_bytes(self, body: bytes) -> None:
        self._said.put_nowait({"type": "websocket.receive", "text": None, "bytes": body})


@contextlib.asynccontextmanager
async def feed_of(
    app: Litestar, headers: Mapping[str, str], after: int | str | None = None
) -> AsyncIterator[AsgiSocket]:
    path = "/api/feed" if after is None else f"/api/feed?after={after}"
    async with AsgiSocket(app, path, headers) as socket:
        yield socket
