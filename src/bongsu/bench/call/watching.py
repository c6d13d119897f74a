"""A viewer without a browser: shows its ticket, notes when pictures and words come, keeps no picture."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from itertools import cycle
from time import perf_counter, time
from typing import Any  # Any: the protocol's JSON

import aiohttp
import msgspec

from bongsu.bench.call.district import BenchCamera
from bongsu.bench.call.stand import Stand, signed_in_as
from bongsu.kernel.ids import new_secret
from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import Ticket
from bongsu.media.wire import Kind
from bongsu.sharing.agreements.seongbuk import CENTRE

_CONNECT_WITHIN_S = 30.0
# own monitoring is lent for ten minutes; a new lending in good time
_LENDING_KEPT_S = 400.0
# one session may hold 32 tiles; the most that any step watches at once is 60
_SESSIONS = 4


class Tickets:
    """Signs tickets as the node does, under a lending and sessions that the node knows: the camera itself stays cold.

    Asking the node for each would warm the pull before the browser asks for the picture."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._grant = ""
        self._sessions: Iterator[str] = cycle(())
        self._until_s = 0.0

    async def ticket(self, camera: BenchCamera) -> dict[str, Any]:
        """As the feed's `ticket` message. The sessions take turns, so that no viewing is one too many."""
        if perf_counter() >= self._until_s:
            await self._begin()
        now = time()
        claims = Ticket(
            camera=camera.camera_id,
            grant=self._grant,
            incident="",
            session=next(self._sessions),
            viewer="bench",
            person="per_bench",
            organisation=CENTRE,
            process=MediaSettings().process,
            jti=new_secret(),
            exp=now + _CONNECT_WITHIN_S,
            ends=now + _LENDING_KEPT_S,
        )
        return {
            "grant_id": self._grant,
            "camera_id": camera.camera_id,
            "ticket": self._stand.signer.mint(claims),
            "url": self._stand.media_url,
            "expires_at": "",
        }

    async def _begin(self) -> None:
        """Own monitoring of a camera that no step uses, and seats that nobody has left for long enough to lock."""
        unused = self._stand.district.spare[4][-1].camera_id
        self._grant = (await lend_own(self._stand, unused))["grant_id"]
        self._sessions = cycle(
            [await new_session(self._stand, "operator") for _ in range(_SESSIONS)]
        )
        self._until_s = perf_counter() + _LENDING_KEPT_S / 2


async def lend_own(stand: Stand, camera_id: str) -> dict[str, Any]:
    """The centre's own monitoring: media warms the camera's pull."""
    async with stand.operator.post(f"/api/cameras/{camera_id}/watch") as answer:
        said: dict[str, Any] = await answer.json()
        return said


async def new_session(stand: Stand, name: str) -> str:
    """Signs in once more and answers the session's id."""
    async with AsyncExitStack() as stack:
        signed_in = await signed_in_as(stack, stand.settings, stand.district.passwords, name)
        async with signed_in.get("/api/me/sessions") as answer:
            own = await answer.json()
    return next(str(one["session_id"]) for one in own if one["is_this"])


class Watcher:
    """One viewing. Times are `perf_counter`."""

    def __init__(self) -> None:
        self.picture_at_s: float | None = None
        self.told: list[tuple[float, dict[str, Any]]] = []
        self._heard = asyncio.Event()

    async def read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Until the socket closes."""
        async for message in socket:
            at_s = perf_counter()
            if message.type is aiohttp.WSMsgType.TEXT:
                self.told.append((at_s, msgspec.json.decode(message.data)))
            elif message.data[0] == Kind.FRAGMENT:
                self.picture_at_s = at_s
            self._heard.set()

    async def picture(self, after_s: float = 0.0, within_s: float = 20.0) -> float:
        """When the first live picture came after that moment. Raises `TimeoutError`."""

        def seen() -> float | None:
            at_s = self.picture_at_s
            return at_s if at_s is not None and at_s > after_s else None

        return await self._until(seen, within_s)

    async def word(self, word: str, after_s: float = 0.0, within_s: float = 20.0) -> float:
        """When a message of this type, or with this camera state, came after that moment."""

        def said() -> float | None:
            times = (
                at_s
                for at_s, told in self.told
                if at_s > after_s and word in (told["type"], told.get("state"))
            )
            return next(times, None)

        return await self._until(said, within_s)

    async def _until(self, look: Callable[[], float | None], within_s: float) -> float:
        async with asyncio.timeout(within_s):
            while (found := look()) is None:
                self._heard.clear()
                await self._heard.wait()
            return found


@asynccontextmanager
async def watching(stand: Stand, ticket: dict[str, Any]) -> AsyncIterator[Watcher]:
    """Watches with that ticket for as long as the block lasts."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        socket = await stack.enter_async_context(
            session.ws_connect(ticket["url"], origin=stand.origin, max_msg_size=0)
        )
        await socket.send_json({"ticket": ticket["ticket"], "stream": "main"})
        watcher = Watcher()
        reading = asyncio.create_task(watcher.read(socket), name="bench watcher")
        try:
            yield watcher
        finally:
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading
