"""The media process: a bus client and the media part. It holds no database and no private key of the node."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from bongsu.federation.link.settings import LinkSettings
from bongsu.kernel.bus import Bus
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.parts import Part
from bongsu.kernel.settings import load
from bongsu.kernel.tls import CertificateWatch, ServerTls
from bongsu.media.parts import MediaPart, media_part
from bongsu.media.settings import MediaSettings
from bongsu.media.ticket_key import ask_ticket_key
from bongsu.roles.bus import bus_client
from bongsu.roles.listening import NotSafe, is_loopback, tls_of
from bongsu.roles.settings import NodeSettings


class MediaRole:
    """A part: shows pictures once the node has handed over the key by which tickets are checked."""

    name = "media"

    def __init__(self, bus: Bus, settings: MediaSettings, tls: ServerTls | None) -> None:
        self._bus = bus
        self._settings = settings
        self._tls = tls
        self._part: MediaPart | None = None

    async def start(self) -> None:
        key = await ask_ticket_key(self._bus)
        self._part = media_part(self._bus, self._settings, SystemClock(), key, self._tls)
        await self._part.start()

    async def stop(self) -> None:
        if self._part is not None:
            await self._part.stop()


def media_settings(settings: NodeSettings, tls: ServerTls | None) -> MediaSettings:
    """As this process is to run. Raises `NotSafe` where browsers could not find it."""
    given, usual = load(MediaSettings, "media"), MediaSettings()
    next_port = settings.media_port + 1
    peer_port = next_port if given.peer_port == usual.peer_port else given.peer_port
    process = settings.media_process or given.process
    public_url = given.public_url or settings.media_public_url_of(process)
    link_dir = str(load(LinkSettings, "federation").keys(settings.folder))
    bus_host = urlsplit(settings.bus_url).hostname or ""
    if not public_url and bus_host and not is_loopback(bus_host) and not settings.supervised:
        raise NotSafe(
            "browsers must be told where this machine is: give --media-public-url wss://host:port/live",
            field="media_public_url",
        )
    return msgspec.structs.replace(
        given,
        process=process,
        public_url=public_url,
        host=settings.hosts if given.host == usual.host else given.host,
        port=settings.media_port,
        peer_port=peer_port,
        link_dir=link_dir if given.link_dir == usual.link_dir else given.link_dir,
        journal_dir=str(settings.folder / "media"),
        origins=settings.origins_at(tls.certificate.names if tls else ()),
        proxies=settings.trusted_proxies,
    )


async def parts(settings: NodeSettings) -> Sequence[Part]:
    """The bus first, so that media can ask at once which grants are in force."""
    bus = bus_client(settings, "media")
    tls = tls_of(settings)
    media = MediaRole(bus, media_settings(settings, tls), tls)
    return [bus, *([CertificateWatch(tls)] if tls else []), media]
