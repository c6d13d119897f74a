"""The media process: a bus client and the media part. It holds no database."""

from collections.abc import Sequence

import msgspec

from bongsu.kernel.clock import SystemClock
from bongsu.kernel.keys import load_or_create_key
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.parts import Part
from bongsu.kernel.settings import load
from bongsu.kernel.tls import CertificateWatch
from bongsu.media.parts import media_part
from bongsu.media.settings import MediaSettings
from bongsu.roles.listening import tls_of
from bongsu.roles.settings import NodeSettings


async def parts(settings: NodeSettings) -> Sequence[Part]:
    """The bus first, so that media can ask at once which grants are in force."""
    bus = NatsBus(settings.bus_url, settings.bus_token, "media")
    given = load(MediaSettings, "media")
    tls = tls_of(settings)
    media = msgspec.structs.replace(
        given,
        host=settings.hosts if given.host == MediaSettings().host else given.host,
        port=settings.media_port,
        journal_dir=str(settings.folder / "media"),
        origins=settings.origins_at(tls.certificate.names if tls else ()),
        proxies=settings.trusted_proxies,
    )
    # only the half that checks stays in this process
    public_key = load_or_create_key(settings.ticket_key).public_key()
    part = media_part(bus, media, SystemClock(), public_key, tls)
    return [bus, *([CertificateWatch(tls)] if tls else []), part]
