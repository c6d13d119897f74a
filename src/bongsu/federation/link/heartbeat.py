"""Asks each peer `hello` every two seconds, more often while it is silent, and tells the node how each link stands."""

import asyncio
import time

import msgspec
import structlog

from bongsu.federation.link.bounds import Seconds
from bongsu.federation.link.frames import Hello, read
from bongsu.federation.link.gateway import HELLO, Gateway
from bongsu.federation.link.messages import LINK_STATE
from bongsu.federation.link.peer import Peer
from bongsu.federation.link.rules import (
    HELLO_WITHIN_S,
    Heard,
    Link,
    answered,
    next_hello_s,
    silent,
    skew_ms,
)
from bongsu.federation.link.wire import NoAnswer, NotLinked, Wire
from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.clock import Clock
from bongsu.kernel.failures import Invalid
from bongsu.kernel.waking import woken

log = structlog.get_logger()
TELL_EVERY_S = 5.0


class Heartbeat:
    """Of all peers of one gateway."""

    def __init__(
        self,
        bus: Bus,
        wire: Wire,
        gateway: Gateway,
        clock: Clock,
        seconds: Seconds = time.monotonic,
    ) -> None:
        self._bus = bus
        self._wire = wire
        self._gateway = gateway
        self._clock = clock
        self._seconds = seconds

    async def follow(self, peer: Peer) -> None:
        """For as long as the peer is one."""
        while True:
            before, peer.link = peer.link, await self.beat(peer)
            if peer.link.state == "down":
                peer.abandon(list(peer.asking))
            if peer.link.differs(before):
                await self.tell(peer)
            if await woken(peer.poked, _next_s(peer)):
                peer.poked.clear()

    async def beat(self, peer: Peer) -> Link:
        asked_ms, asked = self._wall_ms(), self._seconds()
        try:
            question = self._gateway.hello(asked=peer.asked())
            hello = read(Hello, await self._wire.ask(peer.code, HELLO, question, HELLO_WITHIN_S))
        except NotLinked:
            return self._silent(peer, is_gone=True)
        except (NoAnswer, Invalid):
            return self._silent(peer, is_gone=False)
        peer.abandon(hello.lost)
        rtt_ms = (self._seconds() - asked) * 1000
        heard = Heard(
            rtt_ms=rtt_ms,
            skew_ms=skew_ms(asked_ms, asked_ms + rtt_ms, hello.clock_ms),
            release=hello.release,
            protocol=hello.protocol,
        )
        return answered(peer.link, heard, self._clock.now(), is_flooding=peer.is_deaf)

    def _silent(self, peer: Peer, *, is_gone: bool) -> Link:
        return silent(peer.link, self._clock.now(), is_gone=is_gone)

    def _wall_ms(self) -> float:
        return self._clock.now().timestamp() * 1000

    async def tell(self, peer: Peer) -> None:
        """Not heard while the bus is down: the word of five seconds later mends it."""
        try:
            await self._bus.publish(LINK_STATE, msgspec.json.encode(peer.said()))
        except BusUnavailable:
            log.info("link state not told", peer=peer.code)

    async def tell_all(self) -> None:
        while True:
            for peer in list(self._gateway.peers.values()):
                await self.tell(peer)
            await asyncio.sleep(TELL_EVERY_S)


def _next_s(peer: Peer) -> float:
    return next_hello_s(peer.link, is_asking=bool(peer.asking), is_direct=peer.is_direct)
