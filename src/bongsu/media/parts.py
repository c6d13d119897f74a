"""Puts the media process together: `media_part` is what the role starts."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bongsu.kernel.bus import Bus
from bongsu.kernel.clock import Clock
from bongsu.kernel.tls import ServerTls
from bongsu.media.addresses import Addresses
from bongsu.media.failures import JournalUnwritable
from bongsu.media.forward import Forwarder
from bongsu.media.hub import Hub
from bongsu.media.journal import Journal
from bongsu.media.listen import Listener
from bongsu.media.live import Live
from bongsu.media.peers.own import OwnDesk
from bongsu.media.peers.pictures import PeerPictures
from bongsu.media.presence import Presence
from bongsu.media.server import MediaServer
from bongsu.media.settings import MediaSettings
from bongsu.media.stills import Stills
from bongsu.media.taps.door import TapDoor
from bongsu.media.tell import Teller
from bongsu.media.tickets import TicketChecker
from bongsu.media.unfinished import ending_of, unfinished
from bongsu.media.watching import Watching

log = structlog.get_logger()
_AGAIN_AFTER_S = 1.0
_LAST_WORDS_S = 1.0


class MediaPart:
    """A kernel `Part`. `hub` is also the door for later consumers: recorder, monitoring."""

    name = "media"

    def __init__(
        self,
        bus: Bus,
        settings: MediaSettings,
        clock: Clock,
        public_key: Ed25519PublicKey,
        tls: ServerTls | None = None,
    ) -> None:
        self._clock = clock
        self._teller = Teller(bus)
        self._journal = Journal(settings.journal_path)
        self._forwarder = Forwarder(bus, self._journal, settings.process, settings.ask_within_s)
        registry = Addresses(bus, settings.address_keep_s, settings.ask_within_s)
        stills = Stills(settings.stills, settings.stills_bytes)
        pictures = PeerPictures(bus, settings, clock)
        self.hub = Hub(settings, clock, registry, stills, self._teller.tell, pictures.source)
        self.watching = Watching()
        ask_alive = asyncio.Event()
        checker = TicketChecker(public_key, settings.process, clock)
        watching, journal, teller = self.watching, self._journal, self._teller
        live = Live(settings, clock, checker, self.hub, watching, journal, teller, ask_alive)
        self._listener = Listener(
            bus, settings, clock, self.hub, self.watching, self._teller, ask_alive
        )
        self._taps = TapDoor(settings, clock, checker, self.hub)
        self._server = MediaServer(settings, live, self.hub, self.watching, self._taps, tls)
        self._scheme = "wss" if tls else "ws"
        self._presence = Presence(
            bus, settings, self.hub, self.watching, self._browsers_at, self._link_with
        )
        own = OwnDesk(checker, self.hub, self.watching, self._teller, clock, ask_alive)
        self._peers = pictures.server(own, self._journal, self._reached_at)
        self.relays = pictures.relays
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def peer_port(self) -> int:
        """Where other centres' media processes come, also when the setting says 0."""
        return self._peers.port

    def _browsers_at(self) -> tuple[str, int]:
        return self._scheme, self.port

    def _link_with(self, codes: frozenset[str]) -> None:
        self._peers.link_with(codes)

    def _reached_at(self, peer_url: str) -> None:
        self._presence.peer_url = peer_url

    async def start(self) -> None:
        await self._journal.open()
        for name, run in {
            "journal": self._journal.run,
            "forwarder": self._forwarder.run,
            "teller": self._teller.run,
            "listener": self._listener.run,
            "peers": self._peers.run,
        }.items():
            self._tasks.append(asyncio.create_task(_supervised(name, run), name=f"media {name}"))
        await self._end_unfinished()
        await self._listener.start()
        await self._server.start()
        await self._peers.start()
        await self._presence.begin()
        self._presence.start()

    async def _end_unfinished(self) -> None:
        """What a fallen process could not write: its viewings are over."""
        begun, now = unfinished(self._journal.unforwarded), self._clock.now()
        try:
            await asyncio.gather(*(self._journal.write(ending_of(row, now)) for row in begun))
        except JournalUnwritable:
            log.error("ends of earlier viewings not written", viewings=len(begun))
            return
        if begun:
            log.warning("viewings of a fallen process ended", viewings=len(begun))

    async def stop(self) -> None:
        await self._presence.stop()
        self.watching.cut_all("shutdown")
        self._taps.end_all("shutdown")
        await self._server.stop()
        await self._peers.stop()
        await self.relays.stop()
        await self._listener.stop()
        await self.hub.stop()
        await self._last_words()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._journal.close()

    async def _last_words(self) -> None:
        """The rows of the last viewings reach the trail now if node still listens, else at the next start."""
        try:
            async with asyncio.timeout(_LAST_WORDS_S):
                while self._journal.unforwarded and await self._forwarder.forward():
                    pass
        except TimeoutError:
            log.info("journal rows stay for the next start", rows=len(self._journal.unforwarded))


def media_part(
    bus: Bus,
    settings: MediaSettings,
    clock: Clock,
    public_key: Ed25519PublicKey,
    tls: ServerTls | None = None,
) -> MediaPart:
    """Call it inside the running loop."""
    return MediaPart(bus, settings, clock, public_key, tls)


async def _supervised(name: str, run: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await run()
        except Exception:
            # The supervisor of owned tasks: none of them may end while the process shows pictures.
            log.exception("media task failed", task=name)
            await asyncio.sleep(_AGAIN_AFTER_S)
