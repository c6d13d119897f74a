"""What the media process hears: grants opened, ended, cameras withdrawn, sessions over; asks, lest one was lost."""

import asyncio
from datetime import datetime, timedelta

import msgspec
import structlog

from bongsu.kernel.bus import Bus, BusUnavailable, Heard, Subscription
from bongsu.kernel.clock import Clock
from bongsu.kernel.events import subject_on_bus
from bongsu.media.events import (
    ASK_ALIVE,
    ASK_SESSIONS,
    GrantsAlive,
    SessionsAlive,
    Viewing,
    ViewingsNow,
    WhichSessions,
)
from bongsu.media.hub import Hub
from bongsu.media.present import CamerasPlaced
from bongsu.media.settings import MediaSettings
from bongsu.media.tell import Teller
from bongsu.media.watching import Watching

log = structlog.get_logger()


# what is heard, in the order of the handlers; a media process may hear nothing else on the bus
HEARD = (
    "sharing.grant_opened",
    "sharing.grant_ended",
    CamerasPlaced.subject,
    "sharing.camera_withdrawn",
    "identity.session_ended",
)


class GrantOpened(msgspec.Struct, frozen=True):
    """The fields of `sharing.grant_opened` that matter here."""

    grant_id: str
    camera_ids: tuple[str, ...]
    ends_at: datetime | None = None


class GrantEnded(msgspec.Struct, frozen=True):
    grant_id: str
    reason: str
    by: str | None = None


class CameraWithdrawn(msgspec.Struct, frozen=True):
    grant_id: str
    camera_id: str


class SessionEnded(msgspec.Struct, frozen=True):
    """The fields of `identity.session_ended` that matter here."""

    session_id: str
    reason: str
    at: datetime


class Listener:
    """`ask_alive` may be set by anybody who wants the next question sooner."""

    def __init__(
        self,
        bus: Bus,
        settings: MediaSettings,
        clock: Clock,
        hub: Hub,
        watching: Watching,
        teller: Teller,
        ask_alive: asyncio.Event,
    ) -> None:
        self._bus = bus
        self._settings = settings
        self._clock = clock
        self._hub = hub
        self._watching = watching
        self._teller = teller
        self._ask_alive = ask_alive
        self._subscriptions: list[Subscription] = []
        self._told_some: bool | None = None

    async def start(self) -> None:
        handlers: tuple[Heard, ...] = (
            self._grant_opened,
            self._grant_ended,
            self._placed,
            self._camera_withdrawn,
            self._session_ended,
        )
        for name, handler in zip(HEARD, handlers, strict=True):
            subscription = await self._bus.subscribe(subject_on_bus(name), handler)
            self._subscriptions.append(subscription)

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()

    async def run(self) -> None:
        """Asks which grants are in force and which sessions stand, on connect and every few seconds; owned by the part."""
        loop = asyncio.get_running_loop()
        while True:
            asked_at_s = loop.time()
            self._watching.sweep(self._clock.now().timestamp())
            self._tell_viewings(asked_at_s)
            if len(self._watching):
                await asyncio.gather(self._ask(asked_at_s), self._ask_sessions(asked_at_s))
            try:
                async with asyncio.timeout(self._settings.alive_every_s):
                    await self._ask_alive.wait()
                # Many tiles open together; one question answers for them all.
                await asyncio.sleep(min(0.1, self._settings.alive_every_s))
            except TimeoutError:
                pass
            self._ask_alive.clear()

    def _tell_viewings(self, now_s: float) -> None:
        """Also when there are none: those of a process that died before are then forgotten."""
        now = self._clock.now()
        viewings = tuple(
            Viewing(
                grant_id=one.ticket.grant,
                camera_id=one.ticket.camera,
                session_id=one.ticket.session,
                viewer=one.ticket.viewer,
                since=now - timedelta(seconds=now_s - one.accepted_at_s),
            )
            for one in self._watching
        )
        if viewings or self._told_some is not False:
            self._teller.tell(ViewingsNow(self._settings.process, viewings))
        self._told_some = bool(viewings)

    async def _ask(self, asked_at_s: float) -> None:
        try:
            answer = await self._bus.request(ASK_ALIVE, b"{}", self._settings.ask_within_s)
            alive = msgspec.json.decode(answer, type=GrantsAlive)
        except (BusUnavailable, msgspec.MsgspecError):
            # Node is silent: each ticket carries its own end, so pictures go on until then.
            log.info("node does not say which grants are in force")
            return
        self._watching.keep_only(alive.grant_ids, asked_at_s)

    async def _ask_sessions(self, asked_at_s: float) -> None:
        near = {one.ticket.session for one in self._watching if not one.ticket.peer}
        watching = WhichSessions(tuple(near))
        try:
            question = msgspec.json.encode(watching)
            answer = await self._bus.request(ASK_SESSIONS, question, self._settings.ask_within_s)
            said = msgspec.json.decode(answer, type=SessionsAlive)
        except (BusUnavailable, msgspec.MsgspecError):
            log.info("node does not say which sessions stand")
            return
        self._watching.keep_only_sessions(said.session_ids, said.locked, asked_at_s)

    async def _grant_opened(self, body: bytes) -> None:
        event = msgspec.json.decode(body, type=GrantOpened)
        self._watching.reopen(event.grant_id, event.camera_ids)
        if event.ends_at is not None:
            self._watching.extend(event.grant_id, event.ends_at.timestamp())

    async def _placed(self, body: bytes) -> None:
        event = msgspec.json.decode(body, type=CamerasPlaced)
        if event.process == self._settings.process:
            self._hub.warm(event.camera_ids)

    async def _grant_ended(self, body: bytes) -> None:
        event = msgspec.json.decode(body, type=GrantEnded)
        self._watching.end_grant(event.grant_id, event.reason, event.by or "")

    async def _camera_withdrawn(self, body: bytes) -> None:
        event = msgspec.json.decode(body, type=CameraWithdrawn)
        self._watching.withdraw_camera(event.grant_id, event.camera_id)

    async def _session_ended(self, body: bytes) -> None:
        event = msgspec.json.decode(body, type=SessionEnded)
        self._watching.end_session(event.session_id, event.reason, event.at.timestamp())
