"""One viewer's connection from its ticket to its end, as docs/architecture.md (Live picture) says."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import msgspec
import structlog
from aiohttp import WSMessage, WSMsgType, web

from bongsu.kernel.clock import Clock
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.events import WatchingChanged
from bongsu.media.failures import JournalUnwritable, TicketRefused
from bongsu.media.hub import Hub
from bongsu.media.journal import Journal, Watch
from bongsu.media.send_queue import SendQueue
from bongsu.media.settings import MediaSettings
from bongsu.media.tell import Teller
from bongsu.media.tickets import MayShow, Ticket, TicketChecker, is_for_screens
from bongsu.media.viewer import Viewer
from bongsu.media.watching import Watching
from bongsu.media.wire import text_frame

log = structlog.get_logger()
REFUSED_CODE, ENDED_CODE = 4403, 4410
STREAMS = ("main", "sub")


class Hello(msgspec.Struct, frozen=True):
    ticket: str
    stream: str = "main"


class Choice(msgspec.Struct, frozen=True):
    stream: str


class Live:
    """Admits, shows, and writes down both ends of every viewing."""

    def __init__(
        self,
        settings: MediaSettings,
        clock: Clock,
        checker: TicketChecker,
        hub: Hub,
        watching: Watching,
        journal: Journal,
        teller: Teller,
        ask_alive: asyncio.Event,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._checker = checker
        self._hub = hub
        self._watching = watching
        self._journal = journal
        self._teller = teller
        self._ask_alive = ask_alive

    async def attend(
        self,
        ws: web.WebSocketResponse,
        transport: asyncio.Transport,
        may_show: MayShow = is_for_screens,
    ) -> None:
        """Returns when the viewing is over and the socket closed. `may_show`: which tickets count where this one came
        from."""
        try:
            hello = await self._hello(ws)
            ticket = self._checked(hello, may_show)
            await self._show(ws, transport, ticket, hello.stream)
        except TicketRefused as refusal:
            log.info("viewer refused", reason=refusal.reason)
            await self._refuse(ws, refusal)

    async def _hello(self, ws: web.WebSocketResponse) -> Hello:
        try:
            async with asyncio.timeout(self._settings.ticket_within_s):
                message = await ws.receive()
            hello = msgspec.json.decode(_text(message), type=Hello)
        except (TimeoutError, *UNREADABLE) as cause:
            raise TicketRefused("forged", "no ticket was shown") from cause
        if hello.stream not in STREAMS:
            raise TicketRefused("forged", "there is no such stream")
        return hello

    def _checked(self, hello: Hello, may_show: MayShow) -> Ticket:
        ticket = self._checker.accept(hello.ticket, may_show)
        if self._watching.has_ended(ticket.grant, ticket.camera):
            raise TicketRefused("ended", "the grant has ended")
        if self._watching.is_of_ended_session(ticket.session, ticket.exp):
            raise TicketRefused("ended", "the session has ended or locked")
        if self._watching.of_session(ticket.session) >= self._settings.connections_per_session:
            raise TicketRefused("too_many", "this session watches enough cameras")
        return ticket

    async def _show(
        self, ws: web.WebSocketResponse, transport: asyncio.Transport, ticket: Ticket, stream: str
    ) -> None:
        queue = SendQueue(transport, self._settings.viewer_queue_bytes)
        viewer = Viewer(ticket, queue, asyncio.get_running_loop().time())
        # Stands among the watching before the row is written, so that a withdrawal meanwhile finds it.
        self._watching.add(viewer)
        try:
            await self._journal_start(ticket, stream)
            try:
                if viewer.is_cut:
                    raise TicketRefused("ended", "the grant has just ended")
                self._tell(ticket, watching=True)
                await self._play(ws, viewer, stream)
            finally:
                viewer.leave()
                await self._journal_end(viewer, stream)
        finally:
            self._watching.remove(viewer)

    async def _play(self, ws: web.WebSocketResponse, viewer: Viewer, stream: str) -> None:
        tasks = [
            asyncio.create_task(self._expire(viewer), name="viewer expires"),
            asyncio.create_task(self._hear(ws, viewer), name="viewer hears"),
            asyncio.create_task(viewer.queue.run(), name="viewer sends"),
            asyncio.create_task(self._still(viewer), name="viewer still"),
        ]
        viewer.queue.offer(text_frame(_accepted(viewer.ticket)))
        viewer.watch(self._hub, stream)
        self._ask_alive.set()
        try:
            over: list[asyncio.Future[None] | asyncio.Future[str]] = [tasks[1], viewer.ended]
            await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if viewer.is_cut:
            await ws.close(code=ENDED_CODE, message=viewer.ended.result().encode())

    async def _expire(self, viewer: Viewer) -> None:
        """Cuts by this process's own clock; a renewal that came meanwhile moves the end."""
        # the clock is asked again after each sleep: there is no event for time itself
        while (left_s := viewer.ends - self._clock.now().timestamp()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left_s)
        viewer.cut("expired")

    async def _hear(self, ws: web.WebSocketResponse, viewer: Viewer) -> None:
        """The viewer may change the stream; anything else it says is passed over."""
        async for message in ws:
            with suppress(*UNREADABLE):
                choice = msgspec.json.decode(_text(message), type=Choice)
                if choice.stream in STREAMS:
                    viewer.watch(self._hub, choice.stream)

    async def _still(self, viewer: Viewer) -> None:
        """A cold camera shows the last picture known: same ticket, same journal row."""
        if not viewer.has_begun:
            still = await self._hub.stills.still(viewer.ticket.camera)
            if still:
                viewer.still(still)

    async def _refuse(self, ws: web.WebSocketResponse, refusal: TicketRefused) -> None:
        if ws.closed:
            return
        body = {"type": "refused", "reason": refusal.reason, "detail": refusal.detail}
        with suppress(ConnectionError):
            await ws.send_json(body)
            await ws.close(code=REFUSED_CODE, message=refusal.reason.encode())

    async def _journal_start(self, ticket: Ticket, stream: str) -> None:
        try:
            await self._journal.write(self._row("watch_started", ticket, stream, ""))
        except JournalUnwritable as cause:
            raise TicketRefused("journal", "the viewing cannot be written down") from cause

    async def _journal_end(self, viewer: Viewer, stream: str) -> None:
        reason = viewer.ended.result() if viewer.is_cut else "left"
        try:
            await self._journal.write(self._row("watch_ended", viewer.ticket, stream, reason))
        except JournalUnwritable:
            log.error("end of a viewing not written", camera=viewer.ticket.camera)
        self._tell(viewer.ticket, watching=False)

    def _row(self, event: str, ticket: Ticket, stream: str, reason: str) -> Watch:
        return Watch(
            at=self._clock.now(),
            event=event,
            camera=ticket.camera,
            grant=ticket.grant,
            incident=ticket.incident,
            session=ticket.session,
            # the trail knows people by id only; whose screen it was is opened by two roles
            viewer=ticket.person,
            organisation=ticket.organisation,
            stream=stream,
            reason=reason,
        )

    def _tell(self, ticket: Ticket, *, watching: bool) -> None:
        self._teller.tell(
            WatchingChanged(
                grant_id=ticket.grant,
                camera_id=ticket.camera,
                session_id=ticket.session,
                viewer=ticket.viewer,
                watching=watching,
                at=self._clock.now(),
                process=self._settings.process,
            )
        )


def _text(message: WSMessage) -> str:
    return str(message.data) if message.type is WSMsgType.TEXT else ""


def _accepted(ticket: Ticket) -> dict[str, object]:
    return {
        "type": "accepted",
        "camera_id": ticket.camera,
        "grant_id": ticket.grant,
        "ends_at": datetime.fromtimestamp(ticket.ends, UTC).isoformat(),
        "viewer": ticket.viewer,
    }
