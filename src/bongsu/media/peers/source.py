"""Pulls a camera of another centre from the next media process on the way to it, by the owner's ticket."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import aiohttp
import msgspec
import structlog
from aiohttp import ClientWebSocketResponse as Line
from aiohttp import ClientWSTimeout, WSMsgType

from bongsu.kernel.ending import end_tasks
from bongsu.media.failures import (
    CameraFrozen,
    CameraNonsense,
    OtherCentreEnded,
    OtherCentreRefused,
    OtherCentreUnreachable,
)
from bongsu.media.peers.links import LinkFiles, LinkUnusable
from bongsu.media.peers.supply import Hop, Supply
from bongsu.media.peers.wire import LARGEST_PICTURE, PictureReader, Said, read_said
from bongsu.media.sources.source import Patience, Take

log = structlog.get_logger()
Tell = Callable[[str, str], None]
_CLOSE_WITHIN_S = 0.1
# How often within the patience it is looked whether it is over.
_LOOKS = 4
# A frozen camera is told by its own centre after `frozen_s`, and the word needs its way: the line outwaits it.
_OUTWAITS = 2


class PeerSource:
    """A `Source`. `tell` hears the camera's state and reason as the other centre says them; the line stays meanwhile.

    What `tell` raises ends the pull, as with `take`."""

    def __init__(self, supply: Supply, links: LinkFiles, patience: Patience, tell: Tell) -> None:
        self._supply = supply
        self._links = links
        self._patience = patience
        self._tell = tell
        self._time = asyncio.get_running_loop().time
        self._is_accepted = False
        self._state = "connecting"
        self._heard_at_s = 0.0

    async def run(self, take: Take) -> None:
        hop = await self._supply.first()
        session = aiohttp.ClientSession()
        try:
            line = await self._connect(session, hop)
            try:
                await self._pull(line, hop, take)
            finally:
                await _politely(line.close())
        finally:
            await _politely(session.close())

    async def _connect(self, session: aiohttp.ClientSession, hop: Hop) -> Line:
        try:
            link = self._links.link()
            async with asyncio.timeout(self._patience.connect_s):
                return await session.ws_connect(
                    hop.url,
                    ssl=link.client,
                    server_hostname=hop.server_name,
                    max_msg_size=LARGEST_PICTURE + 1024,
                    heartbeat=self._patience.frozen_s,
                    timeout=ClientWSTimeout(ws_close=_CLOSE_WITHIN_S),
                )
        except aiohttp.WSServerHandshakeError as cause:
            raise OtherCentreRefused(f"the other centre answers {cause.status}") from cause
        except LinkUnusable as cause:
            raise OtherCentreUnreachable(cause.detail) from cause
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as cause:
            raise OtherCentreUnreachable("the other centre accepts no connection") from cause

    async def _pull(self, line: Line, hop: Hop, take: Take) -> None:
        self._is_accepted, self._state = False, "connecting"
        self._heard_at_s = self._time()
        reading: asyncio.Task[object] = asyncio.create_task(
            self._read(line, take), name="peer reads"
        )
        tasks: list[asyncio.Task[object]] = [
            reading,
            asyncio.create_task(self._speak(line, hop), name="peer speaks"),
            asyncio.create_task(self._watch(), name="peer silence"),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            # What the other side said last explains a line that could not be written to.
            ended = [task for task in tasks if task.done()]
            await (reading if reading.done() else ended[0])
        finally:
            await end_tasks(tasks)

    async def _read(self, line: Line, take: Take) -> None:
        reader = PictureReader()
        async for message in line:
            if message.type is WSMsgType.BINARY:
                self._heard_at_s = self._time()
                picture = reader.read(message.data)
                if picture and self._is_accepted:
                    self._state = "live"
                    take(picture)
            elif message.type is WSMsgType.TEXT:
                self._hear(read_said(message.data))
            else:
                raise CameraNonsense("the other centre sends what is too large or no message")
        raise OtherCentreUnreachable("the other centre hung up")

    def _hear(self, said: Said) -> None:
        self._heard_at_s = self._time()
        if said.type == "accepted":
            self._is_accepted = True
        elif said.type == "refused":
            self._supply.is_over(said.number, said.reason)
            if not self._is_accepted:
                log.info("another centre refuses a picture", reason=said.reason)
                raise OtherCentreRefused(f"the other centre refuses: {said.reason}")
        elif said.type == "ended":
            self._supply.is_over(said.number, said.reason)
            if said.last:
                raise OtherCentreEnded(f"the other centre has ended it: {said.reason}")
        elif self._is_accepted:
            self._state = said.state
            self._tell(said.state, said.reason)

    async def _speak(self, line: Line, hop: Hop) -> None:
        shows = hop.shows
        while True:
            try:
                await line.send_str(msgspec.json.encode(shows).decode())
            except (aiohttp.ClientError, OSError) as cause:
                raise OtherCentreUnreachable("the other centre hung up") from cause
            shows = await self._supply.further()

    async def _watch(self) -> None:
        """Silence where there should be words or pictures. A dead line is noticed by the heartbeat."""
        while True:
            await asyncio.sleep(self._patience.frozen_s / _LOOKS)
            silent_s = self._time() - self._heard_at_s
            if not self._is_accepted and silent_s > self._patience.answer_s:
                raise OtherCentreUnreachable("the other centre does not answer")
            if self._state == "live" and silent_s > self._patience.frozen_s * _OUTWAITS:
                raise CameraFrozen("the line to the other centre is silent")
            if self._state == "connecting" and silent_s > self._patience.first_picture_s:
                raise CameraNonsense("the other centre never shows a picture")


async def _politely(closing: Awaitable[object]) -> None:
    """What ended is over at once, however the other side takes its leave."""
    with suppress(aiohttp.ClientError, OSError, TimeoutError):
        async with asyncio.timeout(_CLOSE_WITHIN_S):
            await closing
