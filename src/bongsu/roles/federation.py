"""The federation process: a bus client and the line to other centres. It holds no database and listens to no browser."""

from collections.abc import Sequence
from importlib.metadata import version

from bongsu.federation.link.parts import FederationPart
from bongsu.federation.link.server import LinkServer
from bongsu.federation.link.server_text import KeyFiles
from bongsu.federation.link.settings import LinkSettings
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.parts import Part
from bongsu.kernel.settings import load
from bongsu.roles.bus import bus_client
from bongsu.roles.settings import NodeSettings

_ABOVE_THE_NODE = 3


def link_address(settings: NodeSettings, link: LinkSettings) -> str:
    """Where a hub waits for its districts, as nats-server writes it."""
    host = link.link_host or settings.host_names[0]
    port = link.link_port or settings.port + _ABOVE_THE_NODE
    return f"{f'[{host}]' if ':' in host else host}:{port}"


async def parts(settings: NodeSettings) -> Sequence[Part]:
    """The bus first: the plan is asked for over it."""
    bus = bus_client(settings, "federation")
    link = load(LinkSettings, "federation")
    server = LinkServer(
        settings.folder / "link", KeyFiles(link.keys(settings.folder)), link_address(settings, link)
    )
    return [bus, FederationPart(bus, server, link, SystemClock(), version("bongsu"))]
