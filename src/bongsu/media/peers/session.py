"""One connection of another centre's media process: one stream, carried by one or more tickets, until the last is over."""

import asyncio
from contextlib import suppress
from typing import Protocol

import msgspec
import structlog
from aiohttp import WSMsgType, web

from bongsu.kernel.clock import Clock
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.flood import Flood
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.camera import CameraStream, Consumer
from bongsu.media.failures import JournalUnwritable, TicketRefused
from bongsu.media.journal import Journal, Watch
from bongsu.media.peers.holder import Holder
from bongsu.media.peers.seat import PeerSeat
from bongsu.media.peers.wire import Said, Shows, said_frame
from bongsu.media.send_queue import SendQueue
from bongsu.media.tickets import Ticket

log = structlog.get_logger()
_MOST_HOLDERS = 200
# a clock that is set moves an end without a word
_LOOK_AGAIN_S = 5.0


class Desk(Protocol):
    """Whose cameras a session shows: our own, or another centre's on their way through."""

    note: str
    """What the first row in the journal says beside: empty, or `relayed`."""

    async def check(self, shows: Shows, peer: str) -> Ticket:
        """Raises `TicketRefused`; a nonce is good once."""
        ...

    def keep(self, holder: Holder) -> None:
        """From now on the end of its grant finds it."""
        ...

    def carry(self, holder: Holder, token: str) -> None:
        """Its row is written: this ticket may be passed on."""
        ...

    def release(self, holder: Holder) -> None: ...

    def join(self, ticket: Ticket, stream: str, consumer: Consumer) -> CameraStream: ...


