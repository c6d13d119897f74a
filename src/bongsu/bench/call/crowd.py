"""Many viewers in a process of their own, so that none of their work counts for the media process.

Run as a module: each line on standard input holds tickets to watch with, besides those before; each answer says
how many watch, and how many pictures have come to all of them."""

import asyncio
import sys
from dataclasses import dataclass, field
from typing import Any  # Any: the bench's own JSON

import aiohttp
import msgspec

from bongsu.media.wire import Kind


@dataclass(slots=True)
class Crowd:
    """Owned by the one loop of its process."""

    session: aiohttp.ClientSession
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    pictures: int = 0

    async def join(self, origin: str, tickets: list[dict[str, Any]]) -> None:
        """Returns when each has got a picture."""
        began = [asyncio.get_running_loop().create_future() for _ in tickets]
        for ticket, future in zip(tickets, began, strict=True):
            self.tasks.add(asyncio.create_task(self._watch(origin, ticket, future)))
        await asyncio.gather(*began)

    async def _watch(
        self, origin: str, ticket: dict[str, Any], began: "asyncio.Future[None]"
    ) -> None:
        url = ticket["url"]
        async with self.session.ws_connect(url, origin=origin, max_msg_size=0) as socket:
            await socket.send_json({"ticket": ticket["ticket"], "stream": "main"})
            async for message in socket:
                is_binary = message.type is aiohttp.WSMsgType.BINARY
                if is_binary and message.data[0] == Kind.FRAGMENT:
                    self.pictures += 1
                    if not began.done():
                        began.set_result(None)


async def serve() -> None:
    """Until standard input ends."""
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        crowd = Crowd(session)
        try:
            while line := await lines.readline():
                asked = msgspec.json.decode(line)
                await crowd.join(asked["origin"], asked["tickets"])
                _answer({"watching": len(crowd.tasks), "pictures": crowd.pictures})
        finally:
            for task in crowd.tasks:
                task.cancel()


def _answer(value: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    asyncio.run(serve())
