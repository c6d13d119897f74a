"""What the feed of somebody signed in tells, as it comes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp

MOST_BYTES = 4 * 1024 * 1024
"""Of one message, as aiohttp has it."""


@asynccontextmanager
async def hearing(
    session: aiohttp.ClientSession, hear: Callable[[str], None], most_bytes: int = MOST_BYTES
) -> AsyncIterator[None]:
    """Each text is given to `hear` at once, for as long as the block lasts. `most_bytes` 0: of any length."""
    async with session.ws_connect("/api/feed", max_msg_size=most_bytes) as socket:
        reading = asyncio.create_task(_read(socket, hear), name="bench feed")
        try:
            yield
        finally:
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading


async def _read(socket: aiohttp.ClientWebSocketResponse, hear: Callable[[str], None]) -> None:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            hear(message.data)
