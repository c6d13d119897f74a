"""Workers that come to a standing media part."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest

from tests.media.stand import Stand
from tests.media.taps.worker import TapWorker, knock

# a key picture each half second
MAIN = {f"cam_{number}": "main" for number in (1, 2, 3, 99)}
Come = Callable[..., Awaitable[TapWorker]]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def come(stand: Stand, session: aiohttp.ClientSession) -> Come:
    async def come(**wants: object) -> TapWorker:
        worker = TapWorker(await knock(stand, session))
        await worker.say(**{"streams": MAIN, **wants})
        return worker

    return come
