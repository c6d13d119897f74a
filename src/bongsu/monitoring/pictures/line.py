"""One connection to one media process, for all the cameras that it pulls for this worker. It lives once: a ticket is good
once, so whoever comes again asks for new ones."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from ssl import SSLContext

import aiohttp
import msgspec
import structlog
from aiohttp import ClientWebSocketResponse, ClientWSTimeout, WSMsgType

from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.taps.wire import Frames, StreamName, TapMessage, TapWants, read_message

log = structlog.get_logger()
_CONNECT_WITHIN_S = 3.0
_CLOSE_WITHIN_S = 1.0
_HEARTBEAT_S = 10.0
_LARGEST = 8_100_000
# Words are put together for so long: media bears ten a second.
_BETWEEN_WORDS_S = 0.15
_TICKETS_AT_ONCE = 150


class TapLine:
    """`run` is its task. `hear` gets everything that media says, in order."""

    def __init__(self, url: str, hear: Callable[["TapLine", TapMessage], None]) -> None:
        self.url = url
        self._hear = hear
        self._tickets: dict[str, str] = {}
        self._frames: dict[str, Frames] = {}
        self._streams: dict[str, StreamName] = {}
        self._leave: set[str] = set()
        self._some = asyncio.Event()

    def show(self, camera_id: str, ticket: str, frames: Frames, stream: StreamName) -> None:
        """A new camera, or a ticket that prolongs."""
        self._leave.discard(camera_id)
        self._tickets[camera_id] = ticket
        self.want(camera_id, frames, stream)

    def want(self, camera_id: str, frames: Frames, stream: StreamName) -> None:
        self._frames[camera_id] = frames
        self._streams[camera_id] = stream
        self._some.set()

    def leave(self, camera_id: str) -> None:
        for told in (self._tickets, self._frames, self._streams):
            told.pop(camera_id, None)
        self._leave.add(camera_id)
        self._some.set()

    async def run(self, session: aiohttp.ClientSession, tls: SSLContext | None) -> str:
        """Until the line is lost; answers why."""
        try:
            async with asyncio.timeout(_CONNECT_WITHIN_S):
                ws = await session.ws_connect(
                    self.url,
                    ssl=tls or True,
                    max_msg_size=_LARGEST,
                    heartbeat=_HEARTBEAT_S,
                    timeout=ClientWSTimeout(ws_close=_CLOSE_WITHIN_S),
                )
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as cause:
            log.info("media takes no tap", url=self.url, cause=type(cause).__name__)
            return "unreachable"
        speaking = asyncio.create_task(self._speak(ws), name="tap speaks")
        try:
            return await self._read(ws)
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)
            with suppress(aiohttp.ClientError, OSError, TimeoutError):
                await ws.close()

    async def _read(self, ws: ClientWebSocketResponse) -> str:
        async for message in ws:
            if message.type is not WSMsgType.BINARY:
                return "nonsense"
            try:
                told = read_message(message.data)
            except UNREADABLE:
                log.warning("media says what cannot be read", url=self.url)
                return "nonsense"
            self._hear(self, told)
        return "lost"

    async def _speak(self, ws: ClientWebSocketResponse) -> None:
        with suppress(aiohttp.ClientError, OSError):
            while True:
                await self._some.wait()
                self._some.clear()
                await ws.send_str(msgspec.json.encode(self.words()).decode())
                await asyncio.sleep(_BETWEEN_WORDS_S)

    def words(self) -> TapWants:
        """What is to be said next; the rest waits for the next message."""
        now = dict(islice(self._tickets.items(), _TICKETS_AT_ONCE))
        for camera_id in now:
            del self._tickets[camera_id]
        # media passes over what is wanted of a camera whose ticket it has not seen
        later = self._tickets
        frames = {one: frames for one, frames in self._frames.items() if one not in later}
        streams = {one: stream for one, stream in self._streams.items() if one not in later}
        wants = TapWants(tuple(now.values()), frames, streams, tuple(self._leave))
        self._frames = {one: self._frames[one] for one in later}
        self._streams = {one: self._streams[one] for one in later}
        self._leave = set()
        if later:
            self._some.set()
        return wants