class PeerSession:
    """`run` is its task; holders may be cut from anywhere in the loop."""

    def __init__(
        self, peer: str, desk: Desk, queue: SendQueue, journal: Journal, clock: Clock
    ) -> None:
        self._peer = peer
        self._desk = desk
        self._queue = queue
        self._journal = journal
        self._clock = clock
        self._seat = PeerSeat(queue)
        self._camera = ""
        self._stream = ""
        self._holders: dict[tuple[str, str], Holder] = {}
        self._gone: asyncio.Queue[Holder | None] = asyncio.Queue()
        self._over = asyncio.Event()
        self.is_written = asyncio.Event()
        self._changed = asyncio.Event()
        self._flood = Flood(asyncio.get_running_loop().time)

    async def run(self, ws: web.WebSocketResponse, shows: Shows) -> None:
        """Raises `TicketRefused` when the first ticket is no good."""
        self._stream = shows.stream
        writing = asyncio.create_task(self._write_ends(), name="peer ends")
        try:
            first = await self._admit(shows)
            if not self._over.is_set():
                self._seat.stream = self._desk.join(first, self._stream, self._seat)
                await self._play(ws)
        finally:
            self._seat.leave()
            for holder in list(self._holders.values()):
                holder.cut("left")
            self._gone.put_nowait(None)
            await writing
            self.is_written.set()

    async def _play(self, ws: web.WebSocketResponse) -> None:
        tasks: list[asyncio.Task[object]] = [
            asyncio.create_task(self._hear(ws), name="peer hears"),
            asyncio.create_task(self._over.wait(), name="peer over"),
            asyncio.create_task(self._queue.run(), name="peer sends"),
            asyncio.create_task(self._expire(), name="peer expires"),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                # a fault of ours in any of them ends the picture: nobody would watch over its end
                task.result()
        finally:
            await end_tasks(tasks)

    async def _admit(self, shows: Shows) -> Ticket:
        """A further ticket of a holder is a renewal; anybody else's is written down first."""
        ticket = await self._desk.check(shows, self._peer)
        if self._camera and ticket.camera != self._camera:
            raise TicketRefused("forged", "the ticket is for another camera")
        self._camera = ticket.camera
        holder = self._holders.get((ticket.peer, ticket.grant))
        if holder is None:
            holder = await self._begin(ticket, shows.number)
        else:
            holder.renew(ticket, shows.number)
        if not holder.is_cut:
            self._say(Said("accepted", shows.number, ends=holder.ends))
            self._desk.carry(holder, shows.ticket)
        return ticket

    async def _begin(self, ticket: Ticket, number: int) -> Holder:
        if len(self._holders) >= _MOST_HOLDERS:
            raise TicketRefused("too_many", "this connection carries enough tickets")
        now_s = asyncio.get_running_loop().time()
        holder = Holder(ticket, number, now_s, self._ended)
        # Stands among the watching before the row is written, so that a withdrawal meanwhile finds it.
        self._holders[ticket.peer, ticket.grant] = holder
        self._desk.keep(holder)
        self._changed.set()
        try:
            await self._journal.write(self._row("watch_started", holder, self._desk.note))
        except JournalUnwritable as cause:
            del self._holders[ticket.peer, ticket.grant]
            self._desk.release(holder)
            raise TicketRefused("journal", "the viewing cannot be written down") from cause
        return holder

    def _ended(self, holder: Holder) -> None:
        """Called by the holder at the moment it is cut."""
        self._holders.pop((holder.ticket.peer, holder.ticket.grant), None)
        self._desk.release(holder)
        self._gone.put_nowait(holder)
        log.info("peer cut", camera=self._camera, grant=holder.ticket.grant, reason=holder.reason)
        last = not self._holders
        said = Said("ended", holder.number, reason=holder.reason, last=last)
        if last:
            self._seat.leave()
            self._queue.close(said_frame(said))
            self._over.set()
        else:
            self._say(said)

    async def _hear(self, ws: web.WebSocketResponse) -> None:
        """Further tickets, and who left. A peer that floods or talks nonsense loses the connection."""
        async for message in ws:
            text = str(message.data) if message.type is WSMsgType.TEXT else ""
            try:
                shows = msgspec.json.decode(text, type=Shows)
            except UNREADABLE:
                self.end("nonsense")
                return
            if self._flood.is_too_much():
                self.end("flood")
                return
            await self._heed(shows)

    async def _heed(self, shows: Shows) -> None:
        if shows.leave:
            for holder in list(self._holders.values()):
                if holder.number == shows.number:
                    holder.cut("left")
            return
        try:
            await self._admit(shows)
        except TicketRefused as refusal:
            said = Said("refused", shows.number, reason=refusal.reason, detail=refusal.detail)
            self._say(said)

    async def _expire(self) -> None:
        """Each holder by this process's own clock; a renewal moves the end."""
        while True:
            now = self._clock.now().timestamp()
            for holder in list(self._holders.values()):
                if holder.ends <= now:
                    holder.cut("expired")
            if not self._holders:
                return
            self._changed.clear()
            with suppress(TimeoutError):
                first = min(holder.ends for holder in self._holders.values())
                async with asyncio.timeout(min(first - now, _LOOK_AGAIN_S)):
                    await self._changed.wait()

    async def _write_ends(self) -> None:
        """Until it is told that no more come: a row that is being written is waited for."""
        while (holder := await self._gone.get()) is not None:
            await self._write_end(holder)

    async def _write_end(self, holder: Holder) -> None:
        try:
            await self._journal.write(self._row("watch_ended", holder, holder.reason))
        except JournalUnwritable:
            log.error("end of a viewing not written", camera=self._camera)

    def end(self, reason: str) -> None:
        """All that it carries."""
        for holder in list(self._holders.values()):
            holder.cut(reason)

    def _say(self, said: Said) -> None:
        self._queue.offer(said_frame(said))

    def _row(self, event: str, holder: Holder, reason: str) -> Watch:
        ticket, viewer = holder.ticket, f"peer:{holder.ticket.peer}"
        return Watch(
            at=self._clock.now(),
            event=event,
            camera=ticket.camera,
            grant=ticket.grant,
            incident=ticket.incident,
            # the people before the screens are known to their own centre, which keeps them by name
            session=ticket.session or viewer,
            viewer=viewer,
            organisation=ticket.organisation,
            stream=self._stream,
            reason=reason,
        )
