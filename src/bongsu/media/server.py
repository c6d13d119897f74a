"""The media process's own small web server: `/live`, `/tap` and `/health`, nothing else."""

import asyncio
import os

import structlog
from aiohttp import web

from bongsu.kernel.tls import ServerTls
from bongsu.kernel.trusted_proxies import TrustedProxies
from bongsu.media.doorman import Doorman
from bongsu.media.failures import PortTaken
from bongsu.media.hub import Hub
from bongsu.media.live import Live
from bongsu.media.settings import MediaSettings
from bongsu.media.taps.door import TapDoor
from bongsu.media.tickets import MayShow, is_for_pages, is_for_screens, is_for_systems
from bongsu.media.watching import Watching

log = structlog.get_logger()
_LARGEST_MESSAGE = 8192
_HEARTBEAT_S = 20.0
_CLOSE_WITHIN_S = 2.0


class MediaServer:
    """Checks the page's origin before anything else; cookies are never read. Without one, only a linked system's ticket
    counts."""

    def __init__(
        self,
        settings: MediaSettings,
        live: Live,
        hub: Hub,
        watching: Watching,
        taps: TapDoor,
        tls: ServerTls | None = None,
    ) -> None:
        self._settings = settings
        self._tls = tls
        self._proxies = TrustedProxies(settings.proxies)
        self._origins = settings.allowed_origins
        self._live = live
        self._hub = hub
        self._watching = watching
        self._taps = taps
        self._doorman = Doorman(settings.ticket_within_s)
        self._sending_away: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/live", self._attend)
        app.router.add_get("/tap", self._attend_tap)
        app.router.add_get("/health", self._health)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_WITHIN_S)
        await self._runner.setup()
        for host in self._settings.hosts:
            await self._listen(self._runner, host)
        sending_away = self._doorman.run(self._runner)
        self._sending_away = asyncio.create_task(sending_away, name="media doorman")
        log.info("media listens", port=self.port)

    async def _listen(self, runner: web.AppRunner, host: str) -> None:
        """A machine without IPv6 goes without its loopback."""
        port = self._settings.port or (self.port if runner.addresses else 0)
        try:
            context = self._tls.context if self._tls else None
            await web.TCPSite(runner, host, port, backlog=512, ssl_context=context).start()
        except OSError as cause:
            if ":" not in host or not runner.addresses:
                said = f"Port {port} on {host} cannot be opened: {os.strerror(cause.errno or 0)}"
                raise PortTaken(said) from cause
            log.info("media goes without an address", host=host)

    async def stop(self) -> None:
        if self._sending_away:
            self._sending_away.cancel()
            await asyncio.gather(self._sending_away, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()

    @property
    def port(self) -> int:
        """The port in use, also when the setting says 0."""
        assert self._runner
        return int(self._runner.addresses[0][1])

    async def _attend(self, request: web.Request) -> web.StreamResponse:
        if not self._came_safely(request):
            return web.Response(status=403, text="this process takes requests from its proxy only")
        may_show = self._may_show(request)
        if may_show is None:
            return web.Response(status=403, text="origin not allowed")
        transport = request.transport
        attended = self._doorman.attended
        if len(attended) >= self._settings.connections or transport is None:
            return web.Response(status=503, text="too many connections")
        # A compressed picture is no smaller, and cost a quarter of a core for fifty viewers.
        ws = web.WebSocketResponse(
            compress=False,
            heartbeat=_HEARTBEAT_S,
            max_msg_size=_LARGEST_MESSAGE,
            timeout=_CLOSE_WITHIN_S,
        )
        attended.add(transport)
        try:
            await ws.prepare(request)
            assert isinstance(transport, asyncio.Transport)
            await self._live.attend(ws, transport, may_show)
        finally:
            attended.discard(transport)
        return ws

    async def _attend_tap(self, request: web.Request) -> web.StreamResponse:
        if not self._came_safely(request):
            return web.Response(status=403, text="this process takes requests from its proxy only")
        if "Origin" in request.headers:
            return web.Response(status=403, text="no page comes here")
        transport = request.transport
        attended = self._doorman.attended
        is_full = self._taps.is_full or len(attended) >= self._settings.connections
        if is_full or not isinstance(transport, asyncio.Transport):
            return web.Response(status=503, text="too many connections")
        attended.add(transport)
        try:
            return await self._taps.attend(request, transport)
        finally:
            attended.discard(transport)

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "status": "ok",
                "process": self._settings.process,
                "pulls": self._hub.pulls,
                "viewers": len(self._watching),
                "taps": self._taps.cameras,
            },
            headers={"Cache-Control": "no-store"},
        )

    def _came_safely(self, request: web.Request) -> bool:
        """Without TLS of our own, through a named proxy or from this machine."""
        return bool(self._tls or not self._proxies or self._proxies.is_near(request.remote or ""))

    def _may_show(self, request: web.Request) -> MayShow | None:
        """Which tickets count: a browser always says its page's origin, a linked system has none. None = no socket."""
        origin = request.headers.get("Origin")
        if origin is None:
            return is_for_screens if self._settings.allow_no_origin else is_for_systems
        return is_for_pages if origin in self._origins else None
