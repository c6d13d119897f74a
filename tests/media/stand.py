"""A media part under test with everything around it, and a viewer that keeps what it was sent."""

import asyncio
import io
import struct
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import av
import msgspec

from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.parts import MediaPart
from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import Ticket, TicketSigner
from bongsu.media.wire import Kind
from bongsu.simulate.server import CameraSimulator
from tests.media.node import FakeNode

_numbers = count(1)


async def until(holds: Callable[[], bool], within_s: float = 20.0) -> None:
    """Waits until something holds; fails when it does not in time."""
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.005)


@dataclass
class Message:
    """What came: a text as a dict, or a kind with its capture time and payload."""

    at_s: float
    text: dict[str, Any] = field(default_factory=dict)  # JSON: any value
    kind: int = 0
    captured_at_ms: float = 0.0
    payload: bytes = b""


class LiveViewer:
    """One WebSocket viewer; `messages` grows while `listen` runs."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.ws = ws
        self.messages: list[Message] = []
        self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self.ws:
            now_s = time.monotonic()
            if message.type is aiohttp.WSMsgType.TEXT:
                self.messages.append(Message(now_s, text=msgspec.json.decode(message.data)))
            elif message.type is aiohttp.WSMsgType.BINARY:
                kind, captured_at_ms = struct.unpack_from("!Bd", message.data)
                self.messages.append(
                    Message(
                        now_s, kind=kind, captured_at_ms=captured_at_ms, payload=message.data[9:]
                    )
                )

    def texts(self, kind: str) -> list[dict[str, Any]]:
        return [m.text for m in self.messages if m.text.get("type") == kind]

    def of_kind(self, kind: Kind) -> list[Message]:
        return [m for m in self.messages if m.kind == kind]

    @property
    def states(self) -> list[str]:
        return [text["state"] for text in self.texts("state")]

    async def text(self, kind: str, within_s: float = 20.0) -> dict[str, Any]:
        await until(lambda: bool(self.texts(kind)), within_s)
        return self.texts(kind)[0]

    async def state(self, state: str, within_s: float = 20.0) -> None:
        await until(lambda: state in self.states, within_s)

    async def fragments(self, least: int, within_s: float = 20.0) -> list[Message]:
        await until(lambda: len(self.of_kind(Kind.FRAGMENT)) >= least, within_s)
        return self.of_kind(Kind.FRAGMENT)

    async def closed(self, within_s: float = 20.0) -> int | None:
        async with asyncio.timeout(within_s):
            await asyncio.wait([self._task])
        return self.ws.close_code

    def decoded(self, fragments: int | None = None) -> list[av.VideoFrame]:
        """What a player makes of the last init segment and all, or so many fragments, that came after it."""
        first, parts = b"", list[bytes]()
        for message in self.messages:
            if message.kind == Kind.INIT:
                first, parts = message.payload, []
            elif message.kind == Kind.FRAGMENT:
                parts.append(message.payload)
        media = first + b"".join(parts[:fragments])
        with av.open(io.BytesIO(media), "r") as container:
            return list(container.decode(video=0))

    async def leave(self) -> None:
        await self.ws.close()
        await asyncio.wait([self._task])


@dataclass
class Stand:
    part: MediaPart
    bus: MemoryBus
    node: FakeNode
    cameras: CameraSimulator
    signer: TicketSigner
    settings: MediaSettings
    origin: str
    viewers: list[LiveViewer] = field(default_factory=list)
    has_stopped: bool = False
    _session: aiohttp.ClientSession | None = None

    def ticket(self, camera: str = "cam_1", **changed: Any) -> str:  # any claim
        now = time.time()
        number = next(_numbers)
        claims: dict[str, Any] = {
            "camera": camera,
            "grant": "gr_1",
            "incident": "inc_1",
            "session": f"se_{number}",
            "viewer": "순21 종암",
            "person": "per_21",
            "organisation": "jongam",
            "process": self.settings.process,
            "jti": f"nonce-{number}",
            "exp": now + 30,
            "ends": now + 600,
        }
        return self.signer.mint(Ticket(**{**claims, **changed}))

    async def connect(self, origin: str | None = "") -> aiohttp.ClientWebSocketResponse:
        """Without a ticket yet; an empty origin means the allowed one."""
        self._session = self._session or aiohttp.ClientSession()
        given = self.origin if origin == "" else origin
        headers = {"Origin": given} if given else {}
        return await self._session.ws_connect(
            f"http://127.0.0.1:{self.part.port}/live", headers=headers, max_msg_size=0
        )

    async def view(
        self, camera: str = "cam_1", stream: str = "main", token: str = "", **changed: Any
    ) -> LiveViewer:
        viewer = LiveViewer(await self.connect())
        self.viewers.append(viewer)
        await viewer.ws.send_json(
            {"ticket": token or self.ticket(camera, **changed), "stream": stream}
        )
        return viewer

    async def tell(self, subject: str, **body: Any) -> None:
        await self.bus.publish(f"bongsu.{subject}", msgspec.json.encode(body))

    def told(self, subject: str) -> list[dict[str, Any]]:
        return [
            msgspec.json.decode(body)
            for name, body in self.bus.published
            if name == f"bongsu.{subject}"
        ]

    async def health(self) -> dict[str, Any]:
        self._session = self._session or aiohttp.ClientSession()
        answer: Awaitable[Any]
        async with self._session.get(f"http://127.0.0.1:{self.part.port}/health") as response:
            answer = response.json()
            return dict(await answer)

    async def stop(self) -> None:
        if not self.has_stopped:
            self.has_stopped = True
            await self.part.stop()

    async def leave(self) -> None:
        for viewer in self.viewers:
            await viewer.leave()
        if self._session:
            await self._session.close()
