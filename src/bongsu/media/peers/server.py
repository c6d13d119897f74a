"""The listener for other centres' media processes: `/peer` by TLS 1.3 with a certificate on both sides, nothing else.

It stands as soon as the link files do, and anew when they change; without them nobody is let in. A certificate stays
valid until it runs out, so the node says who is linked: nobody else gets as far as showing a ticket."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import msgspec
import structlog
from aiohttp import WSMsgType, web

from bongsu.kernel.clock import Clock
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.doorman import Doorman
from bongsu.media.failures import TicketRefused
from bongsu.media.journal import Journal
from bongsu.media.peers.links import Link, LinkFiles, LinkUnusable, centre_of
from bongsu.media.peers.own import OwnDesk
from bongsu.media.peers.relay import Relays
from bongsu.media.peers.session import Desk, PeerSession
from bongsu.media.peers.site import PromptSite
from bongsu.media.peers.wire import LARGEST_WORD, Said, Shows
from bongsu.media.send_queue import SendQueue
from bongsu.media.settings import MediaSettings

log = structlog.get_logger()
REFUSED_CODE, ENDED_CODE = 4403, 4410
STREAMS = ("main", "sub")
_HEARTBEAT_S = 20.0
_CLOSE_WITHIN_S = 2.0
_LOOK_EVERY_S = 1.0


class PeerServer:
    """`run` is owned by the part."""

    def __init__(
        self,
        settings: MediaSettings,
        clock: Clock,
        links: LinkFiles,
        own: OwnDesk,
        relays: Relays,
        journal: Journal,
        reached_at: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._links = links
        self._own = own
        self._relays = relays
        self._journal = journal
        self._reached_at = reached_at
        self._doorman = Doorman(settings.ticket_within_s)
        self._sending_away: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None
        self._sites: list[web.TCPSite] = []
        self._link: Link | None = None
        self._said = ""
        self._sessions: dict[PeerSession, frozenset[str]] = {}
        self._linked: frozenset[str] = frozenset()
        self._of_peer: Counter[str] = Counter()
        self.port = settings.peer_port

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/peer", self._attend)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_WITHIN_S)
        await self._runner.setup()
        sending_away = self._doorman.run(self._runner)
        self._sending_away = asyncio.create_task(sending_away, name="peer doorman")
        await self._renew()

    def link_with(self, codes: frozenset[str]) -> None:
        """Whatever runs for, or through us from, a centre that is linked no more ends now. A silent node changes nothing."""
        self._linked = codes
        for session, centres in list(self._sessions.items()):
            if not centres <= codes:
                session.end("unlinked")

    async def run(self) -> None:
        """Takes up link files that appear or change."""
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            await self._renew()

    async def stop(self) -> None:
        if self._sending_away:
            self._sending_away.cancel()
            await asyncio.gather(self._sending_away, return_exceptions=True)
        sessions = list(self._sessions)
        for session in sessions:
            session.end("shutdown")
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_WITHIN_S):
                await asyncio.gather(*(session.is_written.wait() for session in sessions))
        if self._runner:
            await self._runner.cleanup()

    async def _renew(self) -> None:
        link, why = None, ""
        try:
            link = self._links.link()
        except LinkUnusable as problem:
            why = problem.detail
        if link is not self._link:
            for site in self._sites:
                await site.stop()
            self._sites, self._link = [], None
            if link is not None:
                why = await self._listen(link)
            self._reached_at(self._url if self._link else "")
        if why != self._said:
            self._said = why
            if why:
                log.warning("no pictures for other centres", why=why)

    @property
    def _url(self) -> str:
        first = self._settings.hosts[0]
        host = f"[{first}]" if ":" in first else first
        return self._settings.peer_public_url or f"wss://{host}:{self.port}/peer"

    async def _listen(self, link: Link) -> str:
        """Why not, when the port is taken: pictures of our own go on without, and it is tried again."""
        assert self._runner
        try:
            for host in self._settings.hosts:
                await self._listen_on(self._runner, host, link.server)
        except OSError as cause:
            return f"port {self.port} cannot be opened: {cause.strerror}"
        self._link = link
        log.info("media listens for other centres", port=self.port, code=link.code)
        return ""

    async def _listen_on(self, runner: web.AppRunner, host: str, context: ssl.SSLContext) -> None:
        site = PromptSite(runner, host, self.port, context)
        try:
            await site.start()
        except OSError:
            # a machine without IPv6 goes without its loopback
            if ":" not in host or not self._sites:
                raise
            return
        self._sites.append(site)
        self.port = int(runner.addresses[-1][1])

    async def _attend(self, request: web.Request) -> web.StreamResponse:
        transport = request.transport
        assert isinstance(transport, asyncio.Transport)
        peer = centre_of(transport.get_extra_info("peercert"))
        if not peer:
            return web.Response(status=403, text="the certificate names no centre")
        if peer not in self._linked:
            log.info("peer is not linked", peer=peer)
            return web.Response(status=403, text="this centre is not linked")
        attended = self._doorman.attended
        is_full = len(attended) >= self._settings.peer_connections
        if is_full or self._of_peer[peer] >= self._settings.peer_connections_each:
            return web.Response(status=503, text="too many connections")
        ws = web.WebSocketResponse(
            compress=False,
            heartbeat=_HEARTBEAT_S,
            max_msg_size=LARGEST_WORD,
            timeout=_CLOSE_WITHIN_S,
        )
        attended.add(transport)
        self._of_peer[peer] += 1
        try:
            await ws.prepare(request)
            await self._show(ws, transport, peer)
        finally:
            attended.discard(transport)
            self._of_peer[peer] -= 1
        return ws

    async def _show(
        self, ws: web.WebSocketResponse, transport: asyncio.Transport, peer: str
    ) -> None:
        queue = SendQueue(transport, self._settings.viewer_queue_bytes)
        number = 0
        try:
            shows = await self._first(ws)
            number = shows.number
            centres = self._must_be_linked(peer, shows.onward)
            session = PeerSession(peer, self._desk(shows), queue, self._journal, self._clock)
            self._sessions[session] = centres
            try:
                await session.run(ws, shows)
            finally:
                del self._sessions[session]
        except TicketRefused as refusal:
            log.info("peer refused", peer=peer, reason=refusal.reason)
            said = Said("refused", number, reason=refusal.reason, detail=refusal.detail)
            with suppress(ConnectionError):
                await ws.send_json(msgspec.structs.asdict(said))
                await ws.close(code=REFUSED_CODE, message=refusal.reason.encode())
            return
        if not ws.closed:
            with suppress(ConnectionError):
                await ws.close(code=ENDED_CODE)

    async def _first(self, ws: web.WebSocketResponse) -> Shows:
        try:
            async with asyncio.timeout(self._settings.ticket_within_s):
                message = await ws.receive()
            text = str(message.data) if message.type is WSMsgType.TEXT else ""
            shows = msgspec.json.decode(text, type=Shows)
        except (TimeoutError, *UNREADABLE) as cause:
            raise TicketRefused("forged", "no ticket was shown") from cause
        if shows.stream not in STREAMS or shows.leave:
            raise TicketRefused("forged", "there is no such stream")
        return shows

    def _must_be_linked(self, peer: str, onward: str) -> frozenset[str]:
        """The centres that this session depends on: one may have been revoked since the connection was let in."""
        own = self._link.code if self._link else ""
        if peer not in self._linked:
            raise TicketRefused("unlinked", "this centre is not linked")
        if onward not in {"", own} and onward not in self._linked:
            raise TicketRefused("no_route", f"{onward} is not linked")
        return frozenset({peer, onward}) - {"", own}

    def _desk(self, shows: Shows) -> Desk:
        own = self._link.code if self._link else ""
        if shows.onward in {"", own}:
            return self._own
        return self._relays.desk(shows.onward, own)
