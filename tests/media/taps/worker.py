"""A worker's end of a tap as a test holds it: says what it wants, keeps what it hears."""

import asyncio
from typing import Any, TypeVar

import aiohttp
import msgspec

from bongsu.media.taps.wire import (
    TapMessage,
    TapParameters,
    TapPicture,
    TapSaid,
    TapSizes,
    read_message,
)
from tests.media.stand import Stand

T = TypeVar("T", TapParameters, TapPicture, TapSaid, TapSizes)


class TapWorker:
    """One connection."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.ws = ws
        self.heard: list[TapMessage] = []

    async def say(self, **wants: Any) -> None:  # any part of what may be wanted
        await self.ws.send_str(msgspec.json.encode(wants).decode())

    async def next(self) -> TapMessage | None:
        """None when the line is over."""
        message = await self.ws.receive(timeout=5)
        if message.type is not aiohttp.WSMsgType.BINARY:
            return None
        told = read_message(message.data)
        self.heard.append(told)
        return told

    async def until(self, kind: type[T], **fields: Any) -> T:  # any field of the message
        """The next message of this kind with these fields."""
        async with asyncio.timeout(5):
            while (told := await self.next()) is not None:
                if isinstance(told, kind) and has(told, fields):
                    return told
        raise AssertionError(f"the line ended before {kind.__name__} {fields}")

    async def closed(self) -> int:
        """The code with which media closed the line."""
        while await self.next() is not None:
            pass
        return self.ws.close_code or 0

    def all(self, kind: type[T]) -> list[T]:
        return [told for told in self.heard if isinstance(told, kind)]


def has(told: TapMessage, fields: dict[str, Any]) -> bool:
    return all(getattr(told, name) == value for name, value in fields.items())


async def knock(
    stand: Stand, session: aiohttp.ClientSession, **headers: str
) -> aiohttp.ClientWebSocketResponse:
    return await session.ws_connect(
        f"http://127.0.0.1:{stand.part.port}/tap", headers=headers, max_msg_size=0
    )


def tap_token(stand: Stand, camera: str = "cam_1", **changed: Any) -> str:  # any claim
    claims = {"tap": True, "session": "worker-1", "grant": "", "incident": "", "viewer": ""}
    return stand.ticket(camera, **{**claims, "person": "", "organisation": "", **changed})
