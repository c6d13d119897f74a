"""A worker's line on virtual time: tickets end by media's own clock, later ones prolong, and no line stands empty."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
from aiohttp import WSMessage, WSMsgType, web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.media.settings import MediaSettings
from bongsu.media.taps.session import TapSession
from bongsu.media.taps.wire import TapPicture, TapSaid, TapSizes
from bongsu.media.tickets import Ticket, TicketChecker, TicketSigner
from tests.media.field import FieldHub
from tests.media.taps.test_outbox import Line
from tests.media.virtual_time import now_s, run_at_once

KEY = Ed25519PrivateKey.generate()


class LoopClock:
    """The wall goes as the loop does."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(now_s() + self.ahead_s, UTC)


class Socket:
    """Of the worker, as the session sees it."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[WSMessage | None] = asyncio.Queue()
        self.code = 0

    def say(self, **wants: object) -> None:
        text = msgspec.json.encode(wants).decode()
        self.said.put_nowait(WSMessage(WSMsgType.TEXT, text, None))

    def leave(self) -> None:
        self.said.put_nowait(None)

    async def receive(self) -> WSMessage:
        return await self.said.get() or WSMessage(WSMsgType.CLOSED, None, None)

    async def __aiter__(self) -> AsyncIterator[WSMessage]:
        while (message := await self.said.get()) is not None:
            yield message

    async def close(self, *, code: int, message: bytes) -> None:
        self.code = code


class Worker:
    """One line to a hub of the field."""

    def __init__(self, hub: FieldHub, settings: MediaSettings, clock: LoopClock) -> None:
        self.clock, self.line, self.socket = clock, Line(), Socket()
        self._minted = 0
        checker = TicketChecker(KEY.public_key(), settings.process, clock)
        self.session = TapSession(settings, clock, checker, hub, self.line)
        ws = cast(web.WebSocketResponse, self.socket)
        self.running = asyncio.create_task(self.session.run(ws))

    def token(self, camera: str = "cam_1", lasts_s: float = 600, **more: Any) -> str:  # any claim
        self._minted += 1
        now = self.clock.now().timestamp()
        claims: dict[str, Any] = dict.fromkeys(Ticket.__struct_fields__, "")
        claims |= {"camera": camera, "session": "worker-1", "process": "media-1", "tap": True}
        claims |= {"jti": f"n{self._minted}", "exp": now + 30, "ends": now + lasts_s}
        ticket = msgspec.convert({**claims, "system": False, **more}, Ticket)
        return TicketSigner(KEY).mint(ticket)

    def said(self, what: str) -> list[tuple[str, str]]:
        """Camera and reason."""
        words = [one for one in self.line.told if isinstance(one, TapSaid)]
        return [(one.camera_id, one.reason) for one in words if one.what == what]

    @property
    def pictures(self) -> int:
        return len(self.line.pictures)


Check = Callable[[Worker, FieldHub], Awaitable[None]]


def on_virtual_time(check: Check, **changed: Any) -> None:
    """`changed`: any of media's settings."""

    async def begun() -> None:
        settings = MediaSettings(linger_s=15, **changed)
        hub = FieldHub(settings)
        worker = Worker(hub, settings, LoopClock())
        await check(worker, hub)
        worker.socket.leave()
        await asyncio.wait([worker.running])
        assert worker.session.cameras == 0
        await asyncio.sleep(16)
        assert hub.pulls == 0, "nothing is left behind"
        await hub.stop()

    run_at_once(begun())


def test_a_ticket_ends_by_medias_own_clock() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        worker.socket.say(tickets=[worker.token(lasts_s=60), worker.token("cam_2")])
        await asyncio.sleep(59.9)
        assert worker.said("ended") == []
        await asyncio.sleep(0.2)
        assert worker.said("ended") == [("cam_1", "expired")]
        seen = [index for index, _ in worker.line.pictures]
        await asyncio.sleep(20)
        since = [index for index, _ in worker.line.pictures][len(seen) :]
        assert set(since) == {2}, "not one picture more"

    on_virtual_time(check)


def test_a_later_ticket_prolongs_and_an_earlier_end_shortens_nothing() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        worker.socket.say(tickets=[worker.token(lasts_s=60)])
        await asyncio.sleep(30)
        worker.socket.say(tickets=[worker.token(lasts_s=60)])
        worker.socket.say(tickets=[worker.token(lasts_s=5)])
        await asyncio.sleep(59)
        assert worker.said("ended") == []
        assert len({index for index, _ in worker.line.pictures}) == 1, "one camera, one number"
        await asyncio.sleep(2)
        assert worker.said("ended") == [("cam_1", "expired")]

    on_virtual_time(check)


def test_a_clock_that_is_set_ends_what_has_ended() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        worker.socket.say(tickets=[worker.token()])
        await asyncio.sleep(10)
        worker.clock.ahead_s = 3600
        await asyncio.sleep(5.1)
        assert worker.said("ended") == [("cam_1", "expired")]

    on_virtual_time(check)


def test_a_line_without_cameras_ends_after_a_while() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        worker.socket.say(tickets=[worker.token()])
        await asyncio.sleep(5)
        worker.socket.say(leave=["cam_1"])
        await asyncio.sleep(20)
        worker.socket.say(tickets=[worker.token()])
        await asyncio.sleep(100)
        assert worker.session.cameras == 1
        worker.socket.say(leave=["cam_1"])
        await asyncio.sleep(40)
        assert worker.socket.code == 4410

    on_virtual_time(check)


def test_one_line_carries_so_many_cameras() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        worker.socket.say(tickets=[worker.token(f"cam_{number}") for number in range(5)])
        await asyncio.sleep(1)
        assert worker.said("refused") == [("cam_3", "too_many"), ("cam_4", "too_many")]
        worker.socket.say(tickets=[worker.token("cam_1")])
        await asyncio.sleep(1)
        assert len(worker.said("accepted")) == 4, "prolonging is no further camera"

    on_virtual_time(check, tap_cameras=3)


def test_sizes_of_all_cameras_come_in_one_message_a_second() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        names = {f"cam_{number}": "none" for number in range(20)}
        worker.socket.say(tickets=[worker.token(name) for name in names], frames=names)
        await asyncio.sleep(10.5)
        sizes = [one for one in worker.line.told if isinstance(one, TapSizes)]
        assert len(sizes) == 10
        assert all(len(one.cameras) == 20 for one in sizes)
        assert worker.pictures == 0

    on_virtual_time(check)


def test_frames_and_streams_may_be_said_with_the_ticket() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        worker.socket.say(
            tickets=[worker.token()], frames={"cam_1": "all"}, streams={"cam_1": "main"}
        )
        await asyncio.sleep(10)
        assert worker.pictures > 10
        assert hub.pulls == 1
        assert hub.at("cam_1", "main").sessions == 1
        first = next(one for one in worker.line.told if isinstance(one, TapPicture))
        assert first.is_key

    on_virtual_time(check)


def test_who_says_nothing_is_sent_away() -> None:
    async def check(worker: Worker, hub: FieldHub) -> None:
        await asyncio.sleep(6)
        assert worker.socket.code == 4403

    on_virtual_time(check)
