"""Many viewers in a process of their own, so that none of their work counts for the media process.

Run as a module: each line on standard input is a list of tickets to watch with, besides those before."""

import asyncio
import sys
from typing import Any  # Any: the bench's own JSON

import aiohttp
import msgspec

from bongsu.media.wire import Kind


async def crowd() -> None:
    """Until standard input ends."""
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    watching: set[asyncio.Task[None]] = set()
    connector = aiohttp.TCPConnector(limit=0)
    try:
        async with aiohttp.ClientSession(connector=connector) as session:
            while line := await lines.readline():
                asked = msgspec.json.decode(line)
                began = [loop.create_future() for _ in asked["tickets"]]
                for ticket, future in zip(asked["tickets"], began, strict=True):
                    watch = _watch(session, asked["origin"], ticket, future)
                    watching.add(asyncio.create_task(watch))
                await asyncio.gather(*began)
                _answer({"watching": len(watching)})
    finally:
        for task in watching:
            task.cancel()


async def _watch(
    session: aiohttp.ClientSession,
    origin: str,
    ticket: dict[str, Any],
    began: "asyncio.Future[None]",
) -> None:
    async with session.ws_connect(ticket["url"], origin=origin, max_msg_size=0) as socket:
        await socket.send_json({"ticket": ticket["ticket"], "stream": "main"})
        async for message in socket:
            is_picture = message.type is aiohttp.WSMsgType.BINARY
            if is_picture and message.data[0] == Kind.FRAGMENT and not began.done():
                began.set_result(None)


def _answer(value: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    asyncio.run(crowd())
