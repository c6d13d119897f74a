"""One worker's connection: many cameras, each on a ticket of its own that ends by this process's clock."""

import asyncio
from contextlib import suppress

import structlog
from aiohttp import WSMessage, WSMsgType, web

from bongsu.kernel.clock import Clock
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.flood import Flood
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.failures import TicketRefused
from bongsu.media.hub import Hub
from bongsu.media.settings import MediaSettings
from bongsu.media.taps.consumer import TapSeat
from bongsu.media.taps.outbox import Outbox
from bongsu.media.taps.wire import Frames, TapSaid, TapSizes, TapWants, frame, read_wants
from bongsu.media.tickets import Ticket, TicketChecker, claims_of, is_for_taps

log = structlog.get_logger()
NONSENSE_CODE, REFUSED_CODE, ENDED_CODE = 4400, 4403, 4410
_SIZES_EVERY_S = 1.0
# a worker between two leases holds no camera for a while
_EMPTY_FOR_S = 30.0


class TapSession:
    """`run` is its task; everything else is called from the same loop."""

    def __init__(
        self,
        settings: MediaSettings,
        clock: Clock,
        checker: TicketChecker,
        hub: Hub,
        transport: asyncio.Transport,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._checker = checker
        self._hub = hub
        self._transport = transport
        self._outbox = Outbox(transport, settings.tap_queue_bytes)
        self._time = asyncio.get_running_loop().time
        self._flood = Flood(self._time)
        self._worker = ""
        self._seats: dict[str, TapSeat] = {}
        self._numbers = 0
        self._changed = asyncio.Event()
        self._empty_since_s = self._time()
        self._over: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()

    @property
    def is_known(self) -> bool:
        """A worker has shown a good ticket."""
        return bool(self._worker)

    def send_away(self) -> None:
        """Without a word: others wait behind it."""
        self._transport.abort()

    @property
    def cameras(self) -> int:
        return len(self._seats)

    async def run(self, ws: web.WebSocketResponse) -> None:
        """Returns when the connection is over and closed."""
        try:
            if self._begin(await self._first(ws)):
                await self._play(ws)
        finally:
            for seat in list(self._seats.values()):
                self._drop(seat)
        if not self._over.done():
            return
        code, reason = self._over.result()
        log.info("tap ended", reason=reason)
        with suppress(ConnectionError):
            await ws.close(code=code, message=reason.encode())

    def end(self, reason: str, code: int = ENDED_CODE) -> None:
        """All that it carries."""
        for seat in list(self._seats.values()):
            self._end(seat, reason)
        if not self._over.done():
            self._over.set_result((code, reason))

    async def _first(self, ws: web.WebSocketResponse) -> TapWants | None:
        try:
            async with asyncio.timeout(self._settings.ticket_within_s):
                return _read(await ws.receive())
        except (TimeoutError, *UNREADABLE):
            return None

    def _begin(self, wants: TapWants | None) -> bool:
        """Without one good ticket nobody is let in."""
        if wants is None:
            self.end("forged", REFUSED_CODE)
            return False
        refused = self._heed(wants)
        if not self._seats:
            self.end(refused or "forged", REFUSED_CODE)
        return bool(self._seats)

    async def _play(self, ws: web.WebSocketResponse) -> None:
        tasks: list[asyncio.Task[None]] = [
            asyncio.create_task(self._hear(ws), name="tap hears"),
            asyncio.create_task(self._outbox.run(), name="tap sends"),
            asyncio.create_task(self._tell_sizes(), name="tap sizes"),
            asyncio.create_task(self._expire(), name="tap expires"),
        ]
        over: list[asyncio.Future[None] | asyncio.Future[tuple[int, str]]] = [*tasks, self._over]
        try:
            done, _ = await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                # a fault of ours in any of them ends the line: nobody would watch over its end
                one.result()
        finally:
            await end_tasks(tasks)

    async def _hear(self, ws: web.WebSocketResponse) -> None:
        async for message in ws:
            try:
                wants = _read(message)
            except UNREADABLE:
                self.end("nonsense", NONSENSE_CODE)
                return
            if self._flood.is_too_much():
                self.end("flood", NONSENSE_CODE)
                return
            self._heed(wants)

    def _heed(self, wants: TapWants) -> str:
        """Answers why the last ticket that was no good was none."""
        refused = ""
        for token in wants.tickets:
            try:
                self._admit(self._checked(token), wants)
            except TicketRefused as refusal:
                refused = refusal.reason
                self._refuse(token, refused)
        for camera_id, name in wants.streams.items():
            if seat := self._seats.get(camera_id):
                self._join(seat, name)
        for camera_id, frames in wants.frames.items():
            if seat := self._seats.get(camera_id):
                seat.want(frames)
        for camera_id in wants.leave:
            if seat := self._seats.get(camera_id):
                self._end(seat, "left")
        self._changed.set()
        return refused

    def _checked(self, token: str) -> Ticket:
        ticket = self._checker.accept(token, is_for_taps)
        if self._worker not in {"", ticket.session}:
            raise TicketRefused("wrong_peer", "the ticket is another worker's")
        is_new = ticket.camera not in self._seats
        if is_new and len(self._seats) >= self._settings.tap_cameras:
            raise TicketRefused("too_many", "this line carries enough cameras")
        self._worker = ticket.session
        return ticket

    def _admit(self, ticket: Ticket, wants: TapWants) -> None:
        """A further ticket of a camera prolongs."""
        seat = self._seats.get(ticket.camera)
        if seat is not None:
            seat.ends = max(seat.ends, ticket.ends)
            self._accept(seat)
            return
        self._numbers += 1
        seat = TapSeat(self._numbers, ticket, self._outbox, self._moved)
        seat.frames = wants.frames.get(ticket.camera, Frames.KEY)
        self._seats[ticket.camera] = seat
        self._accept(seat)
        self._join(seat, wants.streams.get(ticket.camera, "sub"))

    def _join(self, seat: TapSeat, name: str) -> None:
        if seat.asked_for != name:
            seat.move_to(self._hub.tap(seat.camera_id, name, seat), name)

    def settle(self) -> None:
        """A camera is pulled once where that can be: the tap goes where somebody watches, and some time after the last
        one has left back to what its worker asked for."""
        for seat in list(self._seats.values()):
            stream, name = seat.stream, seat.asked_for
            if stream is None:
                continue
            watched = self._hub.watched(seat.camera_id, name)
            if watched is not None or name in (stream.name, stream.shown_name):
                seat.alone_since_s = None
            elif seat.alone_since_s is None:
                seat.alone_since_s = self._time()
            is_over = seat.is_alone_for(self._settings.tap_back_s, self._time())
            if (watched is not None and watched is not stream) or is_over:
                seat.alone_since_s = None
                seat.move_to(self._hub.tap(seat.camera_id, name, seat), name)

    def _accept(self, seat: TapSeat) -> None:
        lasts_s = seat.ends - self._clock.now().timestamp()
        said = TapSaid(seat.index, seat.camera_id, "accepted", lasts_s=lasts_s)
        self._outbox.say(seat.index, frame(said))

    def _refuse(self, token: str, reason: str) -> None:
        try:
            camera_id = claims_of(token).camera
        except TicketRefused:
            camera_id = ""
        log.info("tap refused", reason=reason)
        self._outbox.say(-1, frame(TapSaid(-1, camera_id, "refused", reason=reason)))

    def _moved(self, seat: TapSeat) -> None:
        self._end(seat, "moved")

    def _end(self, seat: TapSeat, reason: str) -> None:
        """After this returns no picture of the camera is sent."""
        self._drop(seat)
        said = TapSaid(seat.index, seat.camera_id, "ended", reason=reason)
        self._outbox.say(seat.index, frame(said))

    def _drop(self, seat: TapSeat) -> None:
        seat.leave()
        if self._seats.get(seat.camera_id) is seat:
            del self._seats[seat.camera_id]
            self._empty_since_s = self._time()

    async def _tell_sizes(self) -> None:
        while True:
            await asyncio.sleep(_SIZES_EVERY_S)
            self.settle()
            sizes = (seat.sizes() for seat in self._seats.values())
            told = tuple(one for one in sizes if one is not None)
            if told and not self._outbox.is_behind:
                at_ms = self._clock.now().timestamp() * 1000
                self._outbox.say(-1, frame(TapSizes(at_ms, told)))
            if not self._seats and self._time() - self._empty_since_s > _EMPTY_FOR_S:
                self.end("idle")

    async def _expire(self) -> None:
        """The clock is asked again after each wait: it may be set, and a further ticket moves an end."""
        while True:
            now = self._clock.now().timestamp()
            for seat in list(self._seats.values()):
                if seat.ends <= now:
                    self._end(seat, "expired")
            first = min((seat.ends for seat in self._seats.values()), default=now + 5)
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(first - now, 5)):
                    await self._changed.wait()


def _read(message: WSMessage) -> TapWants:
    """Raises one of `UNREADABLE`."""
    return read_wants(str(message.data) if message.type is WSMsgType.TEXT else "")
