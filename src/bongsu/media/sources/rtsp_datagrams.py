"""RTP over UDP: a pair of ports that hears one camera only."""

import asyncio
import socket
from collections.abc import Callable
from functools import partial

from bongsu.media.failures import CameraFailure, CameraUnreachable
from bongsu.media.sources.depacketise import Depacketiser

_TRIES = 20
_RECEIVE_BUFFER = 2_097_152


class _VideoPort(asyncio.DatagramProtocol):
    def __init__(self, owner: "Datagrams") -> None:
        self._owner = owner

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._owner.heard(data, addr[0])


class Datagrams:
    """Two neighbouring ports, the even one for pictures. `heard` drops what comes from anybody else."""

    def __init__(self) -> None:
        self.last_packet_s = 0.0
        self.port = 0
        self._camera = ""
        self._depacketiser: Depacketiser | None = None
        self._end: Callable[[CameraFailure], None] = _nobody
        self._transports: list[asyncio.DatagramTransport] = []

    async def open(
        self, camera: str, depacketiser: Depacketiser, end: Callable[[CameraFailure], None]
    ) -> None:
        self._camera, self._depacketiser, self._end = camera, depacketiser, end
        loop = asyncio.get_running_loop()
        self.last_packet_s = loop.time()
        for one in _pair(socket.AF_INET6 if ":" in camera else socket.AF_INET):
            self.port = self.port or one.getsockname()[1]
            make = asyncio.DatagramProtocol if self._transports else partial(_VideoPort, self)
            transport, _ = await loop.create_datagram_endpoint(make, sock=one)
            self._transports.append(transport)

    def heard(self, data: bytes, host: str) -> None:
        if host == self._camera and self._depacketiser and len(data) > 12:
            self.last_packet_s = asyncio.get_running_loop().time()
            try:
                self._depacketiser.push(data, memoryview(data), 0, len(data))
            except CameraFailure as failure:
                self._end(failure)

    def close(self) -> None:
        for transport in self._transports:
            transport.close()


def _nobody(_failure: CameraFailure) -> None:
    return


def _pair(family: socket.AddressFamily) -> tuple[socket.socket, socket.socket]:
    """RFC 3550 11: an even port for RTP and the next one for RTCP."""
    for _ in range(_TRIES):
        first = _bound(family, 0)
        port = first.getsockname()[1]
        if port % 2 == 0 and port < 65_535:
            try:
                return first, _bound(family, port + 1)
            except OSError:
                pass
        first.close()
    raise CameraUnreachable("no pair of UDP ports is free on this machine")


def _bound(family: socket.AddressFamily, port: int) -> socket.socket:
    one = socket.socket(family, socket.SOCK_DGRAM)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
        one.settimeout(0)
        one.bind(("", port))
    except OSError:
        one.close()
        raise
    return one
