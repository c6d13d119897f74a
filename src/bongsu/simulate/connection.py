"""One RTSP connection: bytes in, answers out, faults and sign-in before anything else."""

import asyncio
from typing import Protocol

import structlog

from bongsu.simulate.camera import Camera, Fault
from bongsu.simulate.digest import DigestGate
from bongsu.simulate.rtsp_message import Answer, BadMessage, Request, RequestReader
from bongsu.simulate.verbs import METHODS, House, Verbs, target_of

log = structlog.get_logger()

NONSENSE = b"\x00\xffHTTP/9.9 \x7f banana\r\n\xde\xad\xbe\xef" * 8
_KNOWN = frozenset(METHODS.split(", "))


class Gatehouse(House, Protocol):
    """The simulator as its connections see it."""

    gate: DigestGate | None
    connections: "set[Connection]"

    def control(self, request: Request) -> Answer: ...


class Connection(asyncio.Protocol):
    """Lives from accept to close; closing ends its sessions."""

    def __init__(self, house: Gatehouse) -> None:
        self._house = house
        self._reader = RequestReader()
        self._transport: asyncio.Transport | None = None
        self.verbs: Verbs | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            self.verbs = Verbs(self._house, transport)
            self._house.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._house.connections.discard(self)
        if self.verbs:
            self.verbs.close()

    def data_received(self, data: bytes) -> None:
        try:
            for request in self._reader.feed(data):
                self._serve(request)
        except BadMessage as cause:
            log.info("bad rtsp message", reason=str(cause))
            self._write(Answer(400).encode("0"))
            self.close()

    def looks_at(self, camera: Camera) -> bool:
        """True when one of its sessions was set up for `camera`."""
        viewings = self.verbs.viewings.values() if self.verbs else ()
        return any(viewing.camera is camera for viewing in viewings)

    def talk_nonsense(self) -> None:
        self._write(NONSENSE)

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def abort(self) -> None:
        if self._transport:
            self._transport.abort()

    def _write(self, data: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(data)

    def _serve(self, request: Request) -> None:
        cseq = request.header("cseq")
        target = target_of(self._house, request.url)
        fault = target[0].fault if target else Fault.NONE
        if fault is Fault.MUTE:
            return
        if fault is Fault.NONSENSE:
            self.talk_nonsense()
        elif fault is Fault.DEAD:
            self._write(Answer(503).encode(cseq or "0"))
            self.close()
        elif cseq is None:
            self._write(Answer(400).encode("0"))
        else:
            self._write(self._answer(request, target).encode(cseq))

    def _answer(self, request: Request, target: tuple[Camera, str] | None) -> Answer:
        refused = _refused_at_once(request)
        if refused:
            return refused
        if request.method == "OPTIONS":
            if self.verbs:
                self.verbs.keep_alive(request)
            return Answer(200, {"Public": METHODS})
        if request.url.rstrip("/").endswith("/control"):
            return self._house.control(request)
        gate = self._house.gate
        if gate and not gate.admits(request):
            return Answer(401, {"WWW-Authenticate": gate.challenge})
        if target is None or self.verbs is None:
            return Answer(404)
        return self.verbs.answer(request, *target)


def _refused_at_once(request: Request) -> Answer | None:
    if request.version != "RTSP/1.0":
        return Answer(505)
    if request.method not in _KNOWN:
        return Answer(501)
    demanded = request.header("require")
    return Answer(551, {"Unsupported": demanded}) if demanded else None
