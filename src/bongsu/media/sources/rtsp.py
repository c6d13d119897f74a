"""The lean RTSP client for the common camera: one coroutine a camera, no thread.

Why it is our own: docs/decisions/002-own-rtsp-client.md."""

import asyncio
from collections.abc import Callable

from bongsu.media.failures import CameraUnreachable
from bongsu.media.sources.depacketise import Depacketiser
from bongsu.media.sources.rtsp_connection import RtspConnection
from bongsu.media.sources.rtsp_message import Address, read_address
from bongsu.media.sources.rtsp_session import RtspSession
from bongsu.media.sources.source import Patience, Take


class RtspSource:
    """A `Source`."""

    def __init__(self, url: str, patience: Patience, now_ms: Callable[[], float]) -> None:
        self._url = url
        self._patience = patience
        self._now_ms = now_ms

    async def run(self, take: Take) -> None:
        address = read_address(self._url)
        session = RtspSession(await self._connect(address), address, self._patience)
        try:
            video = await session.describe()
            depacketiser = Depacketiser(video.parameters, self._now_ms, take)
            await session.set_up(video, depacketiser)
            await session.play(video)
            await session.watch_over(depacketiser)
        finally:
            session.close()

    async def _connect(self, address: Address) -> RtspConnection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._patience.connect_s):
                _, connection = await loop.create_connection(
                    RtspConnection, address.host, address.port
                )
        except (OSError, TimeoutError, UnicodeError) as cause:
            raise CameraUnreachable("the camera accepts no connection") from cause
        return connection
