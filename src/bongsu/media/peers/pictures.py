"""Puts a media process's part in pictures across centres together: the sources, the relay, and the listener."""

from collections.abc import Callable
from pathlib import Path

from bongsu.kernel.bus import Bus
from bongsu.kernel.clock import Clock
from bongsu.media.camera import CameraStream
from bongsu.media.hub import patience_of
from bongsu.media.journal import Journal
from bongsu.media.peers.events import WhichTicket
from bongsu.media.peers.links import LinkFiles
from bongsu.media.peers.own import OwnDesk
from bongsu.media.peers.relay import Relays
from bongsu.media.peers.server import PeerServer
from bongsu.media.peers.source import PeerSource
from bongsu.media.peers.supply import NodeSupply
from bongsu.media.settings import MediaSettings
from bongsu.media.sources.source import Source


class PeerPictures:
    """Made first: the hub needs `source`, and the listener needs the hub."""

    def __init__(self, bus: Bus, settings: MediaSettings, clock: Clock) -> None:
        self._bus = bus
        self._settings = settings
        self._clock = clock
        self._links = LinkFiles(Path(settings.link_dir))
        self._patience = patience_of(settings)
        self.relays = Relays(bus, settings, clock, self._links, self._patience)

    def source(self, stream: CameraStream) -> Source:
        """For a camera of another centre that somebody at home watches."""
        question = WhichTicket(stream.camera_id, self._settings.process)
        within_s = self._settings.ask_within_s
        supply = NodeSupply(self._bus, self._clock, question, stream.name, within_s)
        return PeerSource(supply, self._links, self._patience, stream.interrupted)

    def server(
        self, own: OwnDesk, journal: Journal, reached_at: Callable[[str], None]
    ) -> PeerServer:
        """`reached_at` hears where other centres come, and an empty text when they cannot."""
        return PeerServer(
            self._settings, self._clock, self._links, own, self.relays, journal, reached_at
        )
