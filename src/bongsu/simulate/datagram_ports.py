"""The simulator's pair of UDP ports (even for media, odd for reports), shared by all sessions."""

import asyncio
import socket

from bongsu.kernel.failures import Failure, Kind

_TRIES = 50


class NoPorts(Failure):
    """No free pair of UDP ports was found."""

    kind = Kind.UNAVAILABLE
    code = "no_udp_ports"


class _Ignored(asyncio.DatagramProtocol):
    """Receiver reports and hole-punching packets need no answer."""


async def open_pair(host: str) -> tuple[asyncio.DatagramTransport, asyncio.DatagramTransport]:
    media, control = _bind_pair(host)
    loop = asyncio.get_running_loop()
    first, _ = await loop.create_datagram_endpoint(_Ignored, sock=media)
    second, _ = await loop.create_datagram_endpoint(_Ignored, sock=control)
    return first, second


def _bind_pair(host: str) -> tuple[socket.socket, socket.socket]:
    for _ in range(_TRIES):
        media = _bound(host, 0)
        port = media.getsockname()[1]
        if port % 2 == 0:
            try:
                return media, _bound(host, port + 1)
            except OSError:
                pass
        media.close()
    raise NoPorts("no free pair of UDP ports")


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_DGRAM)
    made.settimeout(0)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made
